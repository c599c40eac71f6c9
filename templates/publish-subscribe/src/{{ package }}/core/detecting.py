"""The use case: compare each reading with what is usual for its device, and learn from it."""

from .entities import Anomaly, Reading
from .ports import AnomalyModel, Profiles


class Detector:
    def __init__(self, model: AnomalyModel, profiles: Profiles) -> None:
        self._model = model
        self._profiles = profiles

    def detect(self, reading: Reading) -> Anomaly | None:
        profile = self._profiles.of(reading.device, reading.metric)
        score = self._model.score(profile, reading.value)
        if self._model.is_anomaly(score):
            # not learned: what is broken must not become usual
            return Anomaly(reading.device, reading.metric, reading.value, profile.mean, score, reading.at)
        self._profiles.keep(reading.device, reading.metric, self._model.learn(profile, reading.value))
        return None
