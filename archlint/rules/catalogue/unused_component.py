"""A component takes part in something."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.rules.types import Found, Rule, Subject

RULE = Rule(
    id="unused-component",
    principle="model",
    severity="warning",
    summary="Every component takes part in an interaction.",
    why="""\
How the components interact is one of the five things that an architecture must give. A component that
no interaction touches is either dead, or the model keeps silent about how it is used.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
components:
  customer: {kind: actor}
  orders: {kind: service}
  archive: {kind: store}  # <- here
interactions:
  - {id: order, from: customer, to: orders, protocol: https, style: sync}
""",
    good="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
components:
  orders: {kind: service}
  archive: {kind: store}
interactions:
  - {id: keep, from: orders, to: archive, protocol: sql, style: sync}
""",
)


def find(subject: Subject) -> Iterator[Found]:
    """Components that no interaction touches."""
    used = {name for each in subject.model.interactions for name in (each.source, each.target)}
    for name, component in subject.model.components.items():
        if name not in used:
            message = f"no interaction touches the {component.kind} '{name}'; add how it is used, or take it out"
            yield Found(subject.at("components", name), name, message)
