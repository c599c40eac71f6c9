"""The words of the shop's pages, as immutable values. Money is whole cents."""

from dataclasses import dataclass
from datetime import date
from typing import NewType

ProductId = NewType("ProductId", str)


@dataclass(frozen=True, slots=True)
class Product:
    id: ProductId
    name: str
    cents: int


@dataclass(frozen=True, slots=True)
class Line:
    """One product of a basket."""

    product: Product
    quantity: int

    @property
    def cents(self) -> int:
        return self.quantity * self.product.cents


@dataclass(frozen=True, slots=True)
class Visit:
    """What is known of someone who looks at the shop."""

    customer: str | None
    postal_code: str | None
    lines: tuple[Line, ...]

    @property
    def total_cents(self) -> int:
        return sum(line.cents for line in self.lines)

    @property
    def items(self) -> int:
        return sum(line.quantity for line in self.lines)


@dataclass(frozen=True, slots=True)
class Delivery:
    """The days between which an order arrives."""

    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class Discount:
    percent: int
    discount_cents: int
    payable_cents: int
