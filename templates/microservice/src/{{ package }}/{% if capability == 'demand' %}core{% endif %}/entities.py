"""The words of the domain, as immutable values."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NewType

StoreId = NewType("StoreId", str)


@dataclass(frozen=True, slots=True)
class Horizon:
    """The consecutive days that a forecast covers."""

    start: date
    days: int

    def dates(self) -> tuple[date, ...]:
        return tuple(self.start + timedelta(days=offset) for offset in range(self.days))


@dataclass(frozen=True, slots=True)
class ForecastQuery:
    """What a caller wants to know: the demand of these stores over this horizon."""

    stores: tuple[StoreId, ...]
    horizon: Horizon


@dataclass(frozen=True, slots=True)
class DailyDemand:
    """The units that a store is expected to sell on one day."""

    date: date
    units: float


@dataclass(frozen=True, slots=True)
class StoreForecast:
    """The expected demand of one store, day by day."""

    store: StoreId
    demand: tuple[DailyDemand, ...]
