"""The services behind the ports, over HTTP. Reads what it needs of an answer and ignores the rest: services grow."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field, ValidationError

from ..core.entities import Delivery, Discount, ProductId, Visit
from ..core.ports import Unavailable
from .service_client import ServiceClient

Cents = Annotated[int, Field(ge=0)]


class _Recommendation(BaseModel):
    product: str


class _Recommendations(BaseModel):
    recommendations: list[_Recommendation]


class _Delivery(BaseModel):
    earliest: date
    latest: date


class _Discount(BaseModel):
    percent: Annotated[int, Field(ge=0, le=100)]
    discount_cents: Cents
    payable_cents: Cents


class HttpRecommendations:
    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    async def recommend(self, visit: Visit, count: int) -> Sequence[ProductId]:
        basket = [line.product.id for line in visit.lines]
        message = {"basket": basket, "count": count, **_customer(visit)}
        body = await self._client.ask("/recommendations", message)
        with _understood():
            return [ProductId(found.product) for found in _Recommendations.model_validate(body).recommendations]


class HttpDeliveryTimes:
    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    async def estimate(self, postal_code: str, items: int, ordered_at: datetime) -> Delivery:
        moment = ordered_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        message = {"destination": postal_code, "items": items, "ordered_at": moment}
        body = await self._client.ask("/delivery-time", message)
        with _understood():
            found = _Delivery.model_validate(body)
            return Delivery(found.earliest, found.latest)


class HttpDiscounts:
    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    async def discount(self, visit: Visit) -> Discount:
        lines = [
            {"product": line.product.id, "quantity": line.quantity, "unit_cents": line.product.cents}
            for line in visit.lines
        ]
        body = await self._client.ask("/discount", {"lines": lines, **_customer(visit)})
        with _understood():
            found = _Discount.model_validate(body)
            return Discount(found.percent, found.discount_cents, found.payable_cents)


def _customer(visit: Visit) -> dict[str, Any]:
    return {} if visit.customer is None else {"customer": visit.customer}


@contextmanager
def _understood() -> Iterator[None]:
    """An answer that does not say what we need is as good as none."""
    try:
        yield
    except ValidationError as error:
        raise Unavailable("an answer that is not understood") from error
