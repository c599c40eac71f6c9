"""Chains of imports that lead from where they must not start to where they must not end."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Set
from typing import NamedTuple

from archlint.errors import Place
from archlint.facts import Import, ImportGraph, Pattern
from archlint.model import ImportException
from archlint.rules.types import Step


class Hop(NamedTuple):
    """One module imports the next, or something outside of the repository."""

    source: int
    target: str
    place: Import


class Chain(NamedTuple):
    """Hops, each of which begins where the one before ends."""

    hops: tuple[Hop, ...]


class Imports:
    """The imports of a graph without those that exceptions let pass."""

    def __init__(self, graph: ImportGraph, exceptions: Iterable[ImportException] = ()) -> None:
        self.graph = graph
        self._exempt: set[tuple[int, int]] = set()
        self._exempt_externals: set[tuple[int, str]] = set()
        for exception in exceptions:
            for source, target in exempted(graph, exception):
                if isinstance(target, int):
                    self._exempt.add((source, target))
                else:
                    self._exempt_externals.add((source, target))

    def of(self, module: int) -> Iterator[int]:
        """The modules that a module imports, by name."""
        found = [target for target in self.graph.edges[module] if (module, target) not in self._exempt]
        return iter(sorted(found, key=lambda target: (self.graph.name(target), target)))

    def externals_of(self, module: int) -> Iterator[str]:
        """What else it imports, by name."""
        return (name for name in sorted(self.graph.externals[module]) if (module, name) not in self._exempt_externals)

    def hop(self, source: int, target: int | str) -> Hop:
        """The first of the imports of one by the other."""
        if isinstance(target, str):
            return Hop(source, target, self.graph.imports(source, target)[0])
        return Hop(source, self.graph.name(target), self.graph.imports(source, target)[0])


def exempted(graph: ImportGraph, exception: ImportException) -> Iterator[tuple[int, int | str]]:
    """The imports that an exception lets pass. It names modules exactly, and an external package with all of its parts."""
    target = Pattern(exception.target)
    targets = set(graph.matching(target))
    for source in graph.matching(Pattern(exception.source)):
        yield from ((source, number) for number in graph.edges[source] if number in targets)
        yield from ((source, name) for name in graph.externals[source] if target.covers(name))


def broken_chains(
    imports: Imports,
    sources: Set[int],
    is_target: Callable[[int], bool],
    is_passable: Callable[[int], bool],
    is_external_target: Callable[[str], bool] | None = None,
) -> Iterator[Chain]:
    """The shortest chain from the sources to each import of a target, directly or through modules that may be passed.

    Args:
        imports: the imports that count.
        sources: where a chain may start.
        is_target: whether a module may end it; a chain never goes on through a target.
        is_passable: whether a chain may lead through a module.
        is_external_target: whether something outside of the repository may end it.
    """
    graph = imports.graph
    came_from: dict[int, int] = {}
    front = sorted(sources, key=lambda number: (graph.name(number), number))
    while front:
        reached: list[int] = []
        for module in front:
            for target in imports.of(module):
                if target in sources:
                    continue
                if is_target(target):
                    yield _chain(imports, came_from, module, target)
                elif target not in came_from and is_passable(target):
                    came_from[target] = module
                    reached.append(target)
            if is_external_target is not None:
                for name in imports.externals_of(module):
                    if is_external_target(name):
                        yield _chain(imports, came_from, module, name)
        front = reached


def _chain(imports: Imports, came_from: dict[int, int], last: int, target: int | str) -> Chain:
    hops = [imports.hop(last, target)]
    while last in came_from:
        hops.append(imports.hop(came_from[last], last))
        last = came_from[last]
    return Chain(tuple(reversed(hops)))


class Told(NamedTuple):
    """A chain that is worth a finding, and how many other ones it stands for."""

    chain: Chain
    others: int


def telling(chains: Iterable[Chain], end: Callable[[Chain], Hashable]) -> Iterator[Told]:
    """Of the chains to one end, those that a reader needs: every direct import, and the shortest of all that share an import.

    An indirect chain that begins or ends with the same import as a shorter one is broken in the same place, so that it is only
    counted.

    Args:
        chains: shortest first.
        end: what a chain leads to.
    """
    told: list[Chain] = []
    others: dict[int, int] = {}
    by_hop: dict[tuple[Hashable, Hop], int] = {}
    for chain in chains:
        hops = [(end(chain), hop) for hop in (chain.hops[0], chain.hops[-1])]
        known = next((by_hop[hop] for hop in hops if hop in by_hop), None) if len(chain.hops) > 1 else None
        if known is None:
            known = len(told)
            told.append(chain)
            others[known] = 0
        else:
            others[known] += 1
        if len(chain.hops) > 1:
            for hop in hops:
                by_hop.setdefault(hop, known)
    return (Told(chain, others[number]) for number, chain in enumerate(told))


def and_others(others: int) -> str:
    """The words for the chains that are only counted."""
    return f" (and {others} other chain{'s' if others > 1 else ''} with the same import)" if others else ""


def place_of(graph: ImportGraph, hop: Hop) -> Place:
    """Where the import of a hop stands."""
    return Place(graph.modules[hop.source].path, hop.place.line, hop.place.column)


def steps_of(graph: ImportGraph, hops: Iterable[Hop]) -> tuple[Step, ...]:
    """A chain as the steps of a finding; a chain of one import needs none."""
    steps = tuple(Step(*place_of(graph, hop), f"{graph.name(hop.source)} imports {hop.target}") for hop in hops)
    return steps if len(steps) > 1 else ()


def described(graph: ImportGraph, chain: Chain) -> str:
    """`a → b → c`."""
    return " → ".join([graph.name(chain.hops[0].source), *(hop.target for hop in chain.hops)])
