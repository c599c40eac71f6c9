"""The order of the matrix and the edges of the picture."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from archlint.metrics import areas, layered, principal
from tests.metrics.code import scope

WEIGHTS = st.dictionaries(st.tuples(st.integers(0, 8), st.integers(0, 8)), st.integers(1, 30), max_size=30).map(
    lambda weights: {pair: weight for pair, weight in weights.items() if pair[0] != pair[1]}
)


def reach(edges: set[tuple[int, int]], start: int) -> set[int]:
    found: set[int] = set()
    front = [start]
    while front:
        node = front.pop()
        for source, target in edges:
            if source == node and target not in found:
                found.add(target)
                front.append(target)
    return found


@given(WEIGHTS)
def test_only_edges_inside_a_cycle_lead_back(weights: dict[tuple[int, int], int]) -> None:
    order, cycle = layered(range(9), weights)
    assert sorted(order) == list(range(9))
    place = {node: index for index, node in enumerate(order)}
    for source, target in weights:
        assert place[source] < place[target] or cycle.get(source, -1) == cycle.get(target, -2)
    for number in set(cycle.values()):
        places = sorted(place[node] for node in cycle if cycle[node] == number)
        assert places == list(range(places[0], places[0] + len(places))), "a cycle stands together"


@given(WEIGHTS)
def test_a_picture_keeps_what_can_be_reached(weights: dict[tuple[int, int], int]) -> None:
    order, _ = layered(range(9), weights)
    shown = principal(order, weights)
    assert shown <= set(weights)
    for node in range(9):
        assert reach(shown, node) == reach(set(weights), node)


def test_the_heavier_direction_of_a_circle_leads_down() -> None:
    order, cycle = layered([0, 1], {(0, 1): 1, (1, 0): 9})
    assert order == [1, 0]
    assert cycle == {0: 0, 1: 0}


def test_an_edge_that_a_longer_way_stands_for_is_not_shown() -> None:
    weights = {(0, 1): 1, (1, 2): 1, (0, 2): 5, (2, 0): 1}
    order, _ = layered([0, 1, 2], weights)
    assert order == [0, 1, 2]
    assert principal(order, weights) == {(0, 1), (1, 2), (2, 0)}


def test_areas_are_contexts_and_the_parts_of_what_holds_most(tmp_path: Path) -> None:
    text = (
        "=== architecture.yaml ===\ncontexts: {pay: {code: {modules: [shop.pay]}}}\n"
        "=== shop/__init__.py ===\n=== shop/pay/__init__.py ===\n"
        "=== shop/web/__init__.py ===\n=== shop/web/a.py ===\n=== shop/core/__init__.py ===\n=== shop/core/a.py ===\n"
        "=== shop/core/b.py ===\n=== tool.py ===\n"
    )
    found = [(area.name, len(area.numbers), area.is_context) for area in areas(scope(tmp_path, text))]
    assert found == [("pay", 1, True), ("shop", 1, False), ("shop.core", 3, False), ("shop.web", 2, False), ("tool", 1, False)]
