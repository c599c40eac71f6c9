"""Contexts that depend on each other say so."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.errors import Place
from archlint.facts import Edge
from archlint.rules.context_code import crossings
from archlint.rules.types import Found, Rule, Step, Subject

RULE = Rule(
    id="undeclared-context-dependency",
    principle="bounded-contexts",
    severity="error",
    summary="Code of one bounded context imports another one only where the context map relates the two.",
    why="""\
The context map is the agreement between teams: who is upstream, and under which pattern. An import
between contexts that it does not relate is a dependency that nobody agreed on; contexts that go
`separate-ways` have agreed on having none. There is one finding for each pair of contexts, and its
steps list the imports.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
contexts:
  sales: {code: {modules: [shop.sales]}}
  delivery: {code: {modules: [shop.delivery]}}
=== shop/sales.py ===
=== shop/delivery.py ===
import json
from shop import sales  # <- here
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
=== shop/delivery.py ===
from shop import sales
""",
)


def find(subject: Subject) -> Iterator[Found]:
    """Pairs of contexts with imports and without a relation."""
    related = {frozenset((each.source, each.target)) for each in subject.model.context_map if each.pattern != "separate-ways"}
    apart = {frozenset((each.source, each.target)) for each in subject.model.context_map if each.pattern == "separate-ways"}
    undeclared: dict[tuple[str, str], list[Edge]] = {}
    for crossing in crossings(subject.model, subject.graph):
        if frozenset((crossing.source, crossing.target)) not in related:
            undeclared.setdefault((crossing.source, crossing.target), []).append(crossing.edge(subject.graph))
    for (source, target), edges in undeclared.items():
        agreed = "are to go separate ways" if frozenset((source, target)) in apart else "are not related in the context map"
        steps = tuple(_step(subject, edge) for edge in edges)
        more = f" ({len(edges)} imports)" if len(edges) > 1 else ""
        advice = f"declare how they relate (from: {target}, to: {source}) or cut the import"
        message = f"'{source}' imports '{target}'{more}, but the two {agreed}; {advice}"
        place = Place(steps[0].path, steps[0].line, steps[0].column)
        yield Found(place, source, message, steps if len(steps) > 1 else (), f"{source} -> {target}")


def _step(subject: Subject, edge: Edge) -> Step:
    module, first = subject.graph.modules[edge.source], edge.imports[0]
    return Step(module.path, first.line, first.column, f"{module.name} imports {subject.graph.name(edge.target)}")
