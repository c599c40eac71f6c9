"""The words of the domain, as immutable values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

DeviceId = NewType("DeviceId", str)


@dataclass(frozen=True, slots=True)
class Reading:
    """A number that a device measured."""

    device: DeviceId
    metric: str
    value: float
    at: datetime


class Sight(StrEnum):
    """What a person can report about a device."""

    FINE = "fine"
    NOISE = "noise"
    LEAK = "leak"
    SMOKE = "smoke"


@dataclass(frozen=True, slots=True)
class Observation:
    """What a person saw at a device, and sent with the mobile app."""

    device: DeviceId
    sight: Sight
    note: str
    at: datetime


class Severity(StrEnum):
    NORMAL = "normal"
    WARNING = "warning"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class Classification:
    """How serious a reading or an observation is, and why."""

    device: DeviceId
    severity: Severity
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Profile:
    """What is usual for one metric of one device: Welford's running count, mean and sum of squared deviations."""

    count: int = 0
    mean: float = 0.0
    squares: float = 0.0


@dataclass(frozen=True, slots=True)
class Anomaly:
    """A reading that is far from what is usual for its device."""

    device: DeviceId
    metric: str
    value: float
    expected: float
    score: float
    at: datetime
