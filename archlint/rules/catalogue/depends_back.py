"""Dependencies between contexts follow the context map, from downstream to upstream."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.errors import Place
from archlint.facts import TYPING
from archlint.rules.code_kinds import is_test
from archlint.rules.context_code import Crossing, crossings
from archlint.rules.types import Found, Rule, Step, Subject

RULE = Rule(
    id="depends-back",
    principle="bounded-contexts",
    severity="warning",
    summary="A bounded context imports no code of its own consumers.",
    why="""\
The context map says who is upstream: a supplier, a host, the owner of a language. If its code imports
a context that is downstream of it, the arrow goes both ways, and neither team can change or release
without the other. Let the upstream context raise an event, or take what it needs as an interface of
its own that the downstream one implements; or say partnership, if the two really move together. There
is one finding for each pair of contexts, and its steps list the imports. A shared kernel that imports
its users counts as well: it must know neither. Imports under TYPE_CHECKING and those of tests do not.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
contexts:
  sales: {code: {modules: [shop.sales]}}
  delivery: {code: {modules: [shop.delivery]}}
context_map:
  - {from: sales, to: delivery, pattern: customer-supplier}
=== shop/sales.py ===
def order(): ...
def place():
    from shop.delivery import send  # <- here
    send()
=== shop/delivery.py ===
from shop.sales import order
def send(): ...
""",
    good="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
contexts:
  sales: {code: {modules: [shop.sales]}}
  delivery: {code: {modules: [shop.delivery]}}
context_map:
  - {from: sales, to: delivery, pattern: customer-supplier}
=== shop/sales.py ===
handlers = []
def place():
    for handle in handlers:
        handle()
=== shop/delivery.py ===
from shop.sales import handlers
def send(): ...
handlers.append(send)
""",
)


def find(subject: Subject) -> Iterator[Found]:
    """Pairs of contexts where the upstream one imports the downstream one."""
    graph = subject.graph
    downstream = {(each.source, each.target): each.pattern for each in subject.model.context_map}
    back = {
        pair: pattern
        for pair, pattern in downstream.items()
        if pattern not in ("partnership", "separate-ways") and pair[::-1] not in downstream
    }
    found: dict[tuple[str, str], list[Crossing]] = {}
    for crossing in crossings(subject.model, graph):
        pair = crossing.source, crossing.target
        is_running = graph.edges[crossing.importer][crossing.imported] != TYPING
        if pair in back and is_running and not is_test(graph.modules[crossing.importer]):
            found.setdefault(pair, []).append(crossing)
    for (source, target), several in found.items():
        steps = tuple(_step(subject, each) for each in several)
        more = f" ({len(steps)} imports)" if len(steps) > 1 else ""
        message = (
            f"'{source}' imports '{target}'{more}, which is downstream of it ({back[source, target]}); "
            f"let '{source}' raise an event or ask for an interface of its own, or declare a partnership"
        )
        place = Place(steps[0].path, steps[0].line, steps[0].column)
        yield Found(place, source, message, steps if len(steps) > 1 else (), f"{source} -> {target}")


def _step(subject: Subject, crossing: Crossing) -> Step:
    graph = subject.graph
    module = graph.modules[crossing.importer]
    first = next(each for each in crossing.edge(graph).imports if not each.type_checking)
    return Step(module.path, first.line, first.column, f"{module.name} imports {graph.name(crossing.imported)}")
