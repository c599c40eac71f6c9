"""What the pages need of others. Each of these is a service of its own, and each of them may be down."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from .entities import Delivery, Discount, ProductId, Visit


class Unavailable(Exception):
    """There is no answer in time. Every method here may raise it, and nothing else."""


class Recommendations(Protocol):
    async def recommend(self, visit: Visit, count: int) -> Sequence[ProductId]:
        """What goes best with the basket, the best first."""
        ...


class DeliveryTimes(Protocol):
    async def estimate(self, postal_code: str, items: int, ordered_at: datetime) -> Delivery: ...


class Discounts(Protocol):
    async def discount(self, visit: Visit) -> Discount: ...
