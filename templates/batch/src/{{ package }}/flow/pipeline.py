"""A pipeline is data: steps, each of which takes what earlier ones gave. One that does not fit cannot be made."""

import inspect
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, get_type_hints

SLUG = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


class BrokenPipeline(ValueError):
    """A declaration that could never run."""


@dataclass(frozen=True)
class Sweep:
    """Run a step for each value of a parameter, side by side where that can be, and go on with the best result."""

    parameter: str
    values: tuple[int, ...]
    best: Callable[[Sequence[Any]], Any]


@dataclass(frozen=True)
class Step:
    """A function, and the name under which later steps find its result.

    The function's first parameter is the run; every other one is named like an earlier result, or is the sweep's.
    """

    function: Callable[..., Any]
    gives: str
    sweep: Sweep | None = None

    @property
    def name(self) -> str:
        return self.function.__name__

    @cached_property
    def result_type(self) -> Any:
        return get_type_hints(self.function).get("return")

    @cached_property
    def takes(self) -> dict[str, Any]:
        """The results that it needs, with the type that it expects of each."""
        hints = get_type_hints(self.function)
        names = list(inspect.signature(self.function).parameters)[1:]
        swept = self.sweep.parameter if self.sweep else None
        return {name: hints.get(name) for name in names if name != swept}


@dataclass(frozen=True)
class Pipeline:
    """Steps with a name and a schedule.

    Attributes:
        name: small letters, digits and underscores; names the results too.
        purpose: one sentence for those who operate it.
        schedule: when it runs, as cron says it, in UTC.
        steps: in the order in which they run.
    """

    name: str
    purpose: str
    schedule: str
    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        if not SLUG.fullmatch(self.name):
            raise BrokenPipeline(f"pipeline {self.name!r}: a name has small letters, digits and underscores")
        if not self.steps:
            raise BrokenPipeline(f"{self.name}: has no steps")
        given: dict[str, Any] = {}
        for step in self.steps:
            _refuse_misfit(f"{self.name}.{step.name}", step, given)
            given[step.gives] = step.result_type


def day_before(trigger: datetime | date) -> date:
    """The run date of a scheduled run: the last day that is over when it starts."""
    return (trigger.date() if isinstance(trigger, datetime) else trigger) - timedelta(days=1)


def _refuse_misfit(place: str, step: Step, given: dict[str, Any]) -> None:
    if step.result_type in (None, type(None)):
        raise BrokenPipeline(f"{place}: say with '->' what it gives")
    if step.gives in given:
        raise BrokenPipeline(f"{place}: an earlier step gives {step.gives!r} already")
    if step.sweep and step.sweep.parameter not in inspect.signature(step.function).parameters:
        raise BrokenPipeline(f"{place}: has no parameter {step.sweep.parameter!r} to sweep over")
    for name, wanted in step.takes.items():
        if name not in given:
            raise BrokenPipeline(f"{place}: takes {name!r}, which no earlier step gives")
        if wanted != given[name]:
            raise BrokenPipeline(f"{place}: takes {name!r} as {wanted}, but it is given as {given[name]}")
