"""The local runner: one task after the other in this process, with retries, and from where a crash left off."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

import structlog

from ..core.errors import InvalidBatch
from ..core.run import Run
from .pipeline import Pipeline
from .records import Records, forget
from .tasks import Task, run_task, tasks

log = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True)
class Retries:
    """How often a task is tried, and how long to wait before the second time; each further wait is twice as long."""

    attempts: int
    wait_seconds: float


def run_pipeline(pipeline: Pipeline, run: Run, retries: Retries, sleep: Callable[[float], None] = time.sleep) -> None:
    """Run what is not done yet. A run that ended well is done anew, one that did not goes on after its last task."""
    records = Records(run)
    begun = _begin(pipeline, run)
    if not begun:
        forget(run)
    _remember(pipeline, run, finished=False)
    for task in tasks(pipeline):
        if records.has(task.result):
            log.info("task already done", pipeline=pipeline.name, date=str(run.date), task=task.name)
        else:
            _try(task, run, retries, sleep)
    _remember(pipeline, run, finished=True)


def _try(task: Task, run: Run, retries: Retries, sleep: Callable[[float], None]) -> None:
    facts = {"pipeline": run.pipeline, "date": str(run.date), "task": task.name}
    for attempt in range(1, retries.attempts + 1):
        started = time.monotonic()
        try:
            run_task(task, run)
        except InvalidBatch:
            raise  # the data is as it is; no other attempt can change that
        except Exception as error:
            if attempt == retries.attempts:
                raise
            wait = retries.wait_seconds * 2 ** (attempt - 1)
            log.warning("task failed", **facts, attempt=attempt, error=repr(error), next_in_seconds=wait)
            sleep(wait)
        else:
            log.info("task done", **facts, attempt=attempt, seconds=round(time.monotonic() - started, 3))
            return


def _begin(pipeline: Pipeline, run: Run) -> bool:
    """Whether there is an unfinished run to go on with: of the same tasks, under the same options."""
    text = run.store.read_text(run.working("state.json"))
    return text is not None and json.loads(text) == _state(pipeline, run, finished=False)


def _remember(pipeline: Pipeline, run: Run, *, finished: bool) -> None:
    text = json.dumps(_state(pipeline, run, finished=finished), indent=2, sort_keys=True) + "\n"
    run.store.write_text(run.working("state.json"), text)


def _state(pipeline: Pipeline, run: Run, *, finished: bool) -> dict[str, object]:
    return {
        "finished": finished,
        # killed for its memory, a run may go on with smaller chunks: they change no result
        "options": {name: value for name, value in asdict(run.options).items() if name != "chunk_rows"},
        "tasks": [task.name for task in tasks(pipeline)],
    }
