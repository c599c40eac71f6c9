"""Classes of one context in another one's classes: what the context map and the face allow."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.helpers import found

REPO = """\
=== architecture.yaml ===
contexts:
  sales: {code: {modules: [shop.sales], face: [FACE]}}
  delivery: {code: {modules: [shop.delivery]}}
context_map:
  - {from: sales, to: delivery, pattern: PATTERN}
=== shop/sales/__init__.py ===
from shop.sales.orders import Order
=== shop/sales/orders.py ===
from dataclasses import dataclass
@dataclass
class Order:
    total: int
=== shop/delivery.py ===
from dataclasses import dataclass
from shop.sales import Order
@dataclass
class Parcel:
    order: Order
"""


@pytest.mark.parametrize(
    ("pattern", "face", "count"),
    [
        ("published-language", "shop.sales", 0),
        ("conformist", "shop.sales", 0),
        ("shared-kernel", "shop.sales", 0),
        ("published-language", "shop.sales.api", 1),
        ("customer-supplier", "shop.sales", 1),
        ("anticorruption-layer", "shop.sales", 1),
    ],
)
def test_a_class_that_the_face_shows_is_used_as_the_map_agrees(tmp_path: Path, pattern: str, face: str, count: int) -> None:
    findings = found(tmp_path, REPO.replace("PATTERN", pattern).replace("FACE", face), "foreign-model")
    assert [(finding.path, finding.line) for finding in findings] == [("shop/delivery.py", 5)] * count
