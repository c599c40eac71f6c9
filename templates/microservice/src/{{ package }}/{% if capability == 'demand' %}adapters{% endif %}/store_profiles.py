"""Invented stores: a seeded stand-in for the feature store that a real model would read.

A profile depends on the seed and the store's id alone, so any id has one, and it is the same in every process.
"""

import math
import random
from dataclasses import dataclass
from datetime import date

DAYS_PER_YEAR = 365.25
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class StoreProfile:
    """How a store sells: its usual day, its weekends, its year."""

    base_units: float
    weekend_lift: float
    yearly_swing: float

    def expected_units(self, day: date) -> float:
        weekend = self.weekend_lift if day.weekday() >= FRIDAY else 1.0
        return self.base_units * weekend * (1.0 + self.yearly_swing * season(day))


def profile_of(seed: int, store: str) -> StoreProfile:
    # a string seeds Random through SHA-512, so unlike hash() it gives the same numbers in every process
    draw = random.Random(f"{seed}/{store}")  # noqa: S311 - invented demand, not a secret
    return StoreProfile(
        base_units=draw.uniform(40.0, 400.0),
        weekend_lift=draw.uniform(1.1, 1.6),
        yearly_swing=draw.uniform(0.05, 0.25),
    )


def season(day: date) -> float:
    """Where the day stands in the year, as a wave between -1 and 1."""
    return math.sin(2.0 * math.pi * day.timetuple().tm_yday / DAYS_PER_YEAR)


def noise(seed: int, store: str, day: date) -> float:
    """The day's own deviation: a factor near 1 that never makes demand negative."""
    draw = random.Random(f"{seed}/{store}/{day.isoformat()}")  # noqa: S311 - invented demand, not a secret
    return max(0.0, draw.gauss(1.0, 0.05))
