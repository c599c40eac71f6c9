"""The parts of packages as one sees them from above: what is below a part counts as the part."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeAlias

from archlint.rules.imports import Imports

Siblings: TypeAlias = tuple[str, str]  # the importing part and the imported one
Import: TypeAlias = tuple[int, int]


class SiblingGraph:
    """For each package that was asked for, which of its parts import which others, and the imports behind that."""

    def __init__(self, imports: Imports, is_asked: Collection[str]) -> None:
        self.packages: dict[str, dict[Siblings, list[Import]]] = {}
        names = [module.name for module in imports.graph.modules]
        parts = [name.split(".") for name in names]
        for source, row in enumerate(imports.edges):
            for target in row:
                depth = _shared(parts[source], parts[target])
                if depth < 0:
                    continue
                package = ".".join(parts[source][:depth])
                if package in is_asked:
                    pair = (".".join(parts[source][: depth + 1]), ".".join(parts[target][: depth + 1]))
                    self.packages.setdefault(package, {}).setdefault(pair, []).append((source, target))


def _shared(one: list[str], other: list[str]) -> int:
    """How many parts two names have in common; -1 where one of them is the other or above it."""
    for depth, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return depth
    return -1


def levels(packages: Iterable[str], ancestors: Iterable[str], depth: int | None, skipped: Collection[str]) -> set[str]:
    """Of all packages, those whose parts are meant: the ancestors and what is below them, down to a depth.

    What is skipped is not looked into, nor is what is below it; an ancestor itself is.
    """
    children: dict[str, list[str]] = {}
    for name in packages:
        children.setdefault(name.rpartition(".")[0], []).append(name)
    found: set[str] = set()
    for ancestor in ancestors:
        front = [ancestor]
        level = 0
        while front:
            found.update(front)
            if level == depth:
                break
            level += 1
            front = [child for name in front for child in children.get(name, ()) if child not in skipped]
    return found
