"""A view as a Python script for the `diagrams` package, with its own classes, so that a team can go on from there."""

from __future__ import annotations

from archlint.diagrams.exporters.common import ascii_name, label_lines, tree
from archlint.diagrams.icons import Icons
from archlint.diagrams.view import Card, Group, ViewGraph

_ESCAPES = {"\\": "\\\\\\\\", '"': '\\"', "\n": "\\n"}


def script(view: ViewGraph) -> str:
    """The script; run, it needs the `diagrams` package and Graphviz's `dot`, and writes a picture of the view's name."""
    icons = Icons()
    classes = {card.id: icons.python_class(card.icon, card.kind) for card in view.cards}
    local, imports = _imports(set(classes.values()))
    names: set[str] = set()
    variables = {card.id: ascii_name(card.title, names) + "_" for card in view.cards}
    titles = _unlike(view.groups)

    def card_line(card: Card, depth: int) -> str:
        words = "\n".join([card.title, *card.lines, *([card.badge] if card.badge else [])])
        return f"{'    ' * depth}{variables[card.id]} = {local[classes[card.id]]}({_string(words)}, nodeid={_string(card.id)})"

    def group_lines(group: Group, depth: int, inside: list[str]) -> list[str]:
        body = inside or [f"{'    ' * (depth + 1)}pass"]
        return [f"{'    ' * depth}with Cluster({_string(titles[group.id])}):", *body]

    lines = [
        f'"""{_docstring(view.title)}"""',
        "",
        "from diagrams import Cluster, Diagram, Edge",
        *imports,
        "",
        f'with Diagram({_string(view.title)}, filename={_string(view.id)}, show=False, graph_attr={{"splines": "spline"}}):',
        *tree(view, card_line, group_lines),
    ]
    for edge in view.edges:
        look = [f"label={_string(chr(10).join(label_lines(edge)))}"]
        look += ['style="dashed"'] * edge.dashed
        operator = ">>" if edge.arrow else "-"
        lines.append(f"    {variables[edge.source]} {operator} Edge({', '.join(look)}) {operator} {variables[edge.target]}")
    return "\n".join(lines) + "\n"


def _imports(classes: set[tuple[str, str]]) -> tuple[dict[tuple[str, str], str], list[str]]:
    """How the script calls each class, and one import a module."""
    taken = {"Diagram", "Cluster", "Edge"}
    local: dict[tuple[str, str], str] = {}
    modules: dict[str, list[str]] = {}
    for module, name in sorted(classes):
        called = local[module, name] = _unused(name, module, taken)
        modules.setdefault(module, []).append(name if called == name else f"{name} as {called}")
    return local, [f"from {module} import {', '.join(names)}" for module, names in modules.items()]


def _unused(name: str, module: str, taken: set[str]) -> str:
    """The name of a class; of two with the same name, the second carries its module's name too."""
    if name in taken:
        name = "".join(part.capitalize() for part in module.split(".")[1:]) + name
    while name in taken:
        name += "_"
    taken.add(name)
    return name


def _unlike(groups: tuple[Group, ...]) -> dict[str, str]:
    """The titles of the groups; `diagrams` would merge two clusters with the same one, so the second ends in a blank."""
    titles: dict[str, str] = {}
    for group in groups:
        title = " · ".join(filter(None, (group.title, group.remark)))
        while title in titles.values():
            title += " "
        titles[group.id] = title
    return titles


def _string(words: str) -> str:
    """A Python string in double quotes; backslashes are doubled, as Graphviz reads them once more."""
    escaped = "".join(_ESCAPES.get(letter) or (letter if letter.isprintable() else f"\\U{ord(letter):08x}") for letter in words)
    return f'"{escaped}"'


def _docstring(words: str) -> str:
    clean = "".join(letter if letter.isprintable() else " " for letter in words)
    return clean.replace("\\", "\\\\").replace('"', "'") + "."
