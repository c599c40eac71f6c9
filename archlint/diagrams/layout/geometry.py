"""Points, boxes and curves on the page; y grows downwards."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

Point: TypeAlias = tuple[float, float]
Curve: TypeAlias = tuple[Point, ...]
"""Cubic Bézier pieces: a start, then three points for each piece."""


class Rect(NamedTuple):
    """A box on the page."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower side."""
        return self.y + self.height

    @property
    def middle(self) -> Point:
        """Its centre."""
        return self.x + self.width / 2, self.y + self.height / 2

    def holds(self, point: Point, margin: float = 0) -> bool:
        """Whether a point lies inside, at least `margin` away from every side."""
        x, y = point
        return self.x + margin < x < self.right - margin and self.y + margin < y < self.bottom - margin

    def meets(self, other: Rect) -> bool:
        """Whether the two overlap."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


class Frame(NamedTuple):
    """A group on the page, and the part of it where its title stands."""

    box: Rect
    title: Rect


class Placed(NamedTuple):
    """Where everything stands, by the ids of the view; an edge has a curve to its plate and one from it."""

    width: float
    height: float
    cards: dict[str, Rect]
    frames: dict[str, Frame]
    plates: dict[str, Rect]
    curves: dict[str, tuple[Curve, Curve]]


def sample(curve: Curve, each: int = 10) -> list[Point]:
    """Points along a curve, `each` for every piece, its two ends included."""
    points = [curve[0]]
    for start in range(0, len(curve) - 3, 3):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = curve[start : start + 4]
        for step in range(1, each + 1):
            t = step / each
            u = 1 - t
            p, q, r, s = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
            points.append((p * ax + q * bx + r * cx + s * dx, p * ay + q * by + r * cy + s * dy))
    return points


def halves(curve: Curve, t: float) -> tuple[Curve, Curve]:
    """One Bézier piece, cut in two."""

    def between(one: Point, other: Point) -> Point:
        return one[0] + (other[0] - one[0]) * t, one[1] + (other[1] - one[1]) * t

    a, b, c, d = curve
    ab, bc, cd = between(a, b), between(b, c), between(c, d)
    abc, bcd = between(ab, bc), between(bc, cd)
    middle = between(abc, bcd)
    return (a, ab, abc, middle), (middle, bcd, cd, d)
