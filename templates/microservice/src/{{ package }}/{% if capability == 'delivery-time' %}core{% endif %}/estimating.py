"""The use case: turn an order into an estimate of its delivery, within the limits of the service."""

import math
from dataclasses import dataclass
from datetime import date, timedelta

from . import working_days
from .entities import DeliveryEstimate, Order, Transit
from .errors import BrokenEstimate, InvalidQuery
from .ports import TransitModel

# no carrier is that slow: a model that says so is broken
MAX_TRANSIT_DAYS = 60
LAST_ORDER_DAY = date.max - timedelta(days=3 * MAX_TRANSIT_DAYS)


@dataclass(frozen=True, slots=True)
class EstimateLimits:
    """How much one order may hold, and until which hour of a working day it still leaves on that day."""

    max_items: int
    cut_off_hour: int


class Estimator:
    """Estimates deliveries. The model knows the way; the warehouse's calendar is kept here."""

    def __init__(self, model: TransitModel, limits: EstimateLimits) -> None:
        self._model = model
        self._limits = limits

    @property
    def model_version(self) -> str:
        return self._model.version

    def estimate(self, order: Order) -> DeliveryEstimate:
        self._refuse_invalid(order)
        transit = self._model.predict(order.destination, order.items)
        _refuse_impossible(transit)
        dispatch = working_days.dispatch_day(order.ordered_at, self._limits.cut_off_hour)
        return DeliveryEstimate(
            dispatch=dispatch,
            earliest=working_days.after(dispatch, _whole_days(transit.usual_days)),
            latest=working_days.after(dispatch, _whole_days(transit.slow_days)),
        )

    def _refuse_invalid(self, order: Order) -> None:
        if not 1 <= order.items <= self._limits.max_items:
            raise InvalidQuery("items", f"must be between 1 and {self._limits.max_items}, got {order.items}")
        if order.ordered_at.date() > LAST_ORDER_DAY:
            raise InvalidQuery("ordered_at", "must leave room for the delivery before the calendar ends")


def _refuse_impossible(transit: Transit) -> None:
    """Check the model's answer here, once, so that no implementation can send nonsense to a caller."""
    if not 0 <= transit.usual_days <= transit.slow_days <= MAX_TRANSIT_DAYS:  # true for what is not a number too
        raise BrokenEstimate(f"the model predicted an impossible number of days: {transit}")


def _whole_days(days: float) -> int:
    """Rounded up, and never none: a parcel that arrives early annoys nobody."""
    return max(1, math.ceil(days))
