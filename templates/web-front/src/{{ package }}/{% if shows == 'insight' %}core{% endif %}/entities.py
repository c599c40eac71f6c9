"""The words of the dashboard, as immutable values: what devices tell, and what became of it."""

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


class Severity(StrEnum):
    """From harmless to urgent."""

    NORMAL = "normal"
    WARNING = "warning"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class Classification:
    """How serious something is that was told about a device, and why."""

    device: DeviceId
    severity: Severity
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Anomaly:
    """A reading that is far from what is usual for its device."""

    device: DeviceId
    metric: str
    value: float
    expected: float
    score: float
    at: datetime
