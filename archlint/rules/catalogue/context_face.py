"""Other contexts come in through the face."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.errors import Place
from archlint.rules.context_code import crossings, is_public
from archlint.rules.types import Found, Option, Rule, Subject

RULE = Rule(
    id="context-face",
    principle="bounded-contexts",
    severity="error",
    summary="Code of one bounded context imports another context only through its public face.",
    why="""\
A context that is imported past its face cannot change its inside: every module has become a promise.
The face is the small set of modules that it keeps stable for others. Modules outside of every context
(a composition root, tests) may import what they need.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
contexts:
  sales: {code: {modules: [shop.sales], face: [shop.sales.api]}}
  delivery: {code: {modules: [shop.delivery]}}
context_map:
  - {from: sales, to: delivery, pattern: customer-supplier}
=== shop/sales/__init__.py ===
=== shop/sales/api.py ===
from shop.sales import tables
=== shop/sales/tables.py ===
=== shop/delivery.py ===
from shop.sales.api import orders
from shop.sales import tables  # <- here
""",
    good="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
contexts:
  sales: {code: {modules: [shop.sales], face: [shop.sales]}}
  delivery: {code: {modules: [shop.delivery]}}
context_map:
  - {from: sales, to: delivery, pattern: customer-supplier}
=== shop/sales/__init__.py ===
from shop.sales.orders import orders
=== shop/sales/orders.py ===
def orders(): ...
=== shop/delivery.py ===
from shop.sales import orders
""",
    options=(
        Option(
            "contexts.<id>.code.face",
            "the modules that other contexts may import, each with all below it; a top package of the context that is named here "
            "offers only itself",
        ),
    ),
)


def find(subject: Subject) -> Iterator[Found]:
    """Imports past a context's face."""
    graph = subject.graph
    for crossing in crossings(subject.model, graph):
        code = subject.model.contexts[crossing.target].code
        module, imported = graph.modules[crossing.importer], graph.name(crossing.imported)
        if code is None or is_public(code, imported):
            continue
        past = [each for each in crossing.edge(graph).imports if not (graph.is_offered(each) and is_public(code, each.module))]
        face = ", ".join(code.face)
        message = (
            f"'{crossing.source}' imports '{imported}', which is inside of '{crossing.target}'; "
            f"use its face ({face}) or let it offer this there"
        )
        for each in past[:1]:
            yield Found(
                Place(module.path, each.line, each.column), crossing.target, message, identity=f"{module.name} -> {imported}"
            )
