"""The use case: turn a query into forecasts, within the limits of the service."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .entities import DailyDemand, ForecastQuery, StoreForecast, StoreId
from .errors import BrokenForecast, InvalidQuery
from .ports import ForecastModel


@dataclass(frozen=True, slots=True)
class ForecastLimits:
    """How much one query may ask for. Bounds the time and memory that a single caller can take."""

    max_stores: int
    max_horizon_days: int


class Forecaster:
    """Answers forecast queries with the model that it was given."""

    def __init__(self, model: ForecastModel, limits: ForecastLimits) -> None:
        self._model = model
        self._limits = limits

    @property
    def model_version(self) -> str:
        return self._model.version

    def forecast(self, query: ForecastQuery) -> tuple[StoreForecast, ...]:
        self._refuse_invalid(query)
        days = query.horizon.dates()
        predicted = self._model.predict(query.stores, days)
        return tuple(_store_forecast(store, days, predicted.get(store)) for store in query.stores)

    def _refuse_invalid(self, query: ForecastQuery) -> None:
        if not query.stores:
            raise InvalidQuery("stores", "must name at least one store")
        if len(query.stores) > self._limits.max_stores:
            raise InvalidQuery("stores", f"must name at most {self._limits.max_stores} stores, got {len(query.stores)}")
        if len(set(query.stores)) != len(query.stores):
            raise InvalidQuery("stores", "must name each store once")
        days = query.horizon.days
        if not 1 <= days <= self._limits.max_horizon_days:
            raise InvalidQuery("horizon_days", f"must be between 1 and {self._limits.max_horizon_days}, got {days}")
        if query.horizon.start > date.max - timedelta(days=days - 1):
            raise InvalidQuery("start", "must leave room for the whole horizon before the calendar ends")


def _store_forecast(store: StoreId, days: Sequence[date], units: Sequence[float] | None) -> StoreForecast:
    """Check the model's answer here, once, so that no implementation can send nonsense to a caller."""
    if units is None or len(units) != len(days):
        raise BrokenForecast(f"the model owes {len(days)} days for store {store!r}")
    if not all(math.isfinite(value) and value >= 0 for value in units):
        raise BrokenForecast(f"the model predicted impossible demand for store {store!r}")
    return StoreForecast(store, tuple(DailyDemand(day, float(value)) for day, value in zip(days, units, strict=True)))
