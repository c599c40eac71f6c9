"""Who imports whom, file by file."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from archlint.facts.module import Module
from archlint.facts.names import Pattern
from archlint.facts.types import Import

RUNTIME: Final = 1
LATE: Final = 2
TYPING: Final = 4


class Edge(NamedTuple):
    """One module imports another; both are indexes into the graph's modules, `imports` are the places in the order of the file."""

    source: int
    target: int
    imports: tuple[Import, ...]


def when(each: Import) -> int:
    """When an import runs: while its module is loaded (RUNTIME), later in a function or as a script (LATE), or never (TYPING)."""
    return TYPING if each.type_checking else RUNTIME if each.at_runtime else LATE


class Links(NamedTuple):
    """What one module imports: other modules by number, and what is not in the repository by dotted name; each with its flags."""

    edges: dict[int, int]
    externals: dict[str, int]


class ImportGraph:
    """The modules of a repository and the imports between them.

    `modules[i]` is the module with the number i. `edges[i]` maps the number of each module that it imports to flags: RUNTIME,
    LATE and TYPING, each set where at least one of the imports is of that kind. `externals[i]` does the same for the dotted
    names of what is not in the repository. The imports themselves, with their lines, are read from the file's facts when
    `imports` is asked.
    """

    def __init__(self, modules: Sequence[Module], links: Sequence[Links | None] = ()) -> None:
        """Links that are known already are taken as they are; the others are made from the modules' imports."""
        self.modules: Sequence[Module] = modules
        self._by_name: dict[str, list[int]] = {}
        for number, module in enumerate(modules):
            self._by_name.setdefault(module.name, []).append(number)
        found = [known or self.links(number) for number, known in enumerate(links or [None] * len(modules))]
        self.edges: list[dict[int, int]] = [each.edges for each in found]
        self.externals: list[dict[str, int]] = [each.externals for each in found]

    def imports(self, source: int, target: int | str) -> tuple[Import, ...]:
        """The imports of a module, or of something external, by a module, in the order of the file."""
        if isinstance(target, str):
            return tuple(each for each in self.modules[source].facts.imports if self._external(each) == target)
        return tuple(
            each for each in self.modules[source].facts.imports if not each.dynamic and self._target(source, each) == target
        )

    def edge(self, source: int, target: int) -> Edge:
        """The imports of one module by another; there must be some."""
        return Edge(source, target, self.imports(source, target))

    def name(self, number: int) -> str:
        """The dotted name of a module."""
        return self.modules[number].name

    def number(self, name: str, seen_from: int | None = None) -> int | None:
        """The module of this name, None where there is none; of several, the one nearest to the module that asks."""
        found = self._by_name.get(name)
        if found is None:
            return None
        return found[0] if seen_from is None else self._nearest(seen_from, name)

    def is_offered(self, each: Import) -> bool:
        """Whether `from package import name` takes a name that the package binds itself, whatever modules it has."""
        return any(
            self.modules[number].is_package and each.name in self.modules[number].facts.offered
            for number in self._by_name.get(each.module, ())
        )

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

    @cached_property
    def _tops(self) -> Mapping[str, None]:
        return dict.fromkeys(name.partition(".")[0] for name in self._by_name)

    def _below(self, name: str) -> Iterator[int]:
        names = self._sorted_names
        for position in range(bisect_left(names, (name + ".", -1)), len(names)):
            if not names[position][0].startswith(name + "."):
                return
            yield names[position][1]

    def links(self, number: int) -> Links:
        """What a module imports, from its facts."""
        edges: dict[int, int] = {}
        externals: dict[str, int] = {}
        for each in self.modules[number].facts.imports:
            if each.dynamic or not each.module:
                continue
            target = self._target(number, each)
            if target is None:
                external = self._external(each)
                if external:
                    externals[external] = externals.get(external, 0) | when(each)
            elif target != number:
                edges[target] = edges.get(target, 0) | when(each)
        return Links(edges, externals)

    def _external(self, each: Import) -> str:
        """The dotted name of what is not in the repository; empty for an import of something inside."""
        if each.level or each.dynamic or each.module.partition(".")[0] in self._tops:
            return ""
        return each.module

    def _target(self, number: int, each: Import) -> int | None:
        """`from a import b` and `import a.b` lead to the module a.b where there is one, else to a, else nowhere."""
        if each.name and each.name != "*":
            module, part = each.module, f"{each.module}.{each.name}"
        elif each.name:
            return self._nearest(number, each.module)
        else:
            module, part = each.module.rpartition(".")[0], each.module
        target = self._nearest(number, part)
        return self._nearest(number, module) if target is None else target

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
