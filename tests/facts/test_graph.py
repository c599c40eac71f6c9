"""Who imports whom, and patterns of names."""

from __future__ import annotations

import pytest

from archlint.facts import ImportGraph, Module, Pattern
from archlint.facts.python import extract


def graph_of(**sources: str) -> ImportGraph:
    modules = []
    for key, source in sorted(sources.items()):
        name, is_package = key.removesuffix("__init").replace("__", "."), key.endswith("__init")
        modules.append(Module(name, key, "", is_package, *extract(source.encode(), name, is_package)))
    return ImportGraph(modules)


def pairs(graph: ImportGraph) -> set[tuple[str, str]]:
    return {(graph.name(source), graph.name(target)) for source, found in enumerate(graph.edges) for target in found}


def test_a_name_that_is_a_module_is_the_target_else_its_package() -> None:
    graph = graph_of(shop__init="", shop__a="from shop import b, VERSION\nfrom shop.b import f", shop__b="def f(): ...")
    assert pairs(graph) == {("shop.a", "shop.b"), ("shop.a", "shop")}
    a, b = (next(n for n, m in enumerate(graph.modules) if m.name == name) for name in ("shop.a", "shop.b"))
    assert [each.line for each in graph.edge(a, b).imports] == [1, 2]


def test_a_star_and_a_dotted_import() -> None:
    graph = graph_of(shop__init="", shop__sub__init="", shop__sub__x="", shop__a="from shop.sub import *\nimport shop.sub.x")
    assert pairs(graph) == {("shop.a", "shop.sub"), ("shop.a", "shop.sub.x")}


def test_no_edge_to_itself_or_to_nowhere() -> None:
    assert not pairs(graph_of(shop__init="from . import name\nfrom .missing import x\nimport shop.gone"))


def test_externals_keep_their_dotted_name() -> None:
    graph = graph_of(shop__a="import google.cloud.storage\nfrom sqlalchemy.orm import Session\nfrom . import x\nimport shop.gone")
    assert set(graph.externals[0]) == {"google.cloud.storage", "sqlalchemy.orm"}


@pytest.mark.parametrize(
    ("pattern", "matches", "covers"),
    [
        ("shop", {"shop"}, {"shop", "shop.a", "shop.a.core", "shop.a.core.x"}),
        ("shop.*", {"shop.a"}, {"shop.a", "shop.a.core", "shop.a.core.x"}),
        ("shop.**", {"shop.a", "shop.a.core", "shop.a.core.x"}, {"shop.a", "shop.a.core", "shop.a.core.x"}),
        ("shop.*.core", {"shop.a.core"}, {"shop.a.core", "shop.a.core.x"}),
        ("**.core", {"shop.a.core"}, {"shop.a.core", "shop.a.core.x"}),
        ("sho", set(), set()),
    ],
)
def test_patterns(pattern: str, matches: set[str], covers: set[str]) -> None:
    names = ["shop", "shop.a", "shop.a.core", "shop.a.core.x", "shopping.a.corex"]
    assert {name for name in names if Pattern(pattern).matches(name)} - {"shopping.a.corex"} == matches
    assert {name for name in names if Pattern(pattern).covers(name)} == covers
