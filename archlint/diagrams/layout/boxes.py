"""How large each card and each plate is, and where its text stands inside: measured with archlint's own font."""

from __future__ import annotations

from msgspec import Struct

from archlint.diagrams.fonts import BOLD, REGULAR, width, wrap
from archlint.diagrams.view import Card, Edge, Group

ICON = 52
_TITLE, _LINE, _SMALL = 15.0, 12.5, 11.5
_CARD_TEXT, _PLATE_TEXT = 168.0, 150.0
GROUP_TITLE = 15.0
GROUP_REMARK = 12.0


class Row(Struct, frozen=True):
    """A line of text, centred: its style, and where its base line is, seen from the top of the box."""

    text: str
    style: str
    size: float
    weight: int
    baseline: float

    @property
    def width(self) -> float:
        """How long the line is."""
        return width(self.text, self.size, self.weight)


class Box(Struct, frozen=True):
    """The inside of a card or a plate."""

    width: float
    height: float
    rows: tuple[Row, ...]
    icon_top: float = 0
    badge: tuple[float, float, float] | None = None
    """The coloured plate around the rows of style `badge`: top, width, height."""


class _Stack:
    """Rows under each other."""

    def __init__(self, top: float) -> None:
        self.rows: list[Row] = []
        self.bottom = top

    def add(
        self, text: str, style: str, size: float, weight: int = REGULAR, *, limit: float, most: int = 3, gap: float = 0
    ) -> None:
        self.bottom += gap
        for line in wrap(text, size, limit, weight, most):
            self.rows.append(Row(line, style, size, weight, self.bottom + size * 0.98))
            self.bottom += round(size * 1.32, 1)

    def widest(self) -> float:
        return max((row.width for row in self.rows), default=0)


def card_box(card: Card) -> Box:
    """The inside of a card: picture, name, technology, badge."""
    picture = 0 if card.kind == "context" else ICON
    stack = _Stack(14 + (picture + 8 if picture else 2))
    stack.add(card.title, "title", _TITLE, BOLD, limit=_CARD_TEXT)
    for line in card.lines:
        stack.add(line, "line", _LINE, limit=_CARD_TEXT, most=2, gap=2)
    badge = None
    if card.badge:
        stack.bottom += 10
        top = stack.bottom - 4
        before = len(stack.rows)
        stack.add(card.badge, "badge", _SMALL, limit=_CARD_TEXT - 8, most=2)
        widest = max(row.width for row in stack.rows[before:])
        badge = (top, widest + 18, stack.bottom + 4 - top)
        stack.bottom += 4
    inner = max(stack.widest(), badge[1] if badge else 0, picture, 72)
    return Box(_even(inner + 28), _even(stack.bottom + 12), tuple(stack.rows), 14, badge)


def plate_box(edge: Edge) -> Box:
    """The inside of the plate on an edge: number, protocol, contracts, note."""
    stack = _Stack(3)
    if edge.step:
        stack.add(edge.step, "step", _SMALL, BOLD, limit=_PLATE_TEXT, gap=4)
        stack.bottom += 6
    if edge.label:
        stack.add(edge.label, "label", _LINE, limit=_PLATE_TEXT, most=2)
    shown = edge.contracts if len(edge.contracts) <= 4 else (*edge.contracts[:3], f"and {len(edge.contracts) - 3} more")
    for contract in shown:
        stack.add(contract, "contract", _LINE, limit=_PLATE_TEXT, most=2)
    if edge.remark:
        stack.add(edge.remark, "remark", _SMALL, limit=_PLATE_TEXT, gap=1)
    return Box(_even(max(stack.widest(), 12) + 14), _even(stack.bottom + 4), tuple(stack.rows))


class TitleBox(Struct, frozen=True):
    """The title of a group, on one line, or two where the remark is long."""

    title: str
    remark: str
    remark_x: float
    width: float
    height: float


def title_box(group: Group) -> TitleBox:
    """The title of a group and its grey remark."""
    title = wrap(group.title, GROUP_TITLE, 300, BOLD, 1)[0]
    remark = wrap(group.remark, GROUP_REMARK, 220, REGULAR, 1)[0] if group.remark else ""
    start = width(title, GROUP_TITLE, BOLD) + (9 if remark else 0)
    return TitleBox(title, remark, start, start + width(remark, GROUP_REMARK), 24)


def _even(size: float) -> float:
    """A whole, even number of pixels, so that middles are whole too."""
    return 2 * float(-(-size // 2))
