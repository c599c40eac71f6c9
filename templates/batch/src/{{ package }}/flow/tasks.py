"""What an orchestrator starts: a step, a trial of a step that sweeps, or the choice among its trials."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..core.run import Run
from .pipeline import Pipeline, Step
from .records import Records


class UnknownTask(LookupError):
    """The pipeline has none of this name."""


@dataclass(frozen=True)
class Task:
    """A step, and the value of its parameter where it is a trial."""

    step: Step
    trial: int | None = None

    @property
    def name(self) -> str:
        return self.step.name if self.trial is None else f"{self.step.name}_{self.trial}"

    @property
    def result(self) -> str:
        return self.step.gives if self.trial is None else f"{self.step.gives}_{self.trial}"


def trials(step: Step) -> tuple[Task, ...]:
    return tuple(Task(step, value) for value in step.sweep.values) if step.sweep else ()


def tasks(pipeline: Pipeline) -> Iterator[Task]:
    """In an order in which they can run."""
    for step in pipeline.steps:
        yield from trials(step)
        yield Task(step)


def needs(pipeline: Pipeline, task: Task) -> tuple[Task, ...]:
    """What must be done before it: its trials where it chooses among them, else the steps that give what it takes."""
    if task.step.sweep and task.trial is None:
        return trials(task.step)
    return tuple(Task(step) for step in pipeline.steps if step.gives in task.step.takes)


def find(pipeline: Pipeline, name: str) -> Task:
    known = {task.name: task for task in tasks(pipeline)}
    if name not in known:
        raise UnknownTask(f"{pipeline.name} has no task {name!r}; it has {', '.join(known)}")
    return known[name]


def run_task(task: Task, run: Run) -> str:
    """Do it, keep what it gave, and give that as text. Doing it again does the same again."""
    step, records = task.step, Records(run)
    if step.sweep and task.trial is None:
        value = step.sweep.best([records.load(trial.result, step.result_type) for trial in trials(step)])
    else:
        swept = {step.sweep.parameter: task.trial} if step.sweep else {}
        taken = {name: records.load(name, kind) for name, kind in step.takes.items()}
        value = step.function(run, **taken, **swept)
    return records.save(task.result, step.result_type, value)
