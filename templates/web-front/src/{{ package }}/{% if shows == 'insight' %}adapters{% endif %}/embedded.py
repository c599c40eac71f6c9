"""Results in this process: the sample, or whatever rows a test brings."""

from collections.abc import Iterable, Sequence
from typing import Self

from ..core.entities import Anomaly, Classification, DeviceId, Reading
from . import sample


class EmbeddedResults:
    def __init__(
        self, readings: Iterable[Reading], classifications: Iterable[Classification], anomalies: Iterable[Anomaly]
    ) -> None:
        self._readings = sorted(readings, key=lambda each: (each.at, each.device, each.metric))
        self._classifications = sorted(classifications, key=lambda each: (each.at, each.device))
        self._anomalies = sorted(anomalies, key=lambda each: (each.at, each.device, each.metric))

    @classmethod
    def of_the_sample(cls) -> Self:
        return cls(sample.readings(), sample.classifications(), sample.anomalies())

    def latest_readings(self) -> Sequence[Reading]:
        latest = {(each.device, each.metric): each for each in self._readings}
        return [latest[key] for key in sorted(latest)]

    def latest_classifications(self) -> Sequence[Classification]:
        latest = {each.device: each for each in self._classifications}
        return [latest[device] for device in sorted(latest)]

    def anomalies(self, device: DeviceId | None, limit: int) -> Sequence[Anomaly]:
        return [each for each in reversed(self._anomalies) if device in (None, each.device)][:limit]

    def readings(self, device: DeviceId, limit: int) -> Sequence[Reading]:
        return [each for each in reversed(self._readings) if each.device == device][:limit]
