"""Modules that do not import each other."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.facts import ImportGraph, Pattern
from archlint.model import Independent
from archlint.rules.chains import and_as_many, and_others, described, identity_of, place_to_cut, reason, steps_of
from archlint.rules.groups import Breach, breaches
from archlint.rules.imports import Imports
from archlint.rules.types import Found, Option, Rule, Subject

RULE = Rule(
    id="independence",
    principle="bounded-contexts",
    severity="error",
    summary="Modules that are to be independent do not import each other, directly or through others.",
    why="""\
Plugins, features and domains stay small as long as each can be changed, tested and taken out without
the others. One import between two of them, or a helper that one of them shares with another by way of
a third module, makes them one. What both need belongs below them, and where one has to call another,
an outer module that knows both can bring them together. A chain through a third of the modules is the
business of its own imports. Where more than 100 pairs are tied, there is one finding for each pair that
is tied directly, and one for each import that chains end with, since that is the one to cut.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
code:
  independent:
    plugins: {modules: [shop.plugins.*]}
=== shop/plugins/paypal.py ===
from shop.plugins import invoice  # <- here
=== shop/plugins/invoice.py ===
from shop import tools  # <- here
=== shop/plugins/voucher.py ===
=== shop/tools.py ===
import shop.plugins.voucher
""",
    good="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
code:
  independent:
    plugins: {modules: [shop.plugins.*]}
=== shop/plugins/paypal.py ===
from shop import tools
=== shop/plugins/invoice.py ===
from shop import tools
=== shop/tools.py ===
=== shop/main.py ===
from shop.plugins import invoice, paypal
""",
    options=(
        Option("code.independent.<id>.modules", "each with all below it; `*` and `**` stand for every module that they match"),
        Option(
            "code.independent.<id>.indirect", "whether a chain of imports counts", "on: a chain ties them together just the same"
        ),
        Option("code.independent.<id>.type_checking", "whether imports under TYPE_CHECKING count", "on: they are dependencies too"),
        Option(
            "code.independent.<id>.exceptions",
            "imports that are let pass, each with a reason and an owner; `a.b` is that module alone, `a.b.**` all below it",
        ),
    ),
    contracts=True,
)


def find(subject: Subject) -> Iterator[Found]:
    """Imports, and chains of them, between modules that are to be independent."""
    code = subject.model.code
    for name, contract in code.independent.items() if code else ():
        imports = Imports(subject.contract_graph, contract)
        groups = _groups(contract, imports.graph)
        everyone = (1 << len(groups)) - 1
        barred = {index: everyone ^ 1 << index for index in range(len(groups))}
        names = list(groups)
        for breach in breaches(imports, list(groups.values()), barred, contract.indirect):
            yield _found(name, contract, imports, names, breach)


def _groups(contract: Independent, graph: ImportGraph) -> dict[str, set[int]]:
    """The modules of each package that the contract names; of nested ones the inner has what is in both."""
    found: dict[str, set[int]] = {}
    taken: set[int] = set()
    names = {name for text in contract.modules for name in graph.packages(Pattern(text))}
    for name in sorted(names, key=lambda name: (-name.count("."), name)):
        found[name] = graph.covered([Pattern(name)]) - taken
        taken |= found[name]
    return found


def _found(name: str, contract: Independent, imports: Imports, names: list[str], breach: Breach) -> Found:
    graph = imports.graph
    hops = imports.hops(breach.route.chain)
    how = "imports" if len(hops) == 1 else "reaches"
    path = described(graph, hops) + and_others(imports, breach.route) + and_as_many(breach.others)
    message = (
        f"'{names[breach.source]}' {how} '{names[breach.target]}', of which '{name}' keeps it independent"
        f"{reason(contract.because)}: {path}; move what both need below them, or let an outer module bring them together"
    )
    place, identity = place_to_cut(graph, hops, breach.others), identity_of(graph, hops, breach.others)
    return Found(place, name, message, steps_of(graph, hops), identity)
