"""Imports that must not be."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.model import Forbidden
from archlint.rules.chains import Told, and_as_many, described, identity_of, place_to_cut, reason, steps_of
from archlint.rules.forbidden_contract import ban_of, banned_chains
from archlint.rules.imports import Imports
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
        Option("code.forbidden.<id>.descendants", "whether the modules below those named are meant too", "on, as with packages"),
        Option("code.forbidden.<id>.type_checking", "whether imports under TYPE_CHECKING count", "on: they are dependencies too"),
        Option(
            "code.forbidden.<id>.exceptions",
            "imports that are let pass, each with a reason and an owner; `a.b` is that module alone, `a.b.**` all below it",
        ),
    ),
    contracts=True,
)


def find(subject: Subject) -> Iterator[Found]:
    """Imports, and chains of them, that a contract forbids."""
    code = subject.model.code
    for name, forbidden in code.forbidden.items() if code else ():
        imports = Imports(subject.contract_graph, forbidden, outside=forbidden.target, whole=subject.is_borrowed)
        ban = ban_of(forbidden, imports, subject.is_borrowed)
        for told in banned_chains(imports, ban, forbidden.indirect):
            yield _found(name, forbidden, imports, told)


def _found(name: str, forbidden: Forbidden, imports: Imports, told: Told) -> Found:
    graph = imports.graph
    hops = imports.hops(told.chain)
    first, last = hops[0], hops[-1]
    how = "imports" if len(hops) == 1 else "reaches"
    path = "" if len(hops) == 1 else f" ({described(graph, hops)}{and_as_many(told.others)})"
    message = (
        f"'{graph.name(first.source)}' {how} '{last.target}'{path}, which '{name}' forbids{reason(forbidden.because)}"
        "; say what is needed in a protocol and let an outer module implement it"
    )
    place, identity = place_to_cut(graph, hops, told.others), identity_of(graph, hops, told.others)
    return Found(place, name, message, steps_of(graph, hops), identity)
