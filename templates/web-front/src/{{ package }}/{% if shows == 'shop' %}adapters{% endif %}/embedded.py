"""Stand-ins for the services, in this process: they keep the ports' promises with invented answers."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from ..core.entities import Delivery, Discount, Product, ProductId, Visit

DISCOUNT_FROM_CENTS = 5_000


class EmbeddedRecommendations:
    def __init__(self, assortment: Mapping[ProductId, Product]) -> None:
        self._assortment = assortment

    async def recommend(self, visit: Visit, count: int) -> Sequence[ProductId]:
        """What costs about as much as what is in the basket."""
        in_basket = {line.product.id for line in visit.lines}
        usual = max((line.product.cents for line in visit.lines), default=1_000)
        others = (product for product in self._assortment.values() if product.id not in in_basket)
        return [product.id for product in sorted(others, key=lambda other: abs(other.cents - usual))[:count]]


class EmbeddedDeliveryTimes:
    async def estimate(self, postal_code: str, items: int, ordered_at: datetime) -> Delivery:
        days = 1 + len(postal_code) % 2 + items // 5
        return Delivery(_after(ordered_at.date(), days), _after(ordered_at.date(), days + 2))


class EmbeddedDiscounts:
    async def discount(self, visit: Visit) -> Discount:
        percent = 5 if visit.total_cents >= DISCOUNT_FROM_CENTS else 0
        discount_cents = visit.total_cents * percent // 100
        return Discount(percent, discount_cents, visit.total_cents - discount_cents)


def _after(day: date, days: int) -> date:
    return day + timedelta(days=days)
