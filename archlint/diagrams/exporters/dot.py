"""A view as a DOT graph for Graphviz, readable by itself."""

from __future__ import annotations

from msgspec.structs import replace

from archlint.diagrams.exporters.common import label_lines, tree
from archlint.diagrams.view import Card, Group, ViewGraph

_FONT = "Inter,Helvetica,Arial,sans-serif"
_SHAPES = {"store": "cylinder", "broker": "cds", "actor": "ellipse", "client": "ellipse", "external": "box3d"}


def dot(view: ViewGraph) -> str:
    """The graph, with a cluster for each group."""
    groups = {group.id: index for index, group in enumerate(view.groups)}
    lines = [
        f"digraph {_quoted(view.id)} {{",
        f'  graph [rankdir=LR, label={_quoted(view.title)}, labelloc=t, fontname="{_FONT}", fontsize=20];',
        f'  node [shape=box, style="rounded,filled", fillcolor=white, color="#94a3b8", fontname="{_FONT}"];',
        f'  edge [color="#5f7089", fontname="{_FONT}", fontsize=11];',
    ]

    def card_line(card: Card, depth: int) -> str:
        shape = _SHAPES.get(card.kind)
        style = f', shape={shape}, style="filled"' if shape else ""
        words = [card.title, *card.lines, *([card.badge] if card.badge else [])]
        return f"{'  ' * depth}{_quoted(card.id)} [label={_quoted(*words)}{style}];"

    def group_lines(group: Group, depth: int, inside: list[str]) -> list[str]:
        edge, inner = "  " * depth, "  " * (depth + 1)
        title = _quoted("  ".join(filter(None, (group.title, group.remark))))
        look = 'labeljust=l; style="rounded,filled"; fillcolor="#f1f5f9"; color="#94a3b8";'
        return [f"{edge}subgraph cluster_{groups[group.id]} {{", f"{inner}label={title}; {look}", *inside, f"{edge}}}"]

    lines += tree(view, card_line, group_lines)
    for edge in view.edges:
        style = f", style={'dashed' if edge.dashed else 'solid'}{'' if edge.arrow else ', dir=none'}"
        ends = f", taillabel={_quoted(edge.ends[0])}, headlabel={_quoted(edge.ends[1])}" if edge.ends else ""
        words = label_lines(replace(edge, ends=None))
        lines.append(f"  {_quoted(edge.source)} -> {_quoted(edge.target)} [label={_quoted(*words)}{style}{ends}];")
    return "\n".join([*lines, "}"]) + "\n"


def _quoted(*lines: str) -> str:
    """A string of several lines; a backslash of the text stays one, and `&` starts no entity."""
    clean = ("".join(letter if letter.isprintable() else " " for letter in line) for line in lines)
    return '"' + "\\n".join(line.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") for line in clean) + '"'
