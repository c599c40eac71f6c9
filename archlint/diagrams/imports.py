"""The imports between the parts of a code base as one SVG: importers above, what they import below, a line's width its weight.

It has no colours of its own: the page that it stands in gives them to the classes `ig-box`, `ig-line`, `ig-head` and their kin,
and sets `al-b` and `al-mid` as the other pictures do.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log2
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from archlint.diagrams.layout.geometry import Curve, Rect

_TITLE, _REMARK = 13.0, 11.0
_PAD, _HEIGHT, _MARGIN = 14.0, 46.0, 12.0


class Spot(Struct, frozen=True):
    """A part of the code: a box with two lines of text."""

    id: str
    title: str
    remark: str
    is_context: bool = False


class Arrow(Struct, frozen=True):
    """One part imports another, both by their ids; `against` the order in which they stand."""

    source: str
    target: str
    weight: int
    against: bool
    note: str


def import_picture(spots: Sequence[Spot], arrows: Sequence[Arrow], title: str) -> str:
    """The picture, the spots in their order from above; the same input gives the same bytes on every machine.

    Raises:
        LayoutError: the layout engine refuses the picture.
    """
    import msgspec

    from archlint.diagrams.layout.port import LayoutError
    from archlint.diagrams.layout.wasm import engine

    data = msgspec.json.decode(engine().places(_dot(spots, arrows)))
    try:
        return _drawn(spots, arrows, title, data)
    except (KeyError, IndexError, ValueError) as error:
        raise LayoutError(f"Graphviz left out a part of the picture '{title}' ({error})") from None


def _width(spot: Spot) -> float:
    from archlint.diagrams.fonts import BOLD, width

    return round(max(width(spot.title, _TITLE, BOLD), width(spot.remark, _REMARK), 52) + 2 * _PAD, 1)


def _dot(spots: Sequence[Spot], arrows: Sequence[Arrow]) -> str:
    """An edge against the order is given the other way round, so that it cannot change who stands above."""
    numbers = {spot.id: index for index, spot in enumerate(spots)}
    lines = [
        "digraph {",
        "rankdir=TB; nodesep=0.22; ranksep=0.52; splines=true; remincross=true; searchsize=200;",
        'node [shape=box, fixedsize=true, label="", margin=0]; edge [dir=none];',
        *(f"c{index} [width={_width(spot) / 72:.4f}, height={_HEIGHT / 72:.4f}];" for index, spot in enumerate(spots)),
    ]
    for index, arrow in enumerate(arrows):
        source, target = numbers[arrow.source], numbers[arrow.target]
        if arrow.against:
            source, target = target, source
        lines.append(f"c{source} -> c{target} [id=e{index}, weight={1 + int(log2(arrow.weight))}];")
    return "\n".join([*lines, "}"])


def _drawn(spots: Sequence[Spot], arrows: Sequence[Arrow], title: str, data: dict[str, Any]) -> str:
    from archlint.diagrams.drawing.canvas import escape, number
    from archlint.diagrams.layout.geometry import Rect
    from archlint.diagrams.layout.read import curve_of, numbers

    _, _, width, height = numbers(data["bb"])
    objects = {each["name"]: each for each in data["objects"]}
    boxes = []
    for index, spot in enumerate(spots):
        x, y = numbers(objects[f"c{index}"]["pos"])
        boxes.append(Rect(x - _width(spot) / 2, height - y - _HEIGHT / 2, _width(spot), _HEIGHT))
    curves = {each["id"]: curve_of(each["pos"], height) for each in data.get("edges", [])}
    drawn = [_arrow(arrow, curves[f"e{index}"]) for index, arrow in enumerate(arrows)]
    page = (width + 2 * _MARGIN, height + 2 * _MARGIN)
    return "\n".join(
        [
            f'<svg class="ig" role="group" aria-label="{escape(title)}" viewBox="0 0 {number(page[0])} {number(page[1])}" '
            f'width="{number(page[0])}" height="{number(page[1])}">',
            f'<g transform="translate({number(_MARGIN)} {number(_MARGIN)})">',
            *drawn,
            *(_spot(spot, box) for spot, box in zip(spots, boxes, strict=True)),
            "</g>",
            "</svg>",
        ]
    )


def _arrow(arrow: Arrow, curve: Curve) -> str:
    from archlint.diagrams.drawing.canvas import escape, number
    from archlint.diagrams.drawing.edges import path, with_head

    kept, head = with_head(curve[::-1] if arrow.against else curve, "ig-head")
    style = "ig-edge ig-against" if arrow.against else "ig-edge"
    thick = number(min(1.0 + log2(arrow.weight) * 0.45, 5.0))
    return (
        f'<g class="{style}" data-from="{escape(arrow.source)}" data-to="{escape(arrow.target)}">'
        f"<title>{escape(arrow.note)}</title>"
        f'<path class="ig-line" stroke-width="{thick}" d="{path(kept)}"/>{head}</g>'
    )


def _spot(spot: Spot, box: Rect) -> str:
    from archlint.diagrams.drawing.canvas import escape, rect, text
    from archlint.diagrams.fonts import BOLD

    middle = box.x + box.width / 2
    style = "ig-node ig-context" if spot.is_context else "ig-node"
    return "".join(
        [
            f'<g class="{style}" data-id="{escape(spot.id)}" tabindex="0" role="button" aria-pressed="false" '
            f'aria-label="{escape(f"{spot.title}, {spot.remark}")}">',
            rect(box.x, box.y, box.width, box.height, "ig-box", 9),
            text(middle, box.y + 20, spot.title, _TITLE, "ig-title", BOLD, middle=True),
            text(middle, box.y + 35, spot.remark, _REMARK, "ig-remark", middle=True),
            "</g>",
        ]
    )
