"""Coupling, instability, abstractness and the main sequence against values that were counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlint.facts import ImportGraph, Module, World
from archlint.facts.python import extract
from archlint.metrics import LEVELS, Scope, knots, measure
from tests.metrics.code import scope, units

# web imports core (twice over: api and pages) and data; core imports nothing; data imports core.
SHOP = """
=== shop/__init__.py ===
=== shop/web/__init__.py ===
=== shop/web/api.py ===
import shop.core.orders
from shop.core import stock
from shop.data import store
=== shop/web/pages.py ===
from shop.core.orders import Order
=== shop/core/__init__.py ===
=== shop/core/orders.py ===
from abc import ABC
class Order: ...
class Rule(ABC): ...
=== shop/core/stock.py ===
from typing import Protocol
class Port(Protocol):
    def read(self) -> int: ...
class Item: ...
=== shop/data/__init__.py ===
=== shop/data/store.py ===
from shop.core.stock import Port
class Store(Port):
    def read(self) -> int:
        return 1
=== shop/alone.py ===
"""


def test_modules(tmp_path: Path) -> None:
    found = units(tmp_path, SHOP)
    stock = found["shop.core.stock"]
    assert (stock.ca, stock.ce, stock.instability) == (2, 0, 0.0)  # by web.api and data.store
    assert (stock.classes, stock.abstract_classes, stock.abstractness) == (2, 1, 0.5)
    assert stock.distance == 0.5
    api = found["shop.web.api"]
    assert (api.ca, api.ce, api.instability, api.abstractness, api.distance) == (0, 3, 1.0, 0.0, 0.0)
    store = found["shop.data.store"]
    assert (store.ca, store.ce, store.instability, store.distance) == (1, 1, 0.5, 0.5)


def test_what_nothing_is_coupled_to_has_no_instability(tmp_path: Path) -> None:
    alone = units(tmp_path, SHOP)["shop.alone"]
    assert (alone.ca, alone.ce, alone.instability, alone.distance) == (0, 0, None, None)


def test_packages_count_modules_at_the_other_end(tmp_path: Path) -> None:
    found = units(tmp_path, SHOP, "package")
    core = found["shop.core"]
    assert (core.modules, core.ca, core.ce) == (3, 3, 0)  # api, pages, store
    assert (core.classes, core.abstract_classes, core.abstractness, core.instability, core.distance) == (4, 2, 0.5, 0.0, 0.5)
    web = found["shop.web"]
    assert (web.modules, web.ca, web.ce) == (3, 0, 3)  # orders, stock, store
    data = found["shop.data"]
    assert (data.ca, data.ce, data.instability) == (1, 1, 0.5)
    assert list(found) == ["shop", "shop.core", "shop.data", "shop.web"]


def test_contexts_are_those_of_the_model(tmp_path: Path) -> None:
    model = (
        "=== architecture.yaml ===\ncontexts:\n  front: {code: {modules: [shop.web]}}\n"
        "  back: {code: {modules: [shop.core, shop.data]}}\n"
    )
    found = units(tmp_path, model + SHOP, "context")
    assert list(found) == ["back", "front"]
    assert (found["back"].ca, found["back"].ce, found["back"].modules) == (2, 0, 5)
    assert (found["front"].ca, found["front"].ce) == (0, 3)


@pytest.mark.parametrize(("typing", "ce"), [(False, 0), (True, 1)])
def test_imports_for_type_checkers_count_where_they_are_asked_for(tmp_path: Path, typing: bool, ce: int) -> None:
    text = "=== a.py ===\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import b\n=== b.py ===\n"
    assert units(tmp_path, text, typing=typing)["a"].ce == ce


def test_imports_in_functions_couple_but_close_no_cycle(tmp_path: Path) -> None:
    found = units(tmp_path, "=== a.py ===\ndef f():\n    import b\n=== b.py ===\nimport a\n")
    assert (found["a"].ce, found["a"].ca, found["a"].cycle) == (1, 1, 0)


def test_cycles_and_their_sizes(tmp_path: Path) -> None:
    text = (
        "=== a.py ===\nimport b\n=== b.py ===\nimport c\n=== c.py ===\nimport a\n=== d.py ===\n"
        "import e\n=== e.py ===\nimport d\nimport a\n"
    )
    assert knots(scope(tmp_path, text)) == [("a", "b", "c"), ("d", "e")]
    assert {name: unit.cycle for name, unit in units(tmp_path, text).items()} == {"a": 3, "b": 3, "c": 3, "d": 2, "e": 2}


def test_packages_in_a_circle_without_a_circle_of_modules(tmp_path: Path) -> None:
    text = (
        "=== p/__init__.py ===\n=== p/a.py ===\nimport q.a\n=== p/b.py ===\n=== q/__init__.py ===\n"
        "=== q/a.py ===\n=== q/b.py ===\nimport p.b\n"
    )
    assert knots(scope(tmp_path, text)) == []
    assert {name: unit.cycle for name, unit in units(tmp_path, text, "package").items()} == {"p": 2, "q": 2}


def test_tests_are_left_out_unless_they_are_asked_for_or_needed(tmp_path: Path) -> None:
    text = (
        "=== a.py ===\nfrom testing import helper\n=== testing/__init__.py ===\n"
        "=== testing/helper.py ===\n=== tests/test_a.py ===\nimport a\n"
    )
    assert set(units(tmp_path, text)) == {"a", "testing.helper"}
    assert units(tmp_path, text)["a"].ca == 0
    assert units(tmp_path, text, tests=True)["a"].ca == 1


@pytest.mark.parametrize(
    ("source", "abstract"),
    [
        ("from abc import ABC\nclass A(ABC): ...", True),
        ("import abc as x\nclass A(x.ABC): ...", True),
        ("from abc import ABCMeta\nclass A(metaclass=ABCMeta): ...", True),
        ("from typing import Protocol\nclass A(Protocol): ...", True),
        ("from typing import Protocol, TypeVar\nT = TypeVar('T')\nclass A(Protocol[T]): ...", True),
        ("from abc import abstractmethod\nclass A(B):\n    @abstractmethod\n    def f(self): ...", True),
        ("class A:\n    def f(self):\n        raise NotImplementedError", True),
        ("class A(B):\n    def f(self):\n        raise NotImplementedError", False),  # may be an override that refuses
        ("class A:\n    def f(self):\n        return 1", False),
        ("class ABC: ...\nclass A(ABC): ...", False),
    ],
)
def test_what_is_abstract(tmp_path: Path, source: str, abstract: bool) -> None:
    assert units(tmp_path, f"=== m.py ===\n{source}\n")["m"].abstract_classes == abstract


def test_two_files_of_one_name_are_two_modules(tmp_path: Path) -> None:
    text = (
        "=== one/pyproject.toml ===\n=== one/main.py ===\nimport only\n=== one/only.py ===\n"
        "=== two/pyproject.toml ===\n=== two/main.py ===\n"
    )
    assert {"main (one/main.py)", "main (two/main.py)"} <= set(units(tmp_path, text))


GRAPHS = st.integers(1, 9).flatmap(
    lambda size: st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=25).map(
        lambda pairs: (size, pairs)
    )
)


@given(GRAPHS)
def test_numbers_of_any_graph_keep_their_bounds(graph: tuple[int, list[tuple[int, int]]]) -> None:
    size, pairs = graph
    sources = {number: "".join(f"import p{b % 3}.m{b}\n" for a, b in pairs if a == number) for number in range(size)}
    modules = []
    for number, source in sources.items():
        name = f"p{number % 3}.m{number}"
        modules.append(Module(name, f"{name}.py", "", False, *extract(source.encode(), name, False)))
    found = ImportGraph(modules)
    edges = {number: tuple(sorted(found.edges[number])) for number in range(size)}
    measured = measure(Scope(found, World(found), tuple(range(size)), edges, edges, {}))
    for level in LEVELS:
        for unit in measured[level]:
            assert 0 <= unit.ca <= size - unit.modules
            assert 0 <= unit.ce <= size - unit.modules
            assert (unit.instability is None) == (unit.ca + unit.ce == 0) == (unit.distance is None)
            assert unit.instability is None or 0 <= unit.instability <= 1
            assert unit.distance is None or 0 <= unit.distance <= 1
    assert (
        sum(unit.ca for unit in measured["module"]) == sum(unit.ce for unit in measured["module"]) == sum(map(len, edges.values()))
    )
