"""The dashboard: which devices need attention, and what one of them told. Does without results that cannot be read."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from .entities import Anomaly, Classification, DeviceId, Reading, Severity
from .ports import Results, Unavailable

SHOWN_ANOMALIES = 20
SHOWN_READINGS = 200

_URGENCY = {Severity.CRITICAL: 0, Severity.WARNING: 1, Severity.NORMAL: 2}

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class DeviceState:
    """A device at a glance. Its classification is None where nothing was said about it."""

    device: DeviceId
    readings: tuple[Reading, ...]
    classification: Classification | None
    anomalies: int


@dataclass(frozen=True, slots=True)
class Overview:
    """All devices, those that need attention first. `missing` names the results that could not be read."""

    devices: tuple[DeviceState, ...]
    anomalies: tuple[Anomaly, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeviceDetails:
    """One device: its readings by metric, the oldest first, and its anomalies, the newest first."""

    device: DeviceId
    readings: dict[str, tuple[Reading, ...]]
    anomalies: tuple[Anomaly, ...]
    missing: tuple[str, ...]


class Insight:
    def __init__(self, results: Results) -> None:
        self._results = results

    def overview(self) -> Overview:
        missing: list[str] = []
        readings = _or_nothing("readings", self._results.latest_readings, missing)
        classifications = _or_nothing("classifications", self._results.latest_classifications, missing)
        anomalies = _or_nothing("anomalies", lambda: self._results.anomalies(None, SHOWN_ANOMALIES), missing)
        said = {each.device: each for each in classifications}
        strange = Counter(each.device for each in anomalies)
        known = sorted({each.device for each in readings} | set(said) | set(strange))
        states = [
            DeviceState(device, _of(device, readings), said.get(device), anomalies=strange[device]) for device in known
        ]
        return Overview(tuple(sorted(states, key=_urgency)), tuple(anomalies), tuple(missing))

    def device(self, device: DeviceId) -> DeviceDetails | None:
        """None for a device that nobody has heard of, as far as that can be told."""
        missing: list[str] = []
        newest_first = _or_nothing("readings", lambda: self._results.readings(device, SHOWN_READINGS), missing)
        anomalies = _or_nothing("anomalies", lambda: self._results.anomalies(device, SHOWN_ANOMALIES), missing)
        if not newest_first and not anomalies and not missing:
            return None
        metrics = sorted({each.metric for each in newest_first})
        by_metric = {name: tuple(each for each in reversed(newest_first) if each.metric == name) for name in metrics}
        return DeviceDetails(device, by_metric, tuple(anomalies), tuple(missing))


def _of(device: DeviceId, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    return tuple(each for each in readings if each.device == device)


def _urgency(state: DeviceState) -> tuple[int, int, str]:
    severity = state.classification.severity if state.classification else Severity.NORMAL
    return _URGENCY[severity], -state.anomalies, state.device


def _or_nothing(part: str, read: Callable[[], Sequence[Row]], missing: list[str]) -> Sequence[Row]:
    try:
        return read()
    except Unavailable:
        missing.append(part)
        return ()
