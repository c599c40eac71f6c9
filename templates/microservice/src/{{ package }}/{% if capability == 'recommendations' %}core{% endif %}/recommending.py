"""The use case: turn a query into recommendations, within the limits of the service."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from .entities import ProductId, Recommendation, RecommendationQuery
from .errors import BrokenRecommendation, InvalidQuery
from .ports import RecommendationModel


@dataclass(frozen=True, slots=True)
class RecommendationLimits:
    """How much one query may ask for. Bounds the time and memory that a single caller can take."""

    max_basket: int
    max_count: int


class Recommender:
    """Answers queries with the model that it was given. The model scores; which products are shown is decided here."""

    def __init__(self, model: RecommendationModel, limits: RecommendationLimits) -> None:
        self._model = model
        self._limits = limits

    @property
    def model_version(self) -> str:
        return self._model.version

    def recommend(self, query: RecommendationQuery) -> tuple[Recommendation, ...]:
        self._refuse_invalid(query)
        scores = self._model.score(query.customer, query.basket)
        _refuse_impossible(scores)
        return _best(scores, query)

    def _refuse_invalid(self, query: RecommendationQuery) -> None:
        if len(query.basket) > self._limits.max_basket:
            raise InvalidQuery("basket", f"must hold at most {self._limits.max_basket} products")
        if len(set(query.basket)) != len(query.basket):
            raise InvalidQuery("basket", "must name each product once")
        if not 1 <= query.count <= self._limits.max_count:
            raise InvalidQuery("count", f"must be between 1 and {self._limits.max_count}, got {query.count}")


def _refuse_impossible(scores: Mapping[ProductId, float]) -> None:
    """Check the model's answer here, once, so that no implementation can send nonsense to a caller."""
    for product, score in scores.items():
        if not math.isfinite(score) or score < 0:
            raise BrokenRecommendation(f"the model gave an impossible score for product {product!r}")


def _best(scores: Mapping[ProductId, float], query: RecommendationQuery) -> tuple[Recommendation, ...]:
    """The best first, and nothing that the customer has in hand. Equal scores go by name, so that answers repeat."""
    fitting = ((product, score) for product, score in scores.items() if score > 0 and product not in query.basket)
    ranked = sorted(fitting, key=lambda scored: (-scored[1], scored[0]))
    return tuple(Recommendation(product, float(score)) for product, score in ranked[: query.count])
