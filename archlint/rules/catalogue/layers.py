"""A layer imports only what stands below it."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.facts import ImportGraph
from archlint.rules.chains import Chain, Imports, Told, and_others, broken_chains, described, place_of, steps_of, telling
from archlint.rules.layer_contract import Member, containers, members, strangers
from archlint.rules.types import Found, Option, Rule, Subject

RULE = Rule(
    id="layers",
    principle="layering",
    severity="error",
    summary="A layer imports only what stands below it, directly and through modules that are in no layer.",
    why="""\
A layer that knows what stands above it cannot be understood, tested or reused without it, and the two
can only change together. Imports under TYPE_CHECKING and inside functions count too: they make the code
depend on the upper layer just the same. A chain through modules outside of the layers counts; a chain
through a third layer does not, since its own import is the one to judge.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
code:
  layers:
    house: {within: shop, order: [web, core]}
=== shop/__init__.py ===
=== shop/web.py ===
from shop import core
=== shop/core.py ===
from shop.web import session  # <- here
from shop import helpers  # <- here
=== shop/helpers.py ===
import shop.web
""",
    good="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
code:
  layers:
    house: {within: shop, order: [web, {siblings: [core, billing]}, (db)]}
=== shop/__init__.py ===
=== shop/web.py ===
from shop import core, helpers
=== shop/core.py ===
from shop import helpers
=== shop/billing.py ===
=== shop/helpers.py ===
import json
""",
    options=(
        Option(
            "code.layers.<id>.within",
            "the package whose parts are the layers; `*` makes a contract for each package that it matches",
        ),
        Option(
            "code.layers.<id>.order",
            "top first; a name in parentheses may be missing; `siblings` stand on one level",
            "by default siblings are independent, as in a bounded context each",
        ),
        Option("code.layers.<id>.exhaustive", "every part of `within` must be a layer", "off, so that a contract can begin small"),
        Option(
            "code.layers.<id>.exceptions",
            "imports that are let pass, each with a reason and an owner; `a.b` is that module alone, `a.b.**` all below it",
        ),
    ),
)


def find(subject: Subject) -> Iterator[Found]:
    """Imports, and chains of them, against the order of the layers; parts of a package that an exhaustive contract leaves out."""
    code = subject.model.code
    for name, layers in code.layers.items() if code else ():
        imports = Imports(subject.graph, layers.exceptions)
        for container in containers(layers, subject.graph):
            yield from _breaches(name, members(layers, container, subject.graph), imports)
            if layers.exhaustive and container:
                for part in strangers(layers, container, subject.graph):
                    message = f"'{part}' is in no layer of '{name}'; give it its place in `order`, or move it into a layer"
                    yield Found(subject.at("code", "layers", name, "order"), name, message, identity=part)


def _breaches(contract: str, layer_of: dict[int, Member], imports: Imports) -> Iterator[Found]:
    by_member: dict[Member, set[int]] = {}
    for number, member in layer_of.items():
        by_member.setdefault(member, set()).add(number)
    for member, modules in by_member.items():
        barred = {number for other, numbers in by_member.items() if not member.may_import(other) for number in numbers}
        chains = broken_chains(imports, modules, barred.__contains__, lambda number: number not in layer_of) if barred else ()
        for told in telling(chains, lambda chain: _upper(layer_of, chain, imports.graph)):
            yield _found(contract, member, _upper(layer_of, told.chain, imports.graph), told, imports.graph)


def _upper(layer_of: dict[int, Member], chain: Chain, graph: ImportGraph) -> Member:
    """The layer that a chain leads to."""
    last = chain.hops[-1]
    ends = (number for number in graph.edges[last.source] if graph.name(number) == last.target)
    return next(layer_of[number] for number in ends if number in layer_of)


def _found(contract: str, member: Member, upper: Member, told: Told, graph: ImportGraph) -> Found:
    chain = told.chain
    last = chain.hops[-1]
    relation = "beside" if upper.level == member.level else "above"
    how = "imports" if len(chain.hops) == 1 else "reaches"
    path = described(graph, chain) + and_others(told.others)
    message = (
        f"layer '{member.name}' {how} '{upper.name}' {relation} it: {path}; move what is shared down, or pass it in from above"
    )
    identity = f"{graph.name(chain.hops[0].source)} -> {graph.name(last.source)} -> {last.target}"
    return Found(place_of(graph, chain.hops[0]), contract, message, steps_of(graph, chain.hops), identity)
