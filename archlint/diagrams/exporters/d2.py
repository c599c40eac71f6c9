"""A view as a D2 diagram."""

from __future__ import annotations

from archlint.diagrams.exporters.common import label_lines, tree
from archlint.diagrams.view import Card, Group, ViewGraph

_SHAPES = {"store": "cylinder", "broker": "queue", "actor": "person", "external": "cloud", "function": "hexagon"}


def d2(view: ViewGraph) -> str:
    """The diagram, with a container for each group."""
    names = {card.id: f"c{index}" for index, card in enumerate(view.cards)}
    groups = {group.id: f"g{index}" for index, group in enumerate(view.groups)}
    parents = {group.id: group.parent for group in view.groups}

    def full(card: Card) -> str:
        path, around = [names[card.id]], card.group
        while around:
            path.insert(0, groups[around])
            around = parents[around]
        return ".".join(path)

    def card_line(card: Card, depth: int) -> str:
        shape = f" {{shape: {_SHAPES[card.kind]}}}" if card.kind in _SHAPES else ""
        words = [card.title, *card.lines, *([card.badge] if card.badge else [])]
        return f"{'  ' * (depth - 1)}{names[card.id]}: {_quoted(*words)}{shape}"

    def group_lines(group: Group, depth: int, inside: list[str]) -> list[str]:
        edge = "  " * (depth - 1)
        title = _quoted("  ".join(filter(None, (group.title, group.remark))))
        return [f"{edge}{groups[group.id]}: {title} {{", *inside, f"{edge}}}"]

    places = {card.id: full(card) for card in view.cards}
    lines = ["direction: right", f"title: {_quoted(view.title)} {{shape: text; near: top-center; style.font-size: 28}}"]
    lines += tree(view, card_line, group_lines)
    for edge in view.edges:
        words, arrow = label_lines(edge), "->" if edge.arrow else "--"
        style = " {style.stroke-dash: 4}" if edge.dashed else ""
        label = f": {_quoted(*words)}" if words else ""
        lines.append(f"{places[edge.source]} {arrow} {places[edge.target]}{label}{style}")
    return "\n".join(lines) + "\n"


def _quoted(*lines: str) -> str:
    """A string of several lines; `$` would start a substitution."""
    clean = ("".join(letter if letter.isprintable() else " " for letter in line) for line in lines)
    escaped = (line.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$") for line in clean)
    return '"' + "\\n".join(escaped) + '"'
