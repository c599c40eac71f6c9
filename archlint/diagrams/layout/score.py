"""How good a layout is: the fewer faults, the lower the number."""

from __future__ import annotations

from itertools import pairwise
from math import hypot, log

from archlint.diagrams.layout.geometry import Placed, Point, Rect, sample
from archlint.diagrams.view import ViewGraph

GOOD = 12.0
"""Below this no other layout is tried."""
_THROUGH_CARD, _THROUGH_PLATE, _THROUGH_TITLE, _THROUGH_GROUP, _CROSSING = 1000.0, 600.0, 800.0, 30.0, 6.0
_DETOUR, _STRAIGHT = 40.0, 1.4
_SHAPE, _WISHED = 18.0, 1.9


def score(view: ViewGraph, picture: Placed) -> float:
    """The faults of a layout, weighed, and how far its shape is from that of a page."""
    lines = {edge.id: [sample(curve, 6) for curve in picture.curves[edge.id]] for edge in view.edges}
    total = sum(weight for _, weight in faults(view, picture, lines))
    ratio = (picture.width + 40) / (picture.height + 60)
    size = (picture.width * picture.height) ** 0.5 / 400
    return total + _SHAPE * float(log(ratio / _WISHED) ** 2) + float(size)


def faults(view: ViewGraph, picture: Placed, lines: dict[str, list[list[Point]]]) -> list[tuple[str, float]]:
    """What is wrong with a layout, each fault in words and with its weight."""
    found: list[tuple[str, float]] = []
    parents = {group.id: group.parent for group in view.groups}
    groups = {card.id: card.group for card in view.cards}
    bounds = {edge: [_bounds(line) for line in both] for edge, both in lines.items()}
    for edge in view.edges:
        ends = (edge.source, edge.target)
        own = _around(groups[edge.source], parents) | _around(groups[edge.target], parents)
        obstacles = [
            *((f"card {name}", _THROUGH_CARD, box) for name, box in picture.cards.items() if name not in ends),
            *((f"plate {name}", _THROUGH_PLATE, box) for name, box in picture.plates.items() if name != edge.id),
            *((f"title {name}", _THROUGH_TITLE, frame.title) for name, frame in picture.frames.items()),
            *((f"group {name}", _THROUGH_GROUP, frame.box) for name, frame in picture.frames.items() if name not in own),
        ]
        for line, bound in zip(lines[edge.id], bounds[edge.id], strict=True):
            for what, weight, box in obstacles:
                if bound.meets(box) and any(box.holds(point, 1) for point in line):
                    found.append((f"{edge.id} runs through the {what}", weight))
            found += [
                (f"{edge.id} runs through its own card {name}", _THROUGH_CARD / 2)
                for name in dict.fromkeys(ends)
                if sum(picture.cards[name].holds(point, 3) for point in line) > 1
            ]
        found += _detour(edge.id, lines[edge.id], picture.plates[edge.id])
    return found + _crossings(lines, bounds)


def _detour(edge: str, both: list[list[Point]], plate: Rect) -> list[tuple[str, float]]:
    """Whether an edge is much longer than the way by its plate."""
    found = 0.0
    for line in both:
        direct = _distance(line[0], line[-1])
        length = sum(_distance(a, b) for a, b in pairwise(line))
        found += max(0.0, length / max(direct, 20.0) - _STRAIGHT)
    start, end = both[0][0], both[1][-1]
    by_plate = _distance(start, plate.middle) + _distance(plate.middle, end)
    found += max(0.0, by_plate / max(_distance(start, end), 60.0) - _STRAIGHT)
    return [(f"{edge} makes a detour", _DETOUR * found)] if found else []


def _distance(one: Point, other: Point) -> float:
    return hypot(other[0] - one[0], other[1] - one[1])


def _crossings(lines: dict[str, list[list[Point]]], bounds: dict[str, list[Rect]]) -> list[tuple[str, float]]:
    pieces = [(edge, line, bound) for edge, both in lines.items() for line, bound in zip(both, bounds[edge], strict=True)]
    found = []
    for index, (edge, line, bound) in enumerate(pieces):
        for other, second, second_bound in pieces[index + 1 :]:
            if edge != other and bound.meets(second_bound) and _cross(line, second):
                found.append((f"{edge} crosses {other}", _CROSSING))
    return found


def _cross(one: list[Point], other: list[Point]) -> bool:
    for a, b in pairwise(one):
        for c, d in pairwise(other):
            if (
                min(a[0], b[0]) <= max(c[0], d[0])
                and min(c[0], d[0]) <= max(a[0], b[0])
                and _side(a, b, c) * _side(a, b, d) < 0
                and _side(c, d, a) * _side(c, d, b) < 0
            ):
                return True
    return False


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _bounds(line: list[Point]) -> Rect:
    left, top = min(x for x, _ in line), min(y for _, y in line)
    return Rect(left - 1, top - 1, max(x for x, _ in line) - left + 2, max(y for _, y in line) - top + 2)


def _around(group: str, parents: dict[str, str]) -> set[str]:
    found = set()
    while group:
        found.add(group)
        group = parents[group]
    return found
