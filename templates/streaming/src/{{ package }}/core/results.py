"""What goes out, as immutable values."""

from dataclasses import dataclass
from enum import StrEnum

from .readings import Millis, Reading, Series


@dataclass(frozen=True, slots=True)
class WindowScored:
    """What a series was in one window, and how unusual that was."""

    series: Series
    start: Millis
    end: Millis
    readings: int
    mean: float
    lowest: float
    highest: float
    # None while what is usual for the series is still being learned
    score: float | None


class AnomalyKind(StrEnum):
    SPIKE = "spike"  # some readings are far off
    SHIFT = "shift"  # all of them are


@dataclass(frozen=True, slots=True)
class Anomaly:
    """A window whose score reached the threshold, with what explains it: how far off, and from what."""

    series: Series
    start: Millis
    end: Millis
    kind: AnomalyKind
    score: float
    observed: float
    expected: float
    deviation: float


class Reason(StrEnum):
    TOO_LATE = "too-late"
    CLOCK_AHEAD = "clock-ahead"
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True)
class Refused:
    """A reading that counts in no window. Kept, with the reason, since it may be a symptom."""

    reading: Reading
    reason: Reason
    by: Millis


Result = WindowScored | Anomaly | Refused
