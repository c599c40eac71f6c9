"""What the pages need: the results that others keep. Any part of them may be out of reach."""

from collections.abc import Sequence
from typing import Protocol

from .entities import Anomaly, Classification, DeviceId, Reading


class Unavailable(Exception):
    """These results cannot be read now. Every method here may raise it, and nothing else."""


class Results(Protocol):
    """Results by device.

    Promises that every implementation keeps, and that tests/unit/test_results.py checks for each of them:

    - of several rows with one time, the same one comes first each time;
    - a device that nobody has heard of has no results, which is no error.
    """

    def latest_readings(self) -> Sequence[Reading]:
        """The newest reading of each device and metric, by device and metric."""
        ...

    def latest_classifications(self) -> Sequence[Classification]:
        """The newest classification of each device, by device."""
        ...

    def anomalies(self, device: DeviceId | None, limit: int) -> Sequence[Anomaly]:
        """Of one device or of all, the newest first."""
        ...

    def readings(self, device: DeviceId, limit: int) -> Sequence[Reading]:
        """Of one device, the newest first."""
        ...
