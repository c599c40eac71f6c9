"""Edges as smooth curves that end at the border of a card, with a small head."""

from __future__ import annotations

from math import hypot

from archlint.diagrams.drawing.canvas import number, text
from archlint.diagrams.fonts import BOLD
from archlint.diagrams.layout.geometry import Curve, Point, Rect, halves
from archlint.diagrams.view import Edge

RADIUS = 12.0
"""Of the corners of a card."""
_HEAD, _HALF = 9.0, 4.0


def draw_edge(edge: Edge, curves: tuple[Curve, Curve], source: Rect, target: Rect) -> str:
    """The two curves of an edge, from its source to the plate and from there to its target."""
    first, second = _reach(curves[0][::-1], source)[::-1], _reach(curves[1], target)
    head = ""
    if edge.arrow:
        second, head = with_head(second)
    style = "al-edge al-async" if edge.dashed else "al-edge"
    return f'<path class="{style}" d="{path(first)}"/><path class="{style}" d="{path(second)}"/>{head}'


def draw_ends(edge: Edge, curves: tuple[Curve, Curve]) -> str:
    """The marks at the ends of a relation."""
    if edge.ends is None:
        return ""
    return "".join(
        f'<circle class="al-mark" cx="{number(x)}" cy="{number(y)}" r="9"/>'
        f"{text(x, y + 3.8, mark, 10.5, 'al-mark-ink', BOLD, middle=True)}"
        for (x, y), mark in zip((curves[0][0], curves[1][-1]), edge.ends, strict=True)
    )


def path(curve: Curve) -> str:
    """A curve as the `d` of an SVG path."""
    points = [f"{number(x)} {number(y)}" for x, y in curve]
    pieces = [f"C{' '.join(points[index : index + 3])}" for index in range(1, len(points) - 2, 3)]
    return f"M{points[0]}{''.join(pieces)}"


def _direction(curve: Curve) -> Point:
    """Where a curve is heading at its end."""
    end = curve[-1]
    for point in reversed(curve[:-1]):
        length = hypot(end[0] - point[0], end[1] - point[1])
        if length > 0.5:
            return (end[0] - point[0]) / length, (end[1] - point[1]) / length
    return 1.0, 0.0


def _reach(curve: Curve, card: Rect) -> Curve:
    """The engine takes corners for sharp: a curve that ends at one is led on to the round border."""
    dx, dy = _direction(curve)
    x, y = curve[-1]
    for _ in range(20):
        across = max(card.x + RADIUS - x, x - card.right + RADIUS)
        down = max(card.y + RADIUS - y, y - card.bottom + RADIUS)
        if across <= 0 or down <= 0 or hypot(across, down) <= RADIUS:
            break
        x, y = x + dx * 0.4, y + dy * 0.4
    moved = x - curve[-1][0], y - curve[-1][1]
    before = curve[-2]
    return (*curve[:-2], (before[0] + moved[0], before[1] + moved[1]), (x, y))


def with_head(curve: Curve, style: str = "al-head") -> tuple[Curve, str]:
    """The curve up to its head, and the head."""
    tip = curve[-1]
    piece = curve[-4:]
    low, high = 0.0, 1.0
    for _ in range(20):
        middle = (low + high) / 2
        x, y = halves(piece, middle)[0][-1]
        low, high = (middle, high) if hypot(tip[0] - x, tip[1] - y) > _HEAD else (low, middle)
    kept = halves(piece, low)[0]
    x, y = kept[-1]
    length = hypot(tip[0] - x, tip[1] - y) or 1.0
    dx, dy = (tip[0] - x) / length, (tip[1] - y) / length
    back = tip[0] - dx * _HEAD, tip[1] - dy * _HEAD
    corners = (tip, (back[0] - dy * _HALF, back[1] + dx * _HALF), (back[0] + dy * _HALF, back[1] - dx * _HALF))
    points = " ".join(f"{number(a)},{number(b)}" for a, b in corners)
    return (*curve[:-4], *kept), f'<polygon class="{style}" points="{points}"/>'
