"""A view as a DOT graph for the engine: boxes of fixed size without text, and a plate on every edge that is a box of its own.

As a box, a plate never lies on another one and every other line keeps clear of it. An edge that closes a circle is given to the
engine the other way round, so that it runs beside the others instead of around the picture.
"""

from __future__ import annotations

from msgspec import Struct

from archlint.diagrams.layout.boxes import Box, card_box, plate_box, title_box
from archlint.diagrams.view import Card, Edge, Group, ViewGraph

_TITLE_SIZE = 12
_TITLE_LETTER = 0.778 * _TITLE_SIZE  # how wide Graphviz takes an m to be


class Sized(Struct, frozen=True):
    """A view whose boxes have their sizes."""

    view: ViewGraph
    cards: dict[str, Box]
    plates: dict[str, Box]
    backward: frozenset[str]
    """The edges that the engine gets the other way round."""


class Manner(Struct, frozen=True):
    """One way to ask for a layout."""

    direction: str = "LR"
    gap: float = 0.36
    step: float = 0.46
    turned: bool = False
    """The cards in the opposite order."""
    ports: bool = True
    """Edges enter and leave plates at the middle of their sides."""
    whole: bool = False
    """The columns are found for the whole picture, not for each group by itself; better where groups use each other."""


def sized(view: ViewGraph) -> Sized:
    """Measure all boxes of a view."""
    return Sized(
        view,
        {card.id: card_box(card) for card in view.cards},
        {edge.id: plate_box(edge) for edge in view.edges},
        _backward(view),
    )


def dot_text(graph: Sized, manner: Manner) -> str:
    """The graph in the DOT language: cards are c0, c1, …, groups cluster_0, …, plates p0, …, in the order of the view."""
    view = graph.view
    lines = [
        "digraph {",
        f"rankdir={manner.direction}; nodesep={manner.gap}; ranksep={manner.step}; splines=true; remincross=true; searchsize=200;"
        f" newrank={str(manner.whole).lower()};",
        'node [shape=box, fixedsize=true, label="", margin=0]; edge [dir=none];',
        *_members("", graph, manner),
    ]
    numbers = {card.id: index for index, card in enumerate(view.cards)}
    into, out_of = (":w", ":e") if manner.direction == "LR" else (":n", ":s")
    for index, edge in enumerate(view.edges):
        source, target = f"c{numbers[edge.source]}", f"c{numbers[edge.target]}"
        if edge.source == edge.target:
            lines += [f"{source} -> p{index};", f"{source} -> p{index};"]
            continue
        if edge.id in graph.backward:
            source, target = target, source
        enter, leave = (into, out_of) if manner.ports else ("", "")
        lines += [f"{source} -> p{index}{enter} [weight=2];", f"p{index}{leave} -> {target} [weight=2];"]
    return "\n".join([*lines, "}"])


def _members(group: str, graph: Sized, manner: Manner) -> list[str]:
    """The boxes right inside a group, and its groups with theirs."""
    view = graph.view
    lines = []
    inner = [(index, each) for index, each in enumerate(view.groups) if each.parent == group]
    for index, each in reversed(inner) if manner.turned else inner:
        title = title_box(each)
        letters = "m" * max(1, round((title.width + 12) / _TITLE_LETTER + 0.5))
        lines += [
            f"subgraph cluster_{index} {{",
            f'label="{letters}"; fontsize={_TITLE_SIZE}; labeljust=l; margin=18;',
            *_members(each.id, graph, manner),
            "}",
        ]
    cards = [(index, card) for index, card in enumerate(view.cards) if card.group == group]
    for index, card in reversed(cards) if manner.turned else cards:
        lines.append(_box(f"c{index}", graph.cards[card.id]))
    around = {card.id: _path(card, view.groups) for card in view.cards}
    for index, edge in enumerate(view.edges):
        if _common(around[edge.source], around[edge.target]) == group:
            lines.append(_box(f"p{index}", graph.plates[edge.id]))
    return lines


def _box(name: str, box: Box) -> str:
    return f"{name} [width={box.width / 72:.4f}, height={box.height / 72:.4f}];"


def _path(card: Card, groups: tuple[Group, ...]) -> list[str]:
    """The groups around a card, innermost first, ending with the page."""
    parents = {group.id: group.parent for group in groups}
    path = [card.group]
    while path[-1]:
        path.append(parents[path[-1]])
    return path


def _common(one: list[str], other: list[str]) -> str:
    return next(group for group in one if group in other)


def _backward(view: ViewGraph) -> frozenset[str]:
    """The edges that close a circle, found from the cards that nothing leads into, in the order of the view."""
    leaving: dict[str, list[Edge]] = {card.id: [] for card in view.cards}
    for edge in view.edges:
        if edge.source != edge.target:
            leaving[edge.source].append(edge)
    entered = {edge.target for edge in view.edges if edge.source != edge.target}
    order = sorted(leaving, key=lambda card: card in entered)  # stable: those without a way in come first
    done: set[str] = set()
    found = set()
    for root in order:
        if root in done:
            continue
        open_cards = {root: iter(leaving[root])}
        while open_cards:
            card = next(reversed(open_cards))
            following = next(open_cards[card], None)
            if following is None:
                del open_cards[card]
                done.add(card)
            elif following.target in open_cards:
                found.add(following.id)
            elif following.target not in done:
                open_cards[following.target] = iter(leaving[following.target])
    return frozenset(found)
