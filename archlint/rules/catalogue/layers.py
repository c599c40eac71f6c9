"""A layer imports only what stands below it."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.model import Layers
from archlint.rules.chains import and_as_many, and_others, described, identity_of, place_to_cut, reason, steps_of
from archlint.rules.groups import breaches
from archlint.rules.imports import Imports
from archlint.rules.layer_contract import LayerName, barred, closed_between, containers, groups, layer_names, strangers
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
            "the packages whose parts are the layers; `*` makes a contract for each package that it matches",
        ),
        Option(
            "code.layers.<id>.order",
            "top first; a name in parentheses may be missing; `siblings` stand on one level; nobody reaches over `closed` ones",
            "by default siblings are independent, as in a bounded context each, and open",
        ),
        Option("code.layers.<id>.exhaustive", "every part of `within` must be a layer", "off, so that a contract can begin small"),
        Option("code.layers.<id>.unlayered", "the parts of `within` that `exhaustive` leaves alone"),
        Option("code.layers.<id>.type_checking", "whether imports under TYPE_CHECKING count", "on: they are dependencies too"),
        Option(
            "code.layers.<id>.exceptions",
            "imports that are let pass, each with a reason and an owner; `a.b` is that module alone, `a.b.**` all below it",
        ),
    ),
    contracts=True,
)


def find(subject: Subject) -> Iterator[Found]:
    """Imports, and chains of them, against the order of the layers; parts of a package that an exhaustive contract leaves out."""
    code = subject.model.code
    graph = subject.contract_graph
    for name, layers in code.layers.items() if code else ():
        imports = Imports(graph, layers)
        for container in containers(layers, graph):
            yield from _breaches(name, layers, container, imports)
            if layers.exhaustive and container:
                for part in strangers(layers, container, graph):
                    message = f"'{part}' is in no layer of '{name}'; give it its place in `order`, or move it into a layer"
                    yield Found(subject.at("code", "layers", name, "order"), name, message, identity=part)


def _breaches(contract: str, layers: Layers, container: str, imports: Imports) -> Iterator[Found]:
    names = list(layer_names(layers))
    for breach in breaches(imports, groups(layers, container, imports.graph), barred(layers)):
        layer, other = names[breach.source], names[breach.target]
        hops = imports.hops(breach.route.chain)
        how = "imports" if len(hops) == 1 else "reaches"
        where, advice = _relation(layer, other, names)
        path = described(imports.graph, hops) + and_others(imports, breach.route) + and_as_many(breach.others)
        message = f"layer '{layer.name}' {how} '{other.name}' {where}{reason(layers.because)}: {path}; {advice}"
        place, steps = place_to_cut(imports.graph, hops, breach.others), steps_of(imports.graph, hops)
        yield Found(place, contract, message, steps, identity_of(imports.graph, hops, breach.others))


def _relation(layer: LayerName, other: LayerName, names: list[LayerName]) -> tuple[str, str]:
    """Where another layer stands, and what to do about an import of it."""
    if other.level > layer.level:
        closed = closed_between(layer, other, names)
        return f"past '{closed.name if closed else ''}', which is closed", "go through the closed layer"
    where = "beside it" if other.level == layer.level else "above it"
    return where, "move what is shared down, or pass it in from above"
