"""The two sides of a contract that forbids imports, and the chains between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from functools import cache
from typing import NamedTuple

from archlint.facts import ImportGraph, Pattern, is_at_or_below
from archlint.model import Forbidden
from archlint.rules.chains import MANY, MOST_CHAINS, Told, separate_chains, telling
from archlint.rules.imports import Imports
from archlint.rules.reach import Reach, bits_of, leads_to


class Side(NamedTuple):
    """Modules that one name stands for; `is_exact` tells a name from what a wildcard matched."""

    name: str
    is_exact: bool
    modules: set[int]


class Ban(NamedTuple):
    """The sources and the targets of a contract, and whether names mean all below them too."""

    sources: list[Side]
    targets: list[Side]
    descendants: bool
    strict: bool

    def holds_for(self, source: Side, target: Side) -> bool:
        """Whether the contract speaks of this pair.

        What a wildcard matched is not forbidden to import itself, its parts or the package that it is in, and neither are names
        where the contract is strict. Else `from: [shop.core]`, `to: [shop]` forbids the rest of the shop.
        """
        if source.name == target.name:
            return False
        if not self.descendants or (source.is_exact and target.is_exact and not self.strict):
            return True
        return not (is_at_or_below(source.name, target.name) or is_at_or_below(target.name, source.name))

    def apart(self, source: int, target: int) -> tuple[Set[int], Set[int]]:
        """The modules of both sides; one that both name belongs to the side that names it more closely."""
        mine, others = self.sources[source], self.targets[target]
        if is_at_or_below(others.name, mine.name):
            return mine.modules - others.modules, others.modules
        return mine.modules, others.modules - mine.modules if is_at_or_below(mine.name, others.name) else others.modules


def ban_of(forbidden: Forbidden, imports: Imports, strict: bool) -> Ban:
    """The sides of a contract; `imports` has what `to` names outside of the repository."""
    graph = imports.graph
    sources = _sides(graph, forbidden.source, forbidden.descendants)
    targets = _sides(graph, forbidden.target, forbidden.descendants)
    outside = [Side(text, True, {imports.outside(index)}) for index, text in enumerate(forbidden.target)]
    return Ban(sources, targets + outside, forbidden.descendants, strict)


def _sides(graph: ImportGraph, patterns: Sequence[str], descendants: bool) -> list[Side]:
    exact = set(patterns)
    names = {name for text in patterns for name in ([text] if "*" not in text else graph.packages(Pattern(text)))}
    found = []
    for name in sorted(names):
        pattern = Pattern(name)
        modules = graph.covered([pattern]) if descendants else set(graph.matching(pattern))
        if modules:
            found.append(Side(name, name in exact, modules))
    return found


def banned_chains(imports: Imports, ban: Ban, indirect: bool) -> Iterator[Told]:
    """The chains that a contract forbids, pair by pair; no two chains of a pair have an import in common.

    What a chain leads through is judged on its own: where the contract is not strict, a chain that comes by another source or
    target of the contract is left out.
    """
    everywhere = set().union(*(side.modules for side in ban.targets))
    if not leads_to(imports.edges, set().union(*(side.modules for side in ban.sources)), everywhere, indirect):
        return
    marks: dict[int, int] = {}
    for index, side in enumerate(ban.targets):
        for module in side.modules:
            marks[module] = marks.get(module, 0) | 1 << index
    reach = Reach(imports.edges, marks, through=True)
    pairs = [
        (number, index)
        for number, source in enumerate(ban.sources)
        for index in bits_of(reach.of_all(source.modules))
        if ban.holds_for(source, ban.targets[index])
    ]
    judged = _Judged(ban)
    most = 0 if not indirect else 1 if len(pairs) > MANY else MOST_CHAINS
    chains = (
        chain
        for source, target in pairs
        for chain in separate_chains(imports.edges, *ban.apart(source, target), judged.elsewhere(source, target), most)
    )
    yield from telling(chains) if len(pairs) > MANY else map(Told, dict.fromkeys(map(tuple, chains)))


class _Judged:
    """The modules whose own pairs a contract speaks of, so that no chain need lead through them."""

    def __init__(self, ban: Ban) -> None:
        self._ban = ban
        self._all = set().union(*(side.modules for side in (*ban.sources, *ban.targets)))
        self._free_sources = cache(self._no_source_for)
        self._free_targets = cache(self._no_target_for)

    def elsewhere(self, source: int, target: int) -> Set[int]:
        """Those that belong to other pairs than this one; a pair that the contract does not speak of judges nothing."""
        if self._ban.strict:
            return frozenset()
        free = self._free_sources(target) | self._free_targets(source)
        return self._all - free if free else self._all

    def _no_source_for(self, target: int) -> set[int]:
        ban, side = self._ban, self._ban.targets[target]
        return set().union(*(each.modules for each in ban.sources if each.name != side.name and not ban.holds_for(each, side)))

    def _no_target_for(self, source: int) -> set[int]:
        ban, side = self._ban, self._ban.sources[source]
        return set().union(*(each.modules for each in ban.targets if each.name != side.name and not ban.holds_for(side, each)))
