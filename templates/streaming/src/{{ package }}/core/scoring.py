"""What is usual for a series, learned as its windows close, and how far from it a window is.

The score is a z-score: how many standard deviations of what is usual lie between the usual mean and the window's most
unusual reading. Mean and variance are exponentially weighted: a window that closed `memory` windows ago weighs about a
third of the last one. So the baseline follows the seasons and an ageing sensor, needs three numbers for each series,
and is explained in one sentence.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from .results import AnomalyKind
from .summary import Summary


@dataclass(slots=True)
class Baseline:
    """What is usual for one series, and how many windows taught it."""

    windows: int = 0
    mean: float = 0.0
    variance: float = 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    score: float
    # the reading that is farthest from what is expected, and how far off readings usually are
    observed: float
    expected: float
    deviation: float
    # None where the score is below the threshold
    anomaly: AnomalyKind | None


@dataclass(frozen=True, slots=True)
class Scoring:
    threshold: float
    # windows to learn from before the first verdict
    warm_up: int
    # over how many windows the past fades
    memory: int
    # differences below it mean nothing: without it a sensor that always says 21.0 would make 21.1 infinitely unusual
    least_deviation: float

    def judge(self, baseline: Baseline, window: Summary) -> Verdict | None:
        """None while the baseline is still learned."""
        if baseline.windows < self.warm_up:
            return None
        deviation = max(math.sqrt(baseline.variance), self.least_deviation)
        off = {value: abs(value - baseline.mean) / deviation for value in (window.lowest, window.highest)}
        observed = max(off, key=lambda value: off[value])
        return Verdict(off[observed], observed, baseline.mean, deviation, self._kind(baseline, window, off))

    def learn(self, baseline: Baseline, window: Summary, verdict: Verdict | None) -> None:
        """Mix the window into the baseline: mean and variance of the mixture of both, each with its weight."""
        weight = max(1 / self.memory, 1 / (baseline.windows + 1)) * self._trust(verdict)
        distance = window.mean - baseline.mean
        baseline.mean += weight * distance
        baseline.variance += weight * (window.variance - baseline.variance + (1 - weight) * distance * distance)
        baseline.windows += 1

    def _kind(self, baseline: Baseline, window: Summary, off: Mapping[float, float]) -> AnomalyKind | None:
        """A shift where even the most usual reading is half as far off as an anomaly, to the same side as all."""
        if max(off.values()) < self.threshold:
            return None
        on_both_sides = window.lowest <= baseline.mean <= window.highest
        shifted = not on_both_sides and min(off.values()) >= self.threshold / 2
        return AnomalyKind.SHIFT if shifted else AnomalyKind.SPIKE

    def _trust(self, verdict: Verdict | None) -> float:
        """The farther off, the less it teaches: an anomaly hides no later one, a lasting shift is learned in time."""
        if verdict is None or verdict.score <= self.threshold:
            return 1.0
        return (self.threshold / verdict.score) ** 4
