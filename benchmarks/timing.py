"""Times two commands in turn, so that a drift of the machine's speed hits both."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

RUNS = 15


class Ratio(NamedTuple):
    """Medians in seconds, and the median of the ratios pair by pair."""

    ours: float
    theirs: float
    ratio: float

    def __str__(self) -> str:
        return f"{self.ours:.3f} s / {self.theirs:.3f} s = {self.ratio:.2f}"


def compare(ours: Sequence[str], theirs: Sequence[str], before_ours: Callable[[], None] = lambda: None, runs: int = RUNS) -> Ratio:
    """Run ours, theirs, ours, theirs …; `before_ours` (not timed) prepares each run of ours. A single run is not warmed up for."""
    pairs = []
    for _ in range(runs + 1 if runs > 1 else 1):
        before_ours()
        pairs.append((_seconds(ours), _seconds(theirs)))
    pairs = pairs[1:] or pairs  # the first pair warms the disk cache
    return Ratio(
        statistics.median(pair[0] for pair in pairs),
        statistics.median(pair[1] for pair in pairs),
        statistics.median(pair[0] / pair[1] for pair in pairs),
    )


def _seconds(command: Sequence[str]) -> float:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    return time.perf_counter() - started


def machine() -> str:
    """The machine in a line."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{python}, {platform.machine()}, {os.cpu_count()} cores, {platform.system()}"
