"""A model of discounts without training: who needs persuading, from a seed. Needs nothing."""

import random

from ..core.entities import Basket

MOST = 0.25
# for a larger basket a smaller share persuades as well
LARGE_BASKET_CENTS = 20_000


class SeededModel:
    """Repeatable, plausible proposals. The default until a trained model takes its place."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    @property
    def version(self) -> str:
        return f"seeded-{self._seed}"

    def propose(self, basket: Basket) -> float:
        customer = basket.customer if basket.customer is not None else "a stranger"
        # a string seeds Random through SHA-512, so unlike hash() it gives the same number in every process
        draw = random.Random(f"{self._seed}/{customer}")  # noqa: S311 - an invented customer, not a secret
        hesitation = draw.random()
        size = min(1.0, basket.total_cents / LARGE_BASKET_CENTS)
        return round(MOST * hesitation * (1.0 - size / 2), 4)
