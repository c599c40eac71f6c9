"""A placed view as one SVG file that needs nothing else: no font, no other file, no script."""

from __future__ import annotations

from binascii import b2a_base64

from archlint.diagrams.drawing.canvas import escape, number, rect, text
from archlint.diagrams.drawing.edges import RADIUS, draw_edge, draw_ends
from archlint.diagrams.drawing.glyphs import glyph
from archlint.diagrams.drawing.margin import foot, head
from archlint.diagrams.drawing.style import Theme, style_sheet, tone
from archlint.diagrams.fonts import BOLD
from archlint.diagrams.icons import picture
from archlint.diagrams.layout.boxes import GROUP_REMARK, GROUP_TITLE, ICON, Box, title_box
from archlint.diagrams.layout.geometry import Placed, Rect
from archlint.diagrams.layout.graph import Sized
from archlint.diagrams.view import Card, Edge, Group, ViewGraph

MARGIN = 28.0
_LEAST = 460.0


def svg(graph: Sized, places: Placed, theme: Theme = "auto") -> str:
    """Draw a view."""
    view = graph.view
    top = head(view, MARGIN, max(places.width, _LEAST))
    bottom = foot(view, MARGIN, max(places.width, _LEAST))
    inner = max(places.width, _LEAST, top.width, bottom.width)
    width = inner + 2 * MARGIN
    height = top.height + places.height + bottom.height
    symbols = _Symbols(view)
    shift = f"{number(MARGIN + max(0.0, (inner - places.width) / 2))} {number(top.height)}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="al" role="img" aria-labelledby="al-{view.id}-title al-{view.id}-desc" '
        f'width="{number(width)}" height="{number(height)}" viewBox="0 0 {number(width)} {number(height)}">',
        f'<title id="al-{view.id}-title">{escape(view.title)}</title>',
        f'<desc id="al-{view.id}-desc">{escape(_description(view))}</desc>',
        f"<style>\n{style_sheet(theme)}</style>",
        f"<defs>{symbols.definitions}</defs>",
        rect(0, 0, width, height, "al-page"),
        top.svg,
        f'<g transform="translate({shift})">',
        *_drawing(graph, places, symbols),
        "</g>",
        f'<g transform="translate(0 {number(top.height + places.height)})">{bottom.svg}</g>',
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _drawing(graph: Sized, places: Placed, symbols: _Symbols) -> list[str]:
    view = graph.view
    depths = _depths(view)
    frames = sorted((each for each in view.groups if each.id in places.frames), key=lambda each: depths[each.id])
    return [
        *(_frame(group, places, depths[group.id]) for group in frames),
        *(_edge(edge, places) for edge in view.edges),
        *(_heading(group, places, depths[group.id]) for group in frames),
        *(_plate(edge, graph, places, depths) for edge in view.edges),
        *(_card(card, graph.cards[card.id], places.cards[card.id], symbols) for card in view.cards),
        *(draw_ends(edge, places.curves[edge.id]) for edge in view.edges),
    ]


class _Symbols:
    """The pictures of a view, each in the file once."""

    def __init__(self, view: ViewGraph) -> None:
        self._ids: dict[str, str] = {}
        definitions = []
        for card in view.cards:
            key = card.icon or f"glyph:{card.kind}"
            if card.kind == "context" or key in self._ids:
                continue
            name = f"al-{view.id}-i{len(self._ids)}"
            self._ids[key] = name
            data = picture(card.icon) if card.icon else None
            if data is None:
                definitions.append(f'<symbol id="{name}" viewBox="0 0 52 52">{glyph(card.kind)}</symbol>')
            else:
                source = f"data:image/png;base64,{b2a_base64(data, newline=False).decode()}"
                definitions.append(f'<image id="{name}" width="{ICON}" height="{ICON}" href="{source}"/>')
        self.definitions = "\n".join(definitions)

    def draw(self, card: Card, x: float, y: float) -> str:
        """The picture of a card; on a light tile where it comes from elsewhere, as most icons are made for white paper."""
        name = self._ids.get(card.icon or f"glyph:{card.kind}")
        if name is None:
            return ""
        tile = rect(x - 3, y - 3, ICON + 6, ICON + 6, "al-tile", 8) if card.icon else ""
        return f'{tile}<use href="#{name}" x="{number(x)}" y="{number(y)}" width="{ICON}" height="{ICON}"/>'


