"""The extension point of this service: anything that keeps this protocol can recommend."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from .entities import CustomerId, ProductId


class RecommendationModel(Protocol):
    """Scores the products that it knows.

    Promises that every implementation keeps, and that tests/unit/test_recommendation_models.py checks for each of them:

    - a finite and non-negative score for each product, higher for a better match; 0 means: do not recommend it;
    - the same answer for the same arguments, so that an answer can be repeated;
    - the order of the basket changes nothing, and a product that the model does not know does no harm;
    - safe to call from several threads at once.
    """

    @property
    def version(self) -> str:
        """Names the trained model, so that an answer can be traced back to it."""
        ...

    def score(self, customer: CustomerId | None, basket: Sequence[ProductId]) -> Mapping[ProductId, float]: ...
