"""A picture that is drawn wrong misleads: lines, cards, labels and titles keep clear of each other."""

from __future__ import annotations

from itertools import combinations

import pytest

from archlint.diagrams import ViewGraph, pictures
from archlint.diagrams.layout.geometry import Placed, Point, sample
from archlint.diagrams.layout.graph import sized
from archlint.diagrams.layout.place import place
from archlint.diagrams.layout.wasm import engine
from archlint.model import parse
from tests.diagrams.examples import HEAD, documents

VIEWS = [pytest.param(view, id=f"{name}-{view.id}") for name, document in documents().items() for view in pictures(document)]


def _placed(view: ViewGraph) -> Placed:
    return place(sized(view), engine())


def _lines(places: Placed, edge: str) -> list[Point]:
    return [point for curve in places.curves[edge] for point in sample(curve, 40)]


@pytest.mark.parametrize("view", VIEWS)
def test_no_line_runs_through_a_card_that_it_does_not_lead_to(view: ViewGraph) -> None:
    places = _placed(view)
    for edge in view.edges:
        for card, box in places.cards.items():
            if card not in (edge.source, edge.target):
                assert not any(box.holds(point) for point in _lines(places, edge.id)), (edge.id, card)


@pytest.mark.parametrize("view", VIEWS)
def test_no_line_runs_through_its_own_cards(view: ViewGraph) -> None:
    places = _placed(view)
    for edge in view.edges:
        for card in (edge.source, edge.target):
            assert sum(places.cards[card].holds(point, 2) for point in _lines(places, edge.id)) == 0, (edge.id, card)


@pytest.mark.parametrize("view", VIEWS)
def test_no_line_runs_through_the_title_of_a_group(view: ViewGraph) -> None:
    places = _placed(view)
    for edge in view.edges:
        for group, frame in places.frames.items():
            assert not any(frame.title.holds(point) for point in _lines(places, edge.id)), (edge.id, group)


@pytest.mark.parametrize("view", VIEWS)
def test_no_line_runs_through_the_label_of_another(view: ViewGraph) -> None:
    places = _placed(view)
    for edge in view.edges:
        for other, plate in places.plates.items():
            if other != edge.id:
                assert not any(plate.holds(point, 1) for point in _lines(places, edge.id)), (edge.id, other)


@pytest.mark.parametrize("view", VIEWS)
def test_cards_labels_and_titles_never_overlap(view: ViewGraph) -> None:
    places = _placed(view)
    boxes = {**places.cards, **{f"label {name}": box for name, box in places.plates.items()}}
    boxes |= {f"title {name}": frame.title for name, frame in places.frames.items()}
    for (one, first), (other, second) in combinations(boxes.items(), 2):
        assert not first.meets(second), (one, other)


@pytest.mark.parametrize("view", VIEWS)
def test_every_card_stands_inside_of_its_group_and_no_other(view: ViewGraph) -> None:
    places = _placed(view)
    parents = {group.id: group.parent for group in view.groups}
    for card in view.cards:
        around, group = set(), card.group
        while group:
            around.add(group)
            group = parents[group]
        inside = {name for name, frame in places.frames.items() if frame.box.holds(places.cards[card.id].middle)}
        assert inside == around


@pytest.mark.parametrize("view", VIEWS)
def test_every_line_starts_and_ends_at_the_border_of_its_cards(view: ViewGraph) -> None:
    places = _placed(view)
    for edge in view.edges:
        for (x, y), card in ((places.curves[edge.id][0][0], edge.source), (places.curves[edge.id][1][-1], edge.target)):
            box = places.cards[card]
            across = min(abs(x - box.x), abs(x - box.right), abs(y - box.y), abs(y - box.bottom))
            assert across < 1.5 and box.x - 1.5 < x < box.right + 1.5 and box.y - 1.5 < y < box.bottom + 1.5, (edge.id, card)


def test_a_row_of_services_is_read_from_left_to_right() -> None:
    model = parse(
        HEAD + "components: {a: {kind: client}, b: {kind: service}, c: {kind: store}}\n"
        "interactions:\n  - {id: i, from: a, to: b, protocol: http, style: sync}\n"
        "  - {id: j, from: b, to: c, protocol: sql, style: sync}\n"
    )
    places = _placed(pictures(model)[0])
    assert places.cards["a"].right < places.plates["i"].x < places.cards["b"].x < places.cards["c"].x
