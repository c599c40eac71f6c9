"""Graphviz's JSON to places on the page."""

from __future__ import annotations

from typing import Any

import msgspec

from archlint.diagrams.layout.boxes import Box, title_box
from archlint.diagrams.layout.geometry import Curve, Frame, Placed, Point, Rect, sample
from archlint.diagrams.layout.graph import Sized
from archlint.diagrams.layout.port import LayoutError
from archlint.diagrams.view import Group


def placed(graph: Sized, answer: bytes) -> Placed:
    """Where the engine has put the parts of a graph.

    Raises:
        LayoutError: a part has no place.
    """
    try:
        return _placed(graph, msgspec.json.decode(answer))
    except (KeyError, IndexError, ValueError) as error:
        raise LayoutError(f"Graphviz left out a part of the picture '{graph.view.id}' ({error})") from None


def _placed(graph: Sized, data: dict[str, Any]) -> Placed:
    _, _, width, height = numbers(data["bb"])
    objects = data.get("objects", [])
    by_name = {each["name"]: each for each in objects}
    view = graph.view

    def rect(name: str, box: Box) -> Rect:
        x, y = numbers(by_name[name]["pos"])
        return Rect(round(x - box.width / 2, 2), round(height - y - box.height / 2, 2), box.width, box.height)

    cards = {card.id: rect(f"c{index}", graph.cards[card.id]) for index, card in enumerate(view.cards)}
    plates = {edge.id: rect(f"p{index}", graph.plates[edge.id]) for index, edge in enumerate(view.edges)}
    names = {each["_gvid"]: each["name"] for each in objects}
    curves = _curves(graph, data.get("edges", []), names, height)
    points = [point for both in curves.values() for curve in both for point in sample(curve, 6)]
    frames = {}
    for index, group in enumerate(view.groups):
        cluster = by_name[f"cluster_{index}"]
        left, low, right, high = numbers(cluster["bb"])
        outer = Rect(left, round(height - high, 2), round(right - left, 2), round(high - low, 2))
        frames[group.id] = Frame(outer, _title(group, outer, round(height - numbers(cluster["lp"])[1], 2), points))
    return Placed(width, height, cards, frames, plates, curves)


def _title(group: Group, outer: Rect, middle: float, points: list[Point]) -> Rect:
    """Where the title stands in its row: on the left, or, where an edge comes in there, in the middle or on the right."""
    size = title_box(group)
    row = middle - size.height / 2 + 2
    starts = (outer.x + 14, outer.x + (outer.width - size.width) / 2, outer.right - 14 - size.width)
    places = [Rect(round(start, 2), round(row, 2), size.width, size.height) for start in starts]
    near = [point for point in points if outer.y - 1 < point[1] < row + size.height + 1 and outer.x < point[0] < outer.right]
    return next((place for place in places if not any(_beside(place).holds(point) for point in near)), places[0])


def _beside(title: Rect) -> Rect:
    return Rect(title.x - 4, title.y - 4, title.width + 8, title.height + 4)


def _curves(graph: Sized, drawn: list[dict[str, Any]], names: dict[int, str], height: float) -> dict[str, tuple[Curve, Curve]]:
    into: dict[str, list[Curve]] = {}
    out_of: dict[str, list[Curve]] = {}
    for line in drawn:
        curve = curve_of(line["pos"], height)
        tail, head = names[line["tail"]], names[line["head"]]
        if head.startswith("p"):
            into.setdefault(head, []).append(curve)
        else:
            out_of.setdefault(tail, []).append(curve)
    found = {}
    for index, edge in enumerate(graph.view.edges):
        name = f"p{index}"
        if edge.source == edge.target:
            first, second = into[name]
            found[edge.id] = first, tuple(reversed(second))
        elif edge.id in graph.backward:
            found[edge.id] = tuple(reversed(out_of[name][0])), tuple(reversed(into[name][0]))
        else:
            found[edge.id] = into[name][0], out_of[name][0]
    return found


def curve_of(text: str, height: float) -> Curve:
    """An edge's `pos`, with y growing downwards."""
    points: list[Point] = []
    for word in text.split():
        x, y = word.split(",")[-2:]
        points.append((round(float(x), 2), round(height - float(y), 2)))
    return tuple(points)


def numbers(text: str) -> tuple[float, ...]:
    """Numbers with commas between."""
    return tuple(map(float, text.split(",")))
