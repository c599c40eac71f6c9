"""The words of the domain, as immutable values. Money is whole cents: nothing is lost to rounding in between."""

from dataclasses import dataclass
from typing import NewType

ProductId = NewType("ProductId", str)
CustomerId = NewType("CustomerId", str)


@dataclass(frozen=True, slots=True)
class Line:
    """One product of a basket, at its price before any discount."""

    product: ProductId
    quantity: int
    unit_cents: int

    @property
    def cents(self) -> int:
        return self.quantity * self.unit_cents


@dataclass(frozen=True, slots=True)
class Basket:
    """What a customer, or a stranger, is about to buy."""

    customer: CustomerId | None
    lines: tuple[Line, ...]

    @property
    def total_cents(self) -> int:
        return sum(line.cents for line in self.lines)


@dataclass(frozen=True, slots=True)
class Discount:
    """The discount that a basket gets: a whole percentage of its total."""

    total_cents: int
    percent: int

    @property
    def discount_cents(self) -> int:
        """Rounded down, so that the shop never gives more than the percentage says."""
        return self.total_cents * self.percent // 100

    @property
    def payable_cents(self) -> int:
        return self.total_cents - self.discount_cents
