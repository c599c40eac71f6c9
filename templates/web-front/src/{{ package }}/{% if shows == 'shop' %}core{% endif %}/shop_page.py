"""The shop's page: asks all services at once, and does without each of them that does not answer."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from .entities import Delivery, Discount, Product, ProductId, Visit
from .ports import DeliveryTimes, Discounts, Recommendations, Unavailable

RECOMMENDED = 4

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class ShopPage:
    """What the page shows. A part that is None is one that a service owes; the page says so in its place."""

    visit: Visit
    recommended: tuple[Product, ...]
    personal: bool
    delivery: Delivery | None
    discount: Discount | None

    @property
    def payable_cents(self) -> int:
        return self.discount.payable_cents if self.discount else self.visit.total_cents

    @property
    def missing(self) -> tuple[str, ...]:
        """The parts that could not be had, for whoever counts them."""
        found = {
            "recommendations": self.personal,
            "delivery-time": self.delivery is not None or not (self.visit.lines and self.visit.postal_code),
            "discounts": self.discount is not None or not self.visit.lines,
        }
        return tuple(part for part, there in found.items() if not there)


@dataclass(frozen=True, slots=True)
class Shop:
    """Composes the page for a visit.

    Attributes:
        assortment: what is sold, the most popular first.
    """

    assortment: Mapping[ProductId, Product]
    recommendations: Recommendations
    delivery_times: DeliveryTimes
    discounts: Discounts
    clock: Callable[[], datetime]

    async def page(self, visit: Visit) -> ShopPage:
        recommended, delivery, discount = await asyncio.gather(
            _or_none(self.recommendations.recommend(visit, RECOMMENDED)),
            _or_none(self._delivery(visit)),
            _or_none(self._discount(visit)),
        )
        personal = self._known(recommended or ())
        return ShopPage(
            visit=visit,
            recommended=personal if recommended is not None else self._popular(visit),
            personal=recommended is not None,
            delivery=delivery,
            discount=discount,
        )

    async def _delivery(self, visit: Visit) -> Delivery | None:
        if not visit.lines or visit.postal_code is None:
            return None
        return await self.delivery_times.estimate(visit.postal_code, visit.items, self.clock())

    async def _discount(self, visit: Visit) -> Discount | None:
        """A discount that does not add up is none: what the page shows is what the customer pays."""
        if not visit.lines:
            return None
        discount = await self.discounts.discount(visit)
        adds_up = discount.payable_cents + discount.discount_cents == visit.total_cents
        return discount if adds_up and 0 <= discount.discount_cents <= visit.total_cents else None

    def _known(self, products: Sequence[ProductId]) -> tuple[Product, ...]:
        return tuple(self.assortment[product] for product in products if product in self.assortment)

    def _popular(self, visit: Visit) -> tuple[Product, ...]:
        in_basket = {line.product.id for line in visit.lines}
        return tuple(product for product in self.assortment.values() if product.id not in in_basket)[:RECOMMENDED]


async def _or_none(answer: Coroutine[Any, Any, Answer]) -> Answer | None:
    try:
        return await answer
    except Unavailable:
        return None
