"""Imports that must not be."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.facts import ImportGraph, Pattern
from archlint.model import Forbidden
from archlint.rules.chains import Imports, and_others, broken_chains, described, place_of, steps_of, telling
from archlint.rules.types import Found, Option, Rule, Subject

RULE = Rule(
    id="forbidden-import",
    principle="dependency-inversion",
    severity="error",
    summary="Modules do not import, directly or through others, what the model forbids them.",
    why="""\
A core that imports its framework, its database driver or another team's internals can no longer be
tested or replaced without them. The way out is a port: the core says what it needs, and the outer part
that knows the technology implements it. A chain through other modules counts like a direct import,
unless the contract says `indirect: false`.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
code:
  forbidden:
    pure-core: {from: [shop.core], to: [sqlalchemy], because: The core outlives its database}
=== shop/__init__.py ===
=== shop/core.py ===
import shop.tables  # <- here
=== shop/tables.py ===
from sqlalchemy import Table
""",
    good="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
code:
  forbidden:
    pure-core: {from: [shop.core], to: [sqlalchemy], because: The core outlives its database}
=== shop/__init__.py ===
=== shop/core.py ===
from typing import Protocol
=== shop/tables.py ===
from sqlalchemy import Table
from shop import core
""",
    options=(
        Option(
            "code.forbidden.<id>.from, to", "modules with all below them, `*` and `**` allowed; `to` may name external packages"
        ),
        Option(
            "code.forbidden.<id>.indirect",
            "whether a chain of imports counts",
            "on: a chain loads the forbidden module just the same",
        ),
        Option(
            "code.forbidden.<id>.exceptions",
            "imports that are let pass, each with a reason and an owner; `a.b` is that module alone, `a.b.**` all below it",
        ),
    ),
)


def find(subject: Subject) -> Iterator[Found]:
    """Imports, and chains of them, that a contract forbids."""
    code = subject.model.code
    for name, forbidden in code.forbidden.items() if code else ():
        yield from _breaches(subject, name, forbidden)


def _sides(graph: ImportGraph, sources: list[Pattern], targets: list[Pattern]) -> tuple[set[int], set[int]]:
    """The modules of both sides; one that both name (`from: [shop.core]`, `to: [shop]`) is where it is named more closely."""
    closeness = [
        {
            number: depth
            for depth, pattern in sorted((each.depth, each.text) for each in side)
            for number in graph.covered([Pattern(pattern)])
        }
        for side in (sources, targets)
    ]
    source, target = closeness
    return (
        {number for number, depth in source.items() if depth > target.get(number, -1)},
        {number for number, depth in target.items() if depth >= source.get(number, -1)},
    )


def _forbidden_name(barred: list[Pattern], target: str) -> str:
    """The name in `to` that an import runs into."""
    return next((pattern.text for pattern in barred if pattern.covers(target)), target)


def _breaches(subject: Subject, name: str, forbidden: Forbidden) -> Iterator[Found]:
    graph = subject.graph
    barred = [Pattern(target) for target in forbidden.target]
    sources, targets = _sides(graph, [Pattern(source) for source in forbidden.source], barred)
    chains = broken_chains(
        Imports(graph, forbidden.exceptions),
        sources,
        targets.__contains__,
        lambda _number: forbidden.indirect,
        lambda external: any(pattern.covers(external) for pattern in barred),
    )
    reason = forbidden.because.strip().rstrip(".")
    for chain, others in telling(chains, lambda chain: _forbidden_name(barred, chain.hops[-1].target)):
        first, last = chain.hops[0], chain.hops[-1]
        how = "imports" if len(chain.hops) == 1 else "reaches"
        path = "" if len(chain.hops) == 1 else f" ({described(graph, chain)}){and_others(others)}"
        message = (
            f"'{graph.name(first.source)}' {how} '{last.target}'{path}, which '{name}' forbids"
            + (f": {reason}" if reason else "")
            + "; say what is needed in a protocol and let an outer module implement it"
        )
        identity = f"{graph.name(first.source)} -> {graph.name(last.source)} -> {last.target}"
        yield Found(place_of(graph, first), name, message, steps_of(graph, chain.hops), identity)
