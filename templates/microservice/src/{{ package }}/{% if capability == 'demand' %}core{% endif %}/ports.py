"""The extension point of this service: anything that keeps this protocol can forecast."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from .entities import StoreId


class ForecastModel(Protocol):
    """Predicts daily demand.

    Promises that every implementation keeps, and that tests/unit/test_forecast_models.py checks for each of them:

    - one row for every store, one finite and non-negative number for every day, in the order of the days;
    - the same answer for the same arguments, so that a forecast can be repeated;
    - a day's number depends on the store and the day alone, not on what else was asked for;
    - safe to call from several threads at once.
    """

    @property
    def version(self) -> str:
        """Names the trained model, so that an answer can be traced back to it."""
        ...

    def predict(self, stores: Sequence[StoreId], days: Sequence[date]) -> Mapping[StoreId, Sequence[float]]: ...
