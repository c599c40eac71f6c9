"""A model of transit times without training: regions, distance and luck from a seed. Needs nothing."""

import random

from ..core.entities import PostalCode, Transit

ITEMS_PER_PARCEL = 5
DAYS_PER_FURTHER_PARCEL = 0.25


class SeededModel:
    """Repeatable, plausible transit times. The default until a trained model takes its place."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    @property
    def version(self) -> str:
        return f"seeded-{self._seed}"

    def predict(self, destination: PostalCode, items: int) -> Transit:
        # places with the same first two characters lie close to each other
        region = destination[:2].upper()
        # a string seeds Random through SHA-512, so unlike hash() it gives the same numbers in every process
        draw = random.Random(f"{self._seed}/{region}")  # noqa: S311 - invented transit times, not a secret
        usual, luck = draw.uniform(0.5, 3.0), draw.uniform(0.5, 2.0)
        further_parcels = (items - 1) // ITEMS_PER_PARCEL
        packing = min(5.0, further_parcels * DAYS_PER_FURTHER_PARCEL)
        return Transit(usual_days=round(usual + packing, 2), slow_days=round(usual + packing + luck, 2))
