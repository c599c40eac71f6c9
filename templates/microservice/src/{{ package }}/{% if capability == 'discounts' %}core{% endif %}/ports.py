"""The extension point of this service: anything that keeps this protocol can propose a discount."""

from typing import Protocol

from .entities import Basket


class DiscountModel(Protocol):
    """Proposes which share of its price a basket should be reduced by, so that its customer buys.

    Promises that every implementation keeps, and that tests/unit/test_discount_models.py checks for each of them:

    - a number from 0 to 1 for any basket;
    - the same answer for the same basket, so that a customer who looks twice sees one price;
    - the order of the lines changes nothing;
    - safe to call from several threads at once.
    """

    @property
    def version(self) -> str:
        """Names the trained model, so that an answer can be traced back to it."""
        ...

    def propose(self, basket: Basket) -> float: ...
