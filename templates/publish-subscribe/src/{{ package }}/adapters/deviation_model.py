"""An anomaly model out of school statistics: how many standard deviations a value is away from the mean."""

import math
from dataclasses import dataclass

from ..core.entities import Profile


@dataclass(frozen=True, slots=True)
class DeviationModel:
    # before so many readings nothing is unusual
    warm_up: int = 20
    # in standard deviations
    threshold: float = 5.0
    # a device that never varies may still vary by this share of its mean
    least_deviation: float = 0.01

    def score(self, profile: Profile, value: float) -> float:
        if profile.count < self.warm_up:
            return 0.0
        deviation = math.sqrt(profile.squares / (profile.count - 1))
        least = max(self.least_deviation * abs(profile.mean), 1e-9)
        return abs(value - profile.mean) / max(deviation, least)

    def is_anomaly(self, score: float) -> bool:
        return score > self.threshold

    def learn(self, profile: Profile, value: float) -> Profile:
        count = profile.count + 1
        away = value - profile.mean
        mean = profile.mean + away / count
        return Profile(count, mean, profile.squares + away * (value - mean))
