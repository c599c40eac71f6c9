"""Data that cross a border are under a contract."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.rules.types import Found, Rule, Subject

RULE = Rule(
    id="uncontracted-interaction",
    principle="bounded-contexts",
    severity="warning",
    summary="An interaction that crosses contexts, or is asynchronous, carries a contract.",
    why="""\
Two contexts with different owners, and two sides of a queue, are released on different days. Only a
contract (an OpenAPI, AsyncAPI, Avro or JSON Schema file with a promise of compatibility) lets each of
them change without breaking the other. A synchronous call inside one context may do without.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
contexts:
  sales: {}
  delivery: {}
components:
  orders: {kind: service, context: sales}
  planner: {kind: service, context: delivery}
interactions:
  - {id: plan, from: orders, to: planner, protocol: https, style: sync}  # <- here
""",
    good="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
contexts:
  sales: {}
  delivery: {}
components:
  orders: {kind: service, context: sales}
  planner: {kind: service, context: delivery}
contracts:
  orders.v1: {format: openapi, file: contracts/orders.yaml}
interactions:
  - {id: plan, from: orders, to: planner, protocol: https, style: sync, carries: [orders.v1]}
""",
)


def find(subject: Subject) -> Iterator[Found]:
    """Interactions that need a contract and carry none."""
    components = subject.model.components
    for index, interaction in enumerate(subject.model.interactions):
        source, target = components[interaction.source].context, components[interaction.target].context
        crosses = source is not None and target is not None and source != target
        if interaction.carries or not (crosses or interaction.style == "async"):
            continue
        reason = f"goes from context '{source}' to '{target}'" if crosses else "is asynchronous"
        ends = f"{interaction.source} → {interaction.target}"
        message = f"'{interaction.id}' ({ends}) {reason} and carries no contract; name it in `carries`"
        yield Found(subject.at("interactions", index), interaction.id, message)
