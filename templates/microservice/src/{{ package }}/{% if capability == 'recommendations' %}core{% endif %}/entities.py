"""The words of the domain, as immutable values."""

from dataclasses import dataclass
from typing import NewType

ProductId = NewType("ProductId", str)
CustomerId = NewType("CustomerId", str)


@dataclass(frozen=True, slots=True)
class RecommendationQuery:
    """What a caller wants to know: what else this customer may like, with this basket in hand.

    The customer may be a stranger, and the basket may be empty: there is always something to recommend.
    """

    customer: CustomerId | None
    basket: tuple[ProductId, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A product and how well it goes with the query; only the order of scores means something."""

    product: ProductId
    score: float
