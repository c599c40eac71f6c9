"""Many files at once: the work is shared between this process and copies of it, where the system can copy a process."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

import msgspec

_ALONE: Final = 300_000  # a smaller job is done before a second process has begun
_MOST: Final = 8

Job = TypeVar("Job")
Result = TypeVar("Result")


def share(jobs: Sequence[Job], costs: Sequence[int], work: Callable[[Sequence[Job]], list[Result]], kind: Any) -> list[Result]:
    """The results of `work` for all jobs, in their order.

    Args:
        jobs: what to work on.
        costs: about how much each takes, in bytes of source.
        work: makes the results of some jobs, one each; it must not depend on which jobs those are, and it runs in several
            processes.
        kind: the type of a result, which msgspec can encode.
    """
    shares = _shares(costs, _processes(sum(costs)))
    if len(shares) < 2:
        return work(jobs)
    helpers = [(numbers, _Helper([jobs[number] for number in numbers], work, kind)) for numbers in shares[1:]]
    results: dict[int, Result] = dict(zip(shares[0], work([jobs[number] for number in shares[0]]), strict=True))
    for numbers, helper in helpers:
        results.update(zip(numbers, helper.results(), strict=True))
    return [results[number] for number in range(len(jobs))]


def _processes(cost: int) -> int:
    if cost < _ALONE or not hasattr(os, "fork") or sys.platform == "darwin":  # macOS frameworks do not survive a copy
        return 1
    try:
        cores = len(os.sched_getaffinity(0))
    except (AttributeError, OSError):
        cores = os.cpu_count() or 1
    return max(1, min(cores, _MOST))


def _shares(costs: Sequence[int], count: int) -> list[list[int]]:
    """The jobs in about equal shares, the largest first; each share in the order of the jobs."""
    shares: list[list[int]] = [[] for _ in range(count)]
    loads = [0] * count
    for number in sorted(range(len(costs)), key=lambda number: (-costs[number], number)):
        lightest = min(range(count), key=loads.__getitem__)
        shares[lightest].append(number)
        loads[lightest] += costs[number] + 1
    return [sorted(numbers) for numbers in shares if numbers]


class _Helper:
    """A copy of this process that works on a share, and writes its results into a pipe."""

    def __init__(self, jobs: Sequence[Any], work: Callable[[Sequence[Any]], list[Any]], kind: Any) -> None:
        self._jobs = jobs
        self._work = work
        self._kind = kind
        self._pid = 0
        self._end = -1
        try:
            self._start()
        except OSError:  # no process or pipe to be had: the share is done here
            self._pid = 0

    def _start(self) -> None:
        reading, writing = os.pipe()
        try:
            self._pid = os.fork()
        except OSError:
            os.close(reading)
            os.close(writing)
            raise
        if self._pid:
            os.close(writing)
            self._end = reading
            return
        status = 1
        try:
            os.close(reading)
            data = msgspec.msgpack.encode(self._work(self._jobs))
            with open(writing, "wb", closefd=True) as pipe:
                pipe.write(data)
            status = 0
        finally:
            os._exit(status)

    def results(self) -> list[Any]:
        """The results; where the copy failed, they are made here."""
        if not self._pid:
            return self._work(self._jobs)
        with open(self._end, "rb", closefd=True) as pipe:
            data = pipe.read()
        _, status = os.waitpid(self._pid, 0)
        if status:
            return self._work(self._jobs)
        found: list[Any] = msgspec.msgpack.decode(data, type=list[self._kind])  # type: ignore[name-defined]
        return found
