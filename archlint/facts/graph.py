"""Who imports whom, file by file."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from archlint.facts.names import Pattern
from archlint.facts.types import Facts, Import, Module


class Edge(NamedTuple):
    """One module imports another; both are indexes into the graph's modules, `imports` are the places in the order of the file."""

    source: int
    target: int
    imports: tuple[Import, ...]


class ImportGraph:
    """The modules of a repository and the imports between them; imports of anything else are kept apart as `externals`.

    `modules[i]` is the module with the number i, `edges[i]` maps each module that it imports to the places, and `externals[i]` does
    the same for the dotted names of what is not in the repository.
    """

    def __init__(self, facts: Facts) -> None:
        self.modules: tuple[Module, ...] = facts.modules
        self.edges: list[dict[int, list[Import]]] = [{} for _ in facts.modules]
        self.externals: list[dict[str, list[Import]]] = [{} for _ in facts.modules]
        self._by_name: dict[str, list[int]] = {}
        for number, module in enumerate(facts.modules):
            self._by_name.setdefault(module.name, []).append(number)
        self._tops = {name.partition(".")[0] for name in self._by_name}
        for number in range(len(facts.modules)):
            self._link(number)

    def edge(self, source: int, target: int) -> Edge:
        """The imports of one module by another; there must be some."""
        return Edge(source, target, tuple(self.edges[source][target]))

    def name(self, number: int) -> str:
        """The dotted name of a module."""
        return self.modules[number].name

    def is_offered(self, each: Import) -> bool:
        """Whether `from package import name` takes a name that the package binds itself, whatever modules it has."""
        return any(each.name in self.modules[number].facts.offered for number in self._by_name.get(each.module, ()))

    def matching(self, pattern: Pattern) -> list[int]:
        """The modules that a pattern stands for exactly."""
        if "*" not in pattern.text:
            return self._by_name.get(pattern.text, [])
        return [number for number, module in enumerate(self.modules) if pattern.matches(module.name)]

    def covered(self, patterns: Iterable[Pattern]) -> set[int]:
        """The modules that the patterns stand for, with all below them."""
        found: set[int] = set()
        for pattern in patterns:
            if "*" in pattern.text:
                found.update(number for number, module in enumerate(self.modules) if pattern.covers(module.name))
            else:
                found.update(self._below(pattern.text))
        return found

    def packages(self, pattern: Pattern) -> list[str]:
        """The names of modules and packages, those without a file of their own too, that a pattern stands for exactly."""
        return sorted(name for name in self._packages if pattern.matches(name))

    @cached_property
    def _packages(self) -> set[str]:
        found = set(self._by_name)
        for name in self._by_name:
            while (name := name.rpartition(".")[0]) and name not in found:
                found.add(name)
        return found

    @cached_property
    def _sorted_names(self) -> list[tuple[str, int]]:
        return sorted((module.name + ".", number) for number, module in enumerate(self.modules))

    def _below(self, name: str) -> Iterable[int]:
        names = self._sorted_names
        for position in range(bisect_left(names, (name + ".", -1)), len(names)):
            if not names[position][0].startswith(name + "."):
                return
            yield names[position][1]

    def _link(self, number: int) -> None:
        edges, externals = self.edges[number], self.externals[number]
        for each in self.modules[number].facts.imports:
            if not each.module:
                continue
            target = self._target(number, each)
            if target is None:
                if not each.level and each.module.partition(".")[0] not in self._tops:
                    externals.setdefault(each.module, []).append(each)
            elif target != number:
                edges.setdefault(target, []).append(each)

    def _target(self, number: int, each: Import) -> int | None:
        """`from a import b` leads to the module a.b where there is one, else to a; what leads nowhere is no edge."""
        if each.name and each.name != "*":
            target = self._nearest(number, f"{each.module}.{each.name}")
            if target is not None:
                return target
        return self._nearest(number, each.module)

    def _nearest(self, number: int, name: str) -> int | None:
        """The module of this name; of several files with one name, that under the importer's own root, else the nearest one."""
        found = self._by_name.get(name)
        if found is None:
            return None
        if len(found) == 1:
            return found[0]
        importer = self.modules[number]
        return max(
            found, key=lambda other: (self.modules[other].root == importer.root, _shared(importer.path, self.modules[other].path))
        )


def _shared(path: str, other: str) -> int:
    """How many folders two paths have in common."""
    count = 0
    for left, right in zip(path.split("/"), other.split("/"), strict=False):
        if left != right:
            break
        count += 1
    return count
