"""The use case: turn a basket into its discount, within the limits that the business sets."""

from dataclasses import dataclass

from .entities import Basket, Discount
from .errors import BrokenDiscount, InvalidQuery
from .ports import DiscountModel


@dataclass(frozen=True, slots=True)
class DiscountLimits:
    """How much a basket may hold, and what the business gives away at most, whatever a model proposes."""

    max_lines: int
    max_percent: int
    min_total_cents: int


class Discounter:
    """Grants discounts. The model proposes; what the business can afford is decided here."""

    def __init__(self, model: DiscountModel, limits: DiscountLimits) -> None:
        self._model = model
        self._limits = limits

    @property
    def model_version(self) -> str:
        return self._model.version

    def discount(self, basket: Basket) -> Discount:
        self._refuse_invalid(basket)
        if basket.total_cents < self._limits.min_total_cents:
            return Discount(basket.total_cents, percent=0)
        return Discount(basket.total_cents, min(self._proposed_percent(basket), self._limits.max_percent))

    def _proposed_percent(self, basket: Basket) -> int:
        """Check the model's answer here, once, so that no implementation can give the shop away."""
        share = self._model.propose(basket)
        if not 0 <= share <= 1:  # true for what is not a number too
            raise BrokenDiscount(f"the model proposed an impossible share, {share}")
        # in hundredths of a percent first: 0.29 * 100 is a little less than 29
        return round(share * 10_000) // 100

    def _refuse_invalid(self, basket: Basket) -> None:
        if not basket.lines:
            raise InvalidQuery("lines", "must hold at least one line")
        if len(basket.lines) > self._limits.max_lines:
            raise InvalidQuery("lines", f"must hold at most {self._limits.max_lines} lines, got {len(basket.lines)}")
        if len({line.product for line in basket.lines}) != len(basket.lines):
            raise InvalidQuery("lines", "must name each product once")
