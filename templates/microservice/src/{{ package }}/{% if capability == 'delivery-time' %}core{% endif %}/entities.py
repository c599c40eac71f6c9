"""The words of the domain, as immutable values."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NewType

PostalCode = NewType("PostalCode", str)


@dataclass(frozen=True, slots=True)
class Order:
    """What shall be delivered, as far as it decides how long that takes."""

    destination: PostalCode
    items: int
    ordered_at: datetime


@dataclass(frozen=True, slots=True)
class Transit:
    """How many working days a parcel is on its way: as a rule, and when it goes badly."""

    usual_days: float
    slow_days: float


@dataclass(frozen=True, slots=True)
class DeliveryEstimate:
    """When an order leaves the warehouse, and the days between which it arrives."""

    dispatch: date
    earliest: date
    latest: date
