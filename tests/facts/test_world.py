"""What a name means, over a whole repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from archlint.facts import ClassRef, Definition, World, gather
from archlint.rules import example_files

REPO = """\
=== shop/__init__.py ===
from shop.orders import Order as Order
from .stock import *
=== shop/orders.py ===
import abc
from typing import Protocol, Optional
class Base(abc.ABC): ...
class Order(Base):
    class Line(Protocol): ...
    class Special(Line): ...
    def __init__(self, store: "Optional[Store]", other: Store | None = None):
        self.store = store
        self.db = Database()
        self.either = other or Database()
        self.name: str = "x"
Alias = Order
class Store: ...
class Database(Store): ...
=== shop/stock.py ===
__all__ = ["Shelf"]
class Shelf: ...
class Hidden: ...
=== shop/a.py ===
import shop
import shop.orders as o
from shop import Order, Shelf
from shop.orders import Alias
import json.decoder as d
def f():
    from shop.stock import Hidden
class Mine(o.Order): ...
class Theirs(d.JSONDecoder, Missing): ...
=== shop/loop.py ===
from shop.pool import X
=== shop/pool.py ===
from shop.loop import X
"""


@pytest.fixture
def world(tmp_path: Path) -> World:
    for path, text in example_files(REPO).items():
        file = tmp_path / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    return World(gather(tmp_path).graph)


def number(world: World, name: str) -> int:
    found = world.graph.number(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "module", "meaning"),
    [
        ("Order", "shop.orders", "Order"),
        ("Alias", "shop.orders", "Order"),
        ("o.Order.Line", "shop.orders", "Order.Line"),
        ("shop.Order", "shop.orders", "Order"),
        ("shop.orders.Store", "shop.orders", "Store"),
        ("Shelf", "shop.stock", "Shelf"),
        ("Hidden", "shop.stock", "Hidden"),
        ("shop.orders", "shop.orders", ""),
        ("d.JSONDecoder", None, "json.decoder.JSONDecoder"),
        ("Exception", None, "Exception"),
    ],
)
def test_a_name_leads_to_its_definition(world: World, name: str, module: str | None, meaning: str) -> None:
    expected = Definition(None if module is None else number(world, module), meaning)
    assert world.resolve(number(world, "shop.a"), name) == expected


@pytest.mark.parametrize("name", ["nothing", "shop.Hidden", "self.x"])
def test_what_cannot_be_told(world: World, name: str) -> None:
    assert world.find_class(number(world, "shop.a"), name) is None


def test_names_that_lead_in_a_circle_lead_nowhere(world: World) -> None:
    assert world.resolve(number(world, "shop.loop"), "X") is None


def of(world: World, module: str, name: str) -> ClassRef:
    found = world.class_at(number(world, module), name)
    assert found is not None
    return found


def test_ancestors_over_files_and_out_of_the_repository(world: World) -> None:
    mine = world.ancestry(of(world, "shop.a", "Mine"))
    assert [each.facts.name for each in mine.classes] == ["Order", "Base"]
    assert (mine.externals, mine.unknown) == (("abc.ABC",), False)
    theirs = world.ancestry(of(world, "shop.a", "Theirs"))
    assert (theirs.externals, theirs.unknown) == (("json.decoder.JSONDecoder",), True)
    special = world.ancestry(of(world, "shop.orders", "Order.Special"))
    assert [each.facts.name for each in special.classes] == ["Order.Line"]


@pytest.mark.parametrize(("field", "meaning"), [("store", "Store"), ("db", "Database"), ("either", "Database"), ("name", "str")])
def test_the_class_of_a_field(world: World, field: str, meaning: str) -> None:
    found = world.field_type(of(world, "shop.orders", "Order"), field)
    assert found is not None
    assert found.name == meaning


def test_what_was_consulted_is_known(world: World) -> None:
    world.forget()
    world.resolve(number(world, "shop.a"), "Shelf")
    assert {world.graph.name(each) for each in world.consulted} == {"shop.a", "shop", "shop.stock"}
