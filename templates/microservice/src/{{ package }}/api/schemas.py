"""The messages of the contract, and how they translate to the domain."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from ..core.entities import ForecastQuery, Horizon, StoreForecast, StoreId
from ..lifecycle import Phase

DEFAULT_HORIZON_DAYS = 7

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def _iso_date_only(value: object) -> object:
    """Without this pydantic would also take timestamps and numbers, which the contract does not offer."""
    if not isinstance(value, str) or not _ISO_DATE.fullmatch(value):
        raise PydanticCustomError("iso_date", "must be a date such as 2026-01-31")
    return value


IsoDate = Annotated[date, BeforeValidator(_iso_date_only)]
StoreName = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._-]+$")]


class Message(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ForecastRequest(Message):
    stores: Annotated[list[StoreName], Field(min_length=1, description="The stores to forecast, each once.")]
    start: Annotated[IsoDate, Field(description="The first day of the forecast.")]
    horizon_days: Annotated[int, Field(strict=True, ge=1, description="How many days to forecast.")] = (
        DEFAULT_HORIZON_DAYS
    )

    def to_query(self) -> ForecastQuery:
        return ForecastQuery(tuple(StoreId(store) for store in self.stores), Horizon(self.start, self.horizon_days))


class DailyDemandMessage(Message):
    date: date
    units: Annotated[float, Field(ge=0)]


class StoreForecastMessage(Message):
    store: str
    demand: list[DailyDemandMessage]


class ForecastResponse(Message):
    model: Annotated[str, Field(description="The version of the model that made this forecast.")]
    forecasts: list[StoreForecastMessage]

    @classmethod
    def from_forecasts(cls, model_version: str, forecasts: Iterable[StoreForecast]) -> Self:
        return cls(
            model=model_version,
            forecasts=[
                StoreForecastMessage(
                    store=forecast.store,
                    demand=[DailyDemandMessage(date=day.date, units=day.units) for day in forecast.demand],
                )
                for forecast in forecasts
            ],
        )


class Health(Message):
    status: Literal["ok", "unavailable"]
    phase: Phase

    @classmethod
    def of(cls, healthy: bool, phase: Phase) -> Self:
        return cls(status="ok" if healthy else "unavailable", phase=phase)
