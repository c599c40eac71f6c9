"""Chains of imports that lead from where they must not start to where they must not end."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Final, NamedTuple, TypeAlias

from archlint.errors import Place
from archlint.facts import ImportGraph
from archlint.rules.imports import Edges, Hop, Imports
from archlint.rules.types import Step

Chain: TypeAlias = Sequence[int]

MANY: Final = 100  # pairs of sides that are tied; with more, a reader needs one chain for each import that ties them
MOST_CHAINS: Final = 200  # indirect ones between two sides; one chain that is cut leads to the next
_NAMED = 3


class Route(NamedTuple):
    """A chain of imports from any of the heads to any of the tails: each head imports the middle, the middle each tail.

    A direct import has no middle, one head and one tail.
    """

    heads: tuple[int, ...]
    middle: tuple[int, ...]
    tails: tuple[int, ...]

    @property
    def chain(self) -> Chain:
        """The chain from the first head to the first tail."""
        return (self.heads[0], *self.middle, self.tails[0])


def shortest_chain(
    edges: Edges, sources: Iterable[int], targets: Set[int], barred: Set[int], used: Set[tuple[int, int]]
) -> list[int]:
    """The shortest chain from a source to a target; empty where there is none.

    Args:
        edges: who imports whom.
        sources: where it may start.
        targets: where it may end.
        barred: what it does not lead through; it may start and end there.
        used: imports that it does not use.
    """
    came_from = dict.fromkeys(sources, -1)
    front = list(came_from)
    while front:
        reached: list[int] = []
        for module in front:
            for target in edges[module]:
                if target in came_from or (module, target) in used:
                    continue
                if target in targets:
                    came_from[target] = module
                    return _walked(came_from, target)
                if target not in barred:
                    came_from[target] = module
                    reached.append(target)
        front = reached
    return []


def _walked(came_from: dict[int, int], last: int) -> list[int]:
    chain = [last]
    while (last := came_from[last]) >= 0:
        chain.append(last)
    return chain[::-1]


def separate_chains(
    edges: Edges, sources: Set[int], targets: Set[int], barred: Set[int] = frozenset(), most: int = MOST_CHAINS
) -> Iterator[list[int]]:
    """Chains of which no two have an import in common, shortest first, until none is left: each must be cut on its own.

    All direct imports are among them, and at most `most` indirect chains.
    """
    starts = sorted(sources)
    direct = [(source, target) for source in starts for target in sorted(targets & edges[source].keys())]
    yield from map(list, direct)
    used = set(direct)
    for _ in range(most):
        chain = shortest_chain(edges, starts, targets, barred, used)
        if not chain:
            return
        used.update(itertools.pairwise(chain))
        yield chain


def routes(
    imports: Imports, sources: Set[int], targets: Set[int], barred: Set[int] = frozenset(), most: int = MOST_CHAINS
) -> Iterator[Route]:
    """Separate chains, shortest first; those that differ in their ends alone are one."""
    seen: set[tuple[int, ...]] = set()
    for chain in separate_chains(imports.edges, sources, targets, barred, most):
        middle = tuple(chain[1:-1])
        if middle not in seen:
            yield widened(imports, chain, sources, targets)
            seen |= {middle} if middle else set()


def widened(imports: Imports, chain: Chain, sources: Set[int], targets: Set[int]) -> Route:
    """A chain with all sources and targets that could stand at its ends, by name."""
    middle = tuple(chain[1:-1])
    if not middle:
        return Route((chain[0],), (), (chain[-1],))
    edges = imports.edges
    heads = [source for source in sources if middle[0] in edges[source]]
    tails = targets & edges[middle[-1]].keys()
    return Route(_by_name(imports, heads), middle, _by_name(imports, tails))


def _by_name(imports: Imports, modules: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(modules, key=lambda number: (imports.name(number), number)))


class Told(NamedTuple):
    """A chain that is worth a finding, and how many other ones end with the same import."""

    chain: Chain
    others: int = 0


def telling(chains: Iterable[Chain]) -> Iterator[Told]:
    """Of very many chains, those that a reader needs: every direct import, and the shortest of all that end with one import.

    Where hundreds of modules lead to one by the same import, this import is the one to cut.
    """
    told: list[Chain] = []
    shortest: dict[tuple[int, int], Chain] = {}
    count: Counter[tuple[int, int]] = Counter()
    for chain in chains:
        if len(chain) == 2:
            told.append(chain)
            continue
        last = (chain[-2], chain[-1])
        count[last] += 1
        if last not in shortest or len(chain) < len(shortest[last]):
            shortest[last] = chain
    yield from map(Told, dict.fromkeys(map(tuple, told)))
    yield from (Told(chain, count[last] - 1) for last, chain in shortest.items())


def and_as_many(others: int) -> str:
    """The words for chains that end with the same import."""
    return f" (and {others:,} more end{'s' if others == 1 else ''} with this import)" if others else ""


def and_others(imports: Imports, route: Route) -> str:
    """The words for the other ends of a route."""
    words = [
        f"{preposition} {_listed(imports, ends[1:])}"
        for preposition, ends in (("from", route.heads), ("to", route.tails))
        if len(ends) > 1
    ]
    return f" (also {' and '.join(words)})" if words else ""


def _listed(imports: Imports, modules: Sequence[int]) -> str:
    names = [imports.name(number) for number in modules[:_NAMED]]
    return ", ".join(names) + (f" and {len(modules) - _NAMED} more" if len(modules) > _NAMED else "")


def place_of(graph: ImportGraph, hop: Hop) -> Place:
    """Where the import of a hop stands."""
    return Place(graph.modules[hop.source].path, hop.place.line, hop.place.column)


def steps_of(graph: ImportGraph, hops: Iterable[Hop]) -> tuple[Step, ...]:
    """A chain as the steps of a finding; a chain of one import needs none."""
    steps = tuple(Step(*place_of(graph, hop), f"{graph.name(hop.source)} imports {hop.target}") for hop in hops)
    return steps if len(steps) > 1 else ()


def described(graph: ImportGraph, hops: Sequence[Hop]) -> str:
    """`a → b → c`."""
    return " → ".join([graph.name(hops[0].source), *(hop.target for hop in hops)])


def place_to_cut(graph: ImportGraph, hops: Sequence[Hop], others: int) -> Place:
    """Where a chain begins; where others end with the same import, that one."""
    return place_of(graph, hops[-1] if others else hops[0])


def identity_of(graph: ImportGraph, hops: Sequence[Hop], others: int = 0) -> str:
    """What stays the same about a chain when the modules on its way change."""
    if others:
        return f"{graph.name(hops[-1].source)} -> {hops[-1].target}"
    return f"{graph.name(hops[0].source)} -> {graph.name(hops[-1].source)} -> {hops[-1].target}"


def reason(because: str) -> str:
    """The words for the reason of a contract."""
    because = " ".join(because.split()).rstrip(".")
    return f": {because}" if because else ""
