"""The dependency structure matrix as data: a tree of packages in the order of their imports, and every import with its lines."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from archlint.metrics import Scope, layered
from archlint.report.html.text import data_block, section
from archlint.report.machine import safe_line

_HOLDS_MOST: Final = 0.5  # a package with so much of the code is open from the start
_FEW: Final = 60  # unless it has more parts than one sees at once


class _Node:
    """A package or module; `own` is the module of that very name, -1 where there is none."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.own = -1
        self.children: dict[str, _Node] = {}

    def size(self) -> int:
        return (self.own >= 0) + sum(child.size() for child in self.children.values())


def matrix_section(scope: Scope) -> str:
    """The place of the matrix, which the page's script draws, and its data."""
    if len(scope.numbers) < 2:
        return ""
    lead = (
        "Rows import columns. The order is that of the imports: what imports stands before what is imported, so that all marks lie "
        'above the diagonal; <b class="against">red</b> ones below it close a circle, and packages in one circle share a frame. '
        "Choose a number to see the imports behind it, a package to open or close it."
    )
    body = (
        '<div class="needs-script"><div class="tools"><button type="button" id="dsm-fold">Close all</button>'
        '<button type="button" id="dsm-unfold">Open one level</button><output id="dsm-note" aria-live="polite"></output></div>'
        '<div class="dsm-area"><div class="dsm-scroll scroll"><div class="dsm" id="dsm" role="group" '
        'aria-label="Dependency structure matrix; arrow keys go from mark to mark"></div></div>'
        '<aside class="panel" id="dsm-panel" aria-live="polite" tabindex="-1"><p>No cell is chosen.</p></aside></div></div>'
        '<noscript><p class="nothing">The matrix needs JavaScript.</p></noscript>'
    )
    return section("matrix", "Dependency structure matrix", lead, body + data_block("matrix", _data(scope)))


def _data(scope: Scope) -> dict[str, Any]:
    modules = scope.graph.modules
    index = {number: position for position, number in enumerate(scope.numbers)}
    edges: list[tuple[int, int, list[int]]] = [
        (index[source], index[target], [each.line for each in scope.graph.imports(source, target)])
        for source in scope.numbers
        for target in scope.edges[source]
    ]
    names = [scope.graph.name(number) for number in scope.numbers]
    return {
        "names": list(map(safe_line, names)),
        "paths": [safe_line(modules[number].path) for number in scope.numbers],
        "edges": edges,
        "tree": _ordered(_tree(names), [edge[:2] for edge in edges], len(names), True),
    }


def _tree(names: list[str]) -> _Node:
    """Two files of one name stand beside each other."""
    root = _Node("")
    for number, name in enumerate(names):
        node, done = root, ""
        for part in name.split("."):
            done = f"{done}.{part}" if done else part
            node = node.children.setdefault(part, _Node(done))
        if node.own >= 0:
            node.children[f"\0{number}"] = node = _Node(name)
        node.own = number
    return root


def _ordered(root: _Node, edges: list[tuple[int, int]], size: int, opened: bool) -> list[dict[str, Any]]:
    """The children of a node in the order of the imports between them, each with its own."""
    children = [_Leaf(root)] if root.own >= 0 else []
    nodes: list[_Node] = [*children, *(root.children[name] for name in sorted(root.children))]
    home = {number: position for position, node in enumerate(nodes) for number in _numbers(node)}
    inner: list[list[tuple[int, int]]] = [[] for _ in nodes]
    weights: Counter[tuple[int, int]] = Counter()
    for source, target in edges:
        pair = home[source], home[target]
        if pair[0] == pair[1]:
            inner[pair[0]].append((source, target))
        else:
            weights[pair] += 1
    order, cycle = layered(range(len(nodes)), weights)
    return [_entry(nodes[each], inner[each], cycle.get(each, -1), size, opened) for each in order]


class _Leaf(_Node):
    """A package's own file, among its parts."""

    def __init__(self, package: _Node) -> None:
        super().__init__(package.name)
        self.own = package.own


def _numbers(node: _Node) -> list[int]:
    own = [node.own] if node.own >= 0 else []
    return own + [number for child in node.children.values() for number in _numbers(child)]


def _entry(node: _Node, edges: list[tuple[int, int]], cycle: int, size: int, opened: bool) -> dict[str, Any]:
    """Name, cycle among its neighbours, and its children or the number of its module; `o` is open from the start."""
    entry: dict[str, Any] = {"n": safe_line(node.name), "c": cycle}
    if not node.children:
        entry["m"] = node.own
        return entry
    holds_most = opened and node.size() > _HOLDS_MOST * size and len(node.children) <= _FEW
    entry["k"] = _ordered(node, edges, size, holds_most)
    if holds_most:
        entry["o"] = 1
    return entry
