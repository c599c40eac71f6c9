"""The verdicts of contracts equal those of a plain search, and their chains' ends those of grimp."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterable

import grimp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.facts import ImportGraph, Module
from archlint.facts.graph import Links
from archlint.model import Forbidden, LayerGroup, Layers
from archlint.rules import groups as groups_module
from archlint.rules.chains import Chain, separate_chains
from archlint.rules.forbidden_contract import ban_of, banned_chains
from archlint.rules.groups import Breach, breaches
from archlint.rules.imports import Imports
from archlint.rules.layer_contract import barred, groups, layer_names
from archlint.rules.reach import Reach

Pairs = Iterable[tuple[str, str]]

NAMES = sorted(["p", *(f"p.{top}" for top in "abcdefg"), *(f"p.{top}.{part}" for top in "abc" for part in "xy")])
NUMBER = {name: number for number, name in enumerate(NAMES)}
IMPORTS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda pair: pair[0] != pair[1]), max_size=30)
SETTINGS = settings(max_examples=150, deadline=None)


def graph_of(imports: Pairs) -> ImportGraph:
    rows: list[dict[int, int]] = [{} for _ in NAMES]
    for source, target in imports:
        rows[NUMBER[source]][NUMBER[target]] = 1
    return ImportGraph([Module(name, f"{name}.py", "", False) for name in NAMES], [Links(row, {}) for row in rows])


def below(name: str) -> set[str]:
    return {each for each in NAMES if each == name or each.startswith(f"{name}.")}


def is_led(imports: Pairs, sources: set[str], targets: set[str], through: Callable[[str], bool]) -> bool:
    """A plain search."""
    known, front = set(sources), list(sources)
    while front:
        module = front.pop()
        for source, target in imports:
            if source == module and target in targets:
                return True
            if source == module and target not in known and through(target):
                known.add(target)
                front.append(target)
    return False


ORDERS: list[tuple[str | LayerGroup, ...]] = [
    ("p.a", "p.b", "p.c"),
    ("p.a", LayerGroup(siblings=("p.b", "p.c")), "p.d"),
    ("p.a", LayerGroup(siblings=("p.b", "p.c"), independent=False), "p.d"),
    ("p.a", LayerGroup(siblings=("p.b",), closed=True), "p.c"),
    (LayerGroup(siblings=("p.a", "p.b", "p.c", "p.d", "p.e")),),
]


def layer_breaches(imports: Pairs, order: tuple[str | LayerGroup, ...]) -> list[tuple[str, str, Breach]]:
    graph, layers = graph_of(imports), Layers(order=order)
    names = [layer.name for layer in layer_names(layers)]
    found = breaches(Imports(graph, layers), groups(layers, "", graph), barred(layers))
    return [(names[breach.source], names[breach.target], breach) for breach in found]


@given(IMPORTS, st.sampled_from(ORDERS))
@SETTINGS
def test_layers_are_broken_where_a_plain_search_finds_a_chain(
    imports: list[tuple[str, str]], order: tuple[str | LayerGroup, ...]
) -> None:
    layers = list(layer_names(Layers(order=order)))
    inside = {module for layer in layers for module in below(layer.name)}
    bits = barred(Layers(order=order))
    expected = {
        (layer.name, other.name)
        for index, layer in enumerate(layers)
        for number, other in enumerate(layers)
        if bits[index] >> number & 1 and is_led(imports, below(layer.name), below(other.name), lambda name: name not in inside)
    }
    assert {(source, target) for source, target, _ in layer_breaches(imports, order)} == expected


@given(IMPORTS, st.lists(st.sampled_from(NAMES[1:]), min_size=1, max_size=3), st.lists(st.sampled_from(NAMES[1:]), min_size=1))
@SETTINGS
def test_imports_are_forbidden_where_a_plain_search_finds_a_chain(
    imports: list[tuple[str, str]], sources: list[str], targets: list[str]
) -> None:
    graph, forbidden = graph_of(imports), Forbidden(source=tuple(sources), target=tuple(targets))
    found = {}
    for strict in (False, True):
        view = Imports(graph, forbidden, outside=forbidden.target)
        found[strict] = {tuple(told.chain) for told in banned_chains(view, ban_of(forbidden, view, strict), True)}
    expected = {
        (source, target)
        for source in sources
        for target in targets
        if not below(source) & below(target) and is_led(imports, below(source), below(target), lambda name: True)
    }
    assert bool(found[True]) == bool(expected)
    assert bool(found[True]) <= bool(found[False])
    for chain in found[False] | found[True]:
        names = [NAMES[number] for number in chain]
        assert any(names[0] in below(source) for source in sources)
        assert any(names[-1] in below(target) for target in targets)
        assert all(pair in imports for pair in itertools.pairwise(names))


@given(IMPORTS)
@SETTINGS
def test_reach_is_what_a_plain_search_finds(imports: list[tuple[str, str]]) -> None:
    edges = graph_of(imports).edges
    marks = {number: 1 << number for number in range(len(NAMES))}
    reach = Reach(edges, marks, through=True)
    for name in NAMES:
        expected = {other for other in NAMES if is_led(imports, {name}, {other}, lambda _: True)}
        assert {NAMES[number] for number in range(len(NAMES)) if reach.of(NUMBER[name]) >> number & 1} == expected


@given(IMPORTS)
@SETTINGS
def test_separate_chains_share_no_import_and_leave_none(imports: list[tuple[str, str]]) -> None:
    edges = graph_of(imports).edges
    sources, targets = ({NUMBER[name] for name in below(side)} for side in ("p.a", "p.b"))
    found: list[Chain] = list(separate_chains(edges, sources, targets))
    used = [pair for chain in found for pair in itertools.pairwise(chain)]
    assert len(used) == len(set(used))
    assert [len(chain) for chain in found] == sorted(len(chain) for chain in found)
    left = [pair for pair in imports if (NUMBER[pair[0]], NUMBER[pair[1]]) not in used]
    assert not is_led(left, below("p.a"), below("p.b"), lambda _: True)


def test_ends_are_those_of_grimp() -> None:
    """Of chains of one length either may be taken, so that a few graphs in a thousand differ; the pairs never do."""
    different = 0
    for seed in range(400):
        chance = random.Random(seed)
        everything = [(source, target) for source in NAMES for target in NAMES if source != target]
        imports = chance.sample(everything, chance.randint(5, 30))
        order = chance.choice([ORDERS[0], ORDERS[1], ORDERS[4]])
        ours: dict[tuple[str, str], set[tuple[str, str]]] = {}
        for source, target, breach in layer_breaches(imports, order):
            ends = {(NAMES[head], NAMES[tail]) for head in breach.route.heads for tail in breach.route.tails}
            ours.setdefault((source, target), set()).update(ends)
        theirs = _ends_of_grimp(imports, order)
        assert ours.keys() == theirs.keys()
        different += ours != theirs
    assert different <= 4


def _ends_of_grimp(imports: Pairs, order: tuple[str | LayerGroup, ...]) -> dict[tuple[str, str], set[tuple[str, str]]]:
    graph = grimp.ImportGraph()
    for name in NAMES:
        graph.add_module(name)
    for source, target in imports:
        graph.add_import(importer=source, imported=target)
    layers = tuple(item if isinstance(item, str) else set(item.siblings) for item in order)
    return {
        (found.importer, found.imported): {(head, tail) for route in found.routes for head in route.heads for tail in route.tails}
        for found in graph.find_illegal_dependencies_for_layers(layers=layers)
    }


@given(IMPORTS)
@SETTINGS
def test_every_pair_counts_where_there_are_too_many_to_show(imports: list[tuple[str, str]]) -> None:
    usual = {(source, target) for source, target, _ in layer_breaches(imports, ORDERS[4])}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(groups_module, "MANY", 0)
        few = layer_breaches(imports, ORDERS[4])
    assert sum(1 + breach.others for _, _, breach in few) == len(usual)
    assert {(source, target) for source, target, _ in few} <= usual
    assert {target for _, target, _ in few} == {target for _, target in usual}
