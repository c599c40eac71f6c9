"""What stands around a picture: its title above, its steps and its legend below."""

from __future__ import annotations

from msgspec import Struct

from archlint.diagrams.drawing.canvas import number, rect, text
from archlint.diagrams.drawing.style import tone
from archlint.diagrams.fonts import BOLD, REGULAR, width, wrap
from archlint.diagrams.view import ViewGraph

_TITLE, _SUBTITLE, _LINE, _LEGEND = 21.0, 13.0, 13.0, 12.0


class Strip(Struct, frozen=True):
    """A part of the page over its whole width."""

    svg: str
    width: float
    height: float


def head(view: ViewGraph, margin: float, inner: float) -> Strip:
    """The title and the sentence under it."""
    y, widest, parts = margin - 4, 0.0, []
    for line in wrap(view.title, _TITLE, max(inner, 400), BOLD, 2):
        y += 24
        parts.append(text(margin, y, line, _TITLE, "al-ink", BOLD))
        widest = max(widest, width(line, _TITLE, BOLD))
    for index, line in enumerate(wrap(view.subtitle, _SUBTITLE, min(max(inner, 400), 900), REGULAR, 3) if view.subtitle else ()):
        y += 22 if index == 0 else 18
        parts.append(text(margin, y, line, _SUBTITLE, "al-soft"))
        widest = max(widest, width(line, _SUBTITLE))
    return Strip("".join(parts), widest, y + 22)


def foot(view: ViewGraph, margin: float, inner: float) -> Strip:
    """The steps of a flow, one a line, and the legend."""
    y, widest, parts = 18.0, 0.0, []
    for line in view.lines:
        left = margin + 22 * line.depth
        mark = max(width(line.mark, 11, BOLD) + 12, 20)
        for index, words in enumerate(wrap(line.text, _LINE, max(inner, 400) - 22 * line.depth - mark - 8, REGULAR, 4)):
            y += 24 if index == 0 else 18
            if index == 0:
                parts.append(rect(left, y - 14.5, mark, 20, "al-mark", 10))
                parts.append(text(left + mark / 2, y - 0.5, line.mark, 11, "al-mark-ink", BOLD, middle=True))
            parts.append(text(left + mark + 8, y, words, _LINE, "al-label"))
            widest = max(widest, left - margin + mark + 8 + width(words, _LINE))
    y += 16 if view.lines else 0
    legend = _legend(view)
    x = margin
    for sign, sign_width, words in legend:
        wide = sign_width + 7 + width(words, _LEGEND)
        if x > margin and x - margin + wide > max(inner, 400):
            x, y = margin, y + 22
        parts.append(f'<g transform="translate({number(x)} {number(y + 10)})">{sign}</g>')
        parts.append(text(x + sign_width + 7, y + 14, words, _LEGEND, "al-soft"))
        widest = max(widest, x - margin + wide)
        x += wide + 24
    return Strip("".join(parts), widest, y + (18 if legend else 0) + margin - 8)


def _legend(view: ViewGraph) -> list[tuple[str, float, str]]:
    """What the signs of this picture mean, each as a drawing, its width and its words."""
    signs: list[tuple[str, float, str]] = []
    arrow = '<polygon class="al-head" points="34,0 25,-4 25,4"/>'
    moving = [edge for edge in view.edges if edge.arrow]
    if any(not edge.dashed for edge in moving):
        signs.append((f'<path class="al-edge" d="M0 0H25"/>{arrow}', 34, "synchronous"))
    if any(edge.dashed for edge in moving):
        signs.append((f'<path class="al-edge al-async" d="M0 0H25"/>{arrow}', 34, "asynchronous"))
    if any(edge.contracts for edge in view.edges):
        signs.append((text(0, 4, "name.v1", _LEGEND, "al-contract"), width("name.v1", _LEGEND), "data contract"))
    if any(edge.ends for edge in view.edges):
        for mark, words in (("U", "upstream"), ("D", "downstream")):
            sign = f'<circle class="al-mark" cx="9" cy="0" r="9"/>{text(9, 3.8, mark, 10.5, "al-mark-ink", BOLD, middle=True)}'
            signs.append((sign, 18, words))
    released = next((card.badge for card in view.cards if card.badge), "") if view.kind == "deployment" else ""
    if released:
        signs.append((rect(0, -8, 30, 16, f"al-{tone(released)}", 8), 30, "how it is released"))
    return signs
