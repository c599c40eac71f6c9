"""What all text formats share: the order in which groups and cards are written, and the lines of a label."""

from __future__ import annotations

from collections.abc import Callable

from archlint.diagrams.view import Card, Edge, Group, ViewGraph


def tree(
    view: ViewGraph,
    card_line: Callable[[Card, int], str],
    group_lines: Callable[[Group, int, list[str]], list[str]],
) -> list[str]:
    """The lines of all cards and groups, nested; `depth` starts at 1."""

    def inside(parent: str, depth: int) -> list[str]:
        lines = [card_line(card, depth) for card in view.cards if card.group == parent]
        for group in view.groups:
            if group.parent == parent:
                lines += group_lines(group, depth, inside(group.id, depth + 1))
        return lines

    return inside("", 1)


def label_lines(edge: Edge) -> list[str]:
    """What stands on an edge, line by line: step and protocol, contracts, note."""
    upstream = f"{edge.ends[0]} → {edge.ends[1]}" if edge.ends else ""
    first = " ".join(filter(None, (f"{edge.step}." if edge.step else "", edge.label)))
    return [line for line in (first, upstream, *edge.contracts, edge.remark) if line]


def ascii_name(words: str, taken: set[str]) -> str:
    """An identifier that says what it stands for, unlike all that are taken."""
    base = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in words.lower()).strip("_") or "x"
    base = f"n_{base}" if base[0].isdigit() else base
    name, count = base, 1
    while name in taken:
        count += 1
        name = f"{base}_{count}"
    taken.add(name)
    return name
