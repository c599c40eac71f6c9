"""A recommender without training: popularity, taste and what goes together, from a seed. Needs nothing."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence

from ..core.entities import CustomerId, ProductId
from .assortment import ASSORTMENT


class SeededModel:
    """Repeatable, plausible scores. The default until a trained model takes its place."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    @property
    def version(self) -> str:
        return f"seeded-{self._seed}"

    def score(self, customer: CustomerId | None, basket: Sequence[ProductId]) -> Mapping[ProductId, float]:
        wanted = Counter(use for product in basket for use in ASSORTMENT.get(product, ()))
        return {product: self._score(product, customer, wanted) for product in ASSORTMENT}

    def _score(self, product: ProductId, customer: CustomerId | None, wanted: Counter[str]) -> float:
        popularity = self._draw("popularity", product)
        taste = self._draw("taste", customer, product) if customer is not None else 0.5
        together = sum(wanted[use] for use in ASSORTMENT[product])
        return round(popularity + taste + together, 4)

    def _draw(self, *about: str) -> float:
        # a string seeds Random through SHA-512, so unlike hash() it gives the same number in every process
        return random.Random("/".join([str(self._seed), *about])).random()  # noqa: S311 - invented taste, not a secret
