"""A visit as an address, and back. Addresses are typed, cut and old: what is no visit any more is left out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlencode

from ..core.entities import Line, Product, ProductId, Visit

MAX_LINES = 50
MAX_QUANTITY = 99

_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")
_POSTAL_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 -]{1,9}")


def read_visit(items: Iterable[str], postal_code: str, customer: str, assortment: Mapping[ProductId, Product]) -> Visit:
    quantities: dict[ProductId, int] = {}
    for product, quantity in _items(items):
        if product in assortment and (product in quantities or len(quantities) < MAX_LINES):
            quantities[product] = min(MAX_QUANTITY, quantities.get(product, 0) + quantity)
    code = postal_code.strip()
    return Visit(
        customer=customer if _NAME.fullmatch(customer) else None,
        postal_code=code if _POSTAL_CODE.fullmatch(code) else None,
        lines=tuple(Line(assortment[product], quantity) for product, quantity in quantities.items()),
    )


def address(visit: Visit, product: Product, more: int) -> str:
    """The address of the same visit with so many more of a product, or fewer."""
    quantities = {line.product.id: line.quantity for line in visit.lines}
    quantities[product.id] = max(0, min(MAX_QUANTITY, quantities.get(product.id, 0) + more))
    query = [("item", f"{each}:{quantity}") for each, quantity in quantities.items() if quantity]
    query += [("postal_code", visit.postal_code)] if visit.postal_code else []
    query += [("customer", visit.customer)] if visit.customer else []
    return f"/?{urlencode(query)}"


def _items(items: Iterable[str]) -> Iterator[tuple[ProductId, int]]:
    for item in items:
        product, _, quantity = item.partition(":")
        if re.fullmatch(r"[1-9]\d?", quantity, re.ASCII):
            yield ProductId(product), int(quantity)