def _card(card: Card, box: Box, place: Rect, symbols: _Symbols) -> str:
    middle = place.x + place.width / 2
    parts = [
        f"<g><title>{escape(_spoken(card))}</title>",
        rect(place.x, place.y, place.width, place.height, "al-card", RADIUS),
        symbols.draw(card, middle - ICON / 2, place.y + box.icon_top),
    ]
    colour = tone(card.badge) if card.badge else "grey"
    if box.badge:
        top, width, height = box.badge
        parts.append(rect(middle - width / 2, place.y + top, width, height, f"al-{colour}", min(height / 2, 11)))
    styles = {"title": "al-ink", "line": "al-soft", "badge": f"al-{colour}-ink"}
    parts += [
        text(middle, place.y + row.baseline, row.text, row.size, styles[row.style], row.weight, middle=True) for row in box.rows
    ]
    return "".join([*parts, "</g>"])


def _frame(group: Group, places: Placed, depth: int) -> str:
    return rect(*places.frames[group.id].box, f"al-f{depth % 2}", 16)


def _heading(group: Group, places: Placed, depth: int) -> str:
    """A group's title, above the edges on a plate of the group's colour: where one cannot but pass here, it passes behind."""
    place, title = places.frames[group.id].title, title_box(group)
    base = place.y + 17
    return "".join(
        [
            rect(*place, f"al-plate-f{depth % 2}", 4),
            text(place.x, base, title.title, GROUP_TITLE, "al-ink", BOLD),
            text(place.x + title.remark_x, base, title.remark, GROUP_REMARK, "al-soft"),
        ]
    )


def _edge(edge: Edge, places: Placed) -> str:
    drawn = draw_edge(edge, places.curves[edge.id], places.cards[edge.source], places.cards[edge.target])
    return f"<g><title>{escape(edge.note)}</title>{drawn}</g>"


def _plate(edge: Edge, graph: Sized, places: Placed, depths: dict[str, int]) -> str:
    place, box = places.plates[edge.id], graph.plates[edge.id]
    inside = [depth for group, depth in depths.items() if group in places.frames and places.frames[group].box.holds(place.middle)]
    ground = f"al-plate-f{max(inside) % 2}" if inside else "al-plate"
    middle = place.x + place.width / 2
    parts = [rect(*place, ground, 6)]
    styles = {"label": "al-label", "contract": "al-contract", "remark": "al-soft", "step": "al-mark-ink"}
    for row in box.rows:
        if row.style == "step":
            wide = max(row.width + 12, 20)
            parts.append(rect(middle - wide / 2, place.y + row.baseline - 14, wide, 20, "al-mark", 10))
        parts.append(text(middle, place.y + row.baseline, row.text, row.size, styles[row.style], row.weight, middle=True))
    return "".join(parts)


def _depths(view: ViewGraph) -> dict[str, int]:
    parents = {group.id: group.parent for group in view.groups}
    found: dict[str, int] = {}
    for group in view.groups:
        depth, above = 0, group.parent
        while above:
            depth, above = depth + 1, parents[above]
        found[group.id] = depth
    return found


def _spoken(card: Card) -> str:
    kind = card.kind if card.kind != "node" else ""
    return ". ".join(filter(None, (f"{card.title}{f' ({kind})' if kind else ''}", ", ".join(card.lines), card.badge, card.note)))


def _description(view: ViewGraph) -> str:
    """The picture in words."""
    cards = "; ".join(f"{card.title} ({', '.join((card.kind, *card.lines))})" for card in view.cards)
    edges = "; ".join(edge.note for edge in view.edges)
    return " ".join(filter(None, (view.subtitle, f"It shows: {cards}.", f"Connections: {edges}." if edges else "")))
