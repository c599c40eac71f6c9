"""A forecaster without training: seasonal demand from a seed. Starts at once and needs nothing."""

from collections.abc import Mapping, Sequence
from datetime import date

from ..core.entities import StoreId
from .store_profiles import noise, profile_of


class SeededModel:
    """Repeatable, plausible demand. The default until a trained model takes its place."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    @property
    def version(self) -> str:
        return f"seeded-{self._seed}"

    def predict(self, stores: Sequence[StoreId], days: Sequence[date]) -> Mapping[StoreId, Sequence[float]]:
        return {store: self._demand(store, days) for store in stores}

    def _demand(self, store: StoreId, days: Sequence[date]) -> list[float]:
        profile = profile_of(self._seed, store)
        return [round(profile.expected_units(day) * noise(self._seed, store, day), 2) for day in days]
