"""A classifier out of two tables: what is normal for a metric, and how serious a sight is."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..core.entities import Classification, Observation, Reading, Severity, Sight
from ..core.errors import UnknownMetric


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high` is normal; up to `margin` beside that is a warning."""

    low: float
    high: float
    margin: float

    def severity(self, value: float) -> Severity:
        if self.low <= value <= self.high:
            return Severity.NORMAL
        if self.low - self.margin <= value <= self.high + self.margin:
            return Severity.WARNING
        return Severity.CRITICAL


RANGES: Mapping[str, Range] = {
    "temperature": Range(low=5.0, high=70.0, margin=15.0),
    "vibration": Range(low=0.0, high=4.5, margin=2.6),
    "pressure": Range(low=1.0, high=8.0, margin=1.5),
}
SIGHTS: Mapping[Sight, Severity] = {
    Sight.FINE: Severity.NORMAL,
    Sight.NOISE: Severity.WARNING,
    Sight.LEAK: Severity.WARNING,
    Sight.SMOKE: Severity.CRITICAL,
}


class RuleClassifier:
    def __init__(self, ranges: Mapping[str, Range] = RANGES, sights: Mapping[Sight, Severity] = SIGHTS) -> None:
        self._ranges = ranges
        self._sights = sights

    def classify_reading(self, reading: Reading) -> Classification:
        normal = self._ranges.get(reading.metric)
        if normal is None:
            raise UnknownMetric(reading.metric)
        severity = normal.severity(reading.value)
        reason = f"{reading.metric} {reading.value:g}, normal is {normal.low:g} to {normal.high:g}"
        return Classification(reading.device, severity, reason, reading.at)

    def classify_observation(self, observation: Observation) -> Classification:
        severity = self._sights[observation.sight]
        return Classification(observation.device, severity, f"somebody saw: {observation.sight}", observation.at)
