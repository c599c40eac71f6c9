"""Groups of modules that must not lead to each other, and the chains by which they do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from archlint.rules.chains import MANY, MOST_CHAINS, Route, routes, telling, widened
from archlint.rules.imports import Edges, Imports
from archlint.rules.reach import Reach, bits_of


class Breach(NamedTuple):
    """A group leads to another one that it must not lead to; both by their index. `others` do so with the same last import."""

    source: int
    target: int
    route: Route
    others: int = 0


def breaches(imports: Imports, groups: Sequence[Set[int]], barred: Mapping[int, int], indirect: bool = True) -> Iterator[Breach]:
    """The chains between groups, which lead only through modules that are in none, shortest first for each pair.

    Args:
        imports: the imports that count.
        groups: modules; none is in two of them.
        barred: for the index of each group, the bits of the groups that it must not lead to.
        indirect: whether chains count, or direct imports alone.
    """
    group_of = {module: index for index, group in enumerate(groups) for module in group}
    broken = _broken(imports.edges, groups, group_of, barred, indirect)
    if sum(bits.bit_count() for bits in broken.values()) > MANY:
        yield from _fewer(imports, groups, group_of, broken, indirect)
        return
    for source, bits in broken.items():
        for target in bits_of(bits):
            for route in routes(imports, groups[source], groups[target], group_of.keys(), MOST_CHAINS if indirect else 0):
                yield Breach(source, target, route)


def _broken(
    edges: Edges, groups: Sequence[Set[int]], group_of: Mapping[int, int], barred: Mapping[int, int], indirect: bool
) -> dict[int, int]:
    """For each group that breaks the contract, the bits of those that it leads to and must not."""
    marks = {module: 1 << index for module, index in group_of.items()}
    reach = Reach(edges, marks, through=False)
    found = {}
    for source, bad in barred.items():
        if indirect:
            bits = reach.of_all(groups[source])
        else:
            bits = 0
            for target in set().union(*(edges[module] for module in groups[source])):
                bits |= marks.get(target, 0)
        if bits & bad:
            found[source] = bits & bad
    return found


def _fewer(
    imports: Imports, groups: Sequence[Set[int]], group_of: Mapping[int, int], broken: Mapping[int, int], indirect: bool
) -> Iterator[Breach]:
    """One direct import for each pair that has one, and one chain for each import that many chains end with."""
    shortest = (_shortest(imports.edges, groups[source], group_of, bits, indirect) for source, bits in broken.items())
    for chain, others in telling(chain for chains in shortest for _, chain in sorted(chains.items())):
        source, target = group_of[chain[0]], group_of[chain[-1]]
        route = (
            Route((chain[0],), tuple(chain[1:-1]), (chain[-1],))
            if others
            else widened(imports, chain, groups[source], groups[target])
        )
        yield Breach(source, target, route, others)


def _shortest(edges: Edges, sources: Set[int], group_of: Mapping[int, int], bits: int, indirect: bool) -> dict[int, list[int]]:
    """The shortest chain from the sources to each of the groups, in one search."""
    chains: dict[int, list[int]] = {}
    before = {source: [source] for source in sorted(sources)}
    front = list(before)
    while front and bits:
        reached = []
        for module in front:
            for target in edges[module]:
                group = group_of.get(target)
                if group is not None:
                    if bits >> group & 1:
                        bits ^= 1 << group
                        chains[group] = [*before[module], target]
                elif indirect and target not in before:
                    before[target] = [*before[module], target]
                    reached.append(target)
        front = reached
    return chains
