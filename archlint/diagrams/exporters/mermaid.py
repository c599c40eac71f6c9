"""A view as a Mermaid flowchart."""

from __future__ import annotations

from archlint.diagrams.exporters.common import label_lines, tree
from archlint.diagrams.view import Card, Group, ViewGraph

_SHAPES = {"store": ("[(", ")]"), "broker": ("[[", "]]"), "actor": ("([", "])"), "client": ("([", "])"), "function": ("{{", "}}")}
# Mermaid reads entities as `#code;`; letters, digits and the rest of Unicode go as they are.
_SPECIAL = frozenset("\"#;&<>()[]{}|`\\*_~$%@^=-+/:'!?")


def mermaid(view: ViewGraph) -> str:
    """The flowchart, with a subgraph for each group."""
    numbers = {card.id: f"c{index}" for index, card in enumerate(view.cards)}
    groups = {group.id: f"g{index}" for index, group in enumerate(view.groups)}
    lines = ["---", f"title: {_yaml(view.title)}", "---", "flowchart LR"]

    def card_line(card: Card, depth: int) -> str:
        start, end = _SHAPES.get(card.kind, ("[", "]"))
        under = (*card.lines, card.badge) if card.badge else card.lines
        words = "<br/>".join([f"<b>{_text(card.title)}</b>", *map(_text, under)])
        return f'{"  " * depth}{numbers[card.id]}{start}"{words}"{end}'

    def group_lines(group: Group, depth: int, inside: list[str]) -> list[str]:
        title = _text(" ".join(filter(None, (group.title, group.remark))))
        return [f'{"  " * depth}subgraph {groups[group.id]}["{title}"]', *inside, f"{'  ' * depth}end"]

    lines += tree(view, card_line, group_lines)
    for edge in view.edges:
        arrow = "---" if not edge.arrow else "-.->" if edge.dashed else "-->"
        words = "<br/>".join(_text(line) for line in label_lines(edge))
        label = f'|"{words}"|' if words else ""
        lines.append(f"  {numbers[edge.source]} {arrow}{label} {numbers[edge.target]}")
    return "\n".join(lines) + "\n"


def _text(words: str) -> str:
    """Words inside of quotes, safe from Mermaid, its Markdown and HTML."""
    words = " ".join(words.split())
    return "".join(f"#{ord(letter)};" if letter in _SPECIAL or not letter.isprintable() else letter for letter in words)


def _yaml(words: str) -> str:
    """A title as a YAML string."""
    words = " ".join(words.split())
    plain = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in words)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
