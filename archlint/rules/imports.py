"""The imports that a contract looks at."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from archlint.facts import TYPING, Import, ImportGraph, Pattern, when
from archlint.model import ImportContract, ImportException

Edges: TypeAlias = Sequence[Mapping[int, int]]


class Hop(NamedTuple):
    """One module imports the next, or something outside of the repository."""

    source: int
    target: str
    place: Import


class Imports:
    """The imports of a graph without those that a contract's exceptions let pass, and without those that it does not count.

    Modules have their numbers of the graph; what patterns cover outside of the repository gets the numbers above them, one for
    each pattern, so that chains may end there; where `whole`, what is imported of them is called by the pattern.
    """

    def __init__(self, graph: ImportGraph, contract: ImportContract, outside: Sequence[str] = (), whole: bool = False) -> None:
        self.graph = graph
        self._whole = whole
        self._type_checking = contract.type_checking
        links = _counted(graph) if self._type_checking else _counted_at_runtime(graph)
        self.edges: list[Mapping[int, int]] = list(links.edges)
        self.externals: list[Mapping[str, int]] = list(links.externals)
        for exception in contract.exceptions:
            for source, target in exempted(graph, exception):
                self._leave_out(source, target)
        self._outside = [Pattern(text) for text in outside]
        for number, pattern in enumerate(self._outside, len(graph.modules)):
            self._lead_out(number, pattern)

    def _leave_out(self, source: int, target: int | str) -> None:
        if isinstance(target, int):
            self.edges[source] = {each: flags for each, flags in self.edges[source].items() if each != target}
        else:
            self.externals[source] = {each: flags for each, flags in self.externals[source].items() if each != target}

    def _lead_out(self, number: int, pattern: Pattern) -> None:
        names = {name for name in external_names(self.graph) if pattern.covers(name)}
        for source, used in enumerate(self.externals) if names else ():
            if not names.isdisjoint(used):
                self.edges[source] = {**self.edges[source], number: 0}
        self.edges.append({})

    def name(self, number: int) -> str:
        """The dotted name of a module, or the pattern for what is outside."""
        size = len(self.graph.modules)
        return self.graph.name(number) if number < size else self._outside[number - size].text

    def outside(self, index: int) -> int:
        """The number of what the pattern with this index covers outside of the repository."""
        return len(self.graph.modules) + index

    def hop(self, source: int, target: int | str) -> Hop:
        """The first of the imports of one by the other."""
        size = len(self.graph.modules)
        if isinstance(target, int) and target >= size:
            pattern = self._outside[target - size]
            hops = (self.hop(source, name) for name in self.externals[source] if pattern.covers(name))
            first = min(hops, key=lambda hop: (hop.place.line, hop.place.column))
            return first._replace(target=pattern.text) if self._whole and "*" not in pattern.text else first
        places = self.graph.imports(source, target)
        place = next((each for each in places if self._type_checking or when(each) != TYPING), places[0])
        return Hop(source, target if isinstance(target, str) else self.graph.name(target), place)

    def hops(self, chain: Sequence[int]) -> tuple[Hop, ...]:
        """A chain of modules, import by import."""
        return tuple(self.hop(source, target) for source, target in itertools.pairwise(chain))


class _Links(NamedTuple):
    edges: Sequence[Mapping[int, int]]
    externals: Sequence[Mapping[str, int]]


def _counted(graph: ImportGraph) -> _Links:
    return _Links(graph.edges, graph.externals)


@lru_cache(maxsize=2)
def _counted_at_runtime(graph: ImportGraph) -> _Links:
    """All but what is imported under TYPE_CHECKING alone."""
    return _Links(
        [{target: flags for target, flags in row.items() if flags != TYPING} for row in graph.edges],
        [{name: flags for name, flags in row.items() if flags != TYPING} for row in graph.externals],
    )


@lru_cache(maxsize=4)
def external_names(graph: ImportGraph) -> frozenset[str]:
    """All that is imported from outside of the repository, by dotted name."""
    return frozenset().union(*graph.externals)


def exempted(graph: ImportGraph, exception: ImportException) -> Iterator[tuple[int, int | str]]:
    """The imports that an exception lets pass. It names modules exactly, and an external package with all of its parts."""
    target = Pattern(exception.target)
    targets = set(graph.matching(target))
    for source in graph.matching(Pattern(exception.source)):
        yield from ((source, number) for number in graph.edges[source] if number in targets)
        yield from ((source, name) for name in graph.externals[source] if target.covers(name))
