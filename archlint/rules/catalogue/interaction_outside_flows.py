"""The process flows cover the interactions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archlint.model import Step
from archlint.rules.types import Found, Rule, Subject

RULE = Rule(
    id="interaction-outside-flows",
    principle="model",
    severity="warning",
    summary="Every interaction is a step of some process flow.",
    why="""\
The process flow, and the data flow that follows from it, is one of the five things that an architecture
must give. An interaction that no flow uses has no story: nobody can say what triggers it or what comes
of it. A model without any flow gets one finding.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
components:
  customer: {kind: actor}
  orders: {kind: service}
interactions:
  - {id: order, from: customer, to: orders, protocol: https, style: sync}
  - {id: cancel, from: customer, to: orders, protocol: https, style: sync}  # <- here
flows:
  buy:
    steps:
      - use: order
""",
    good="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
components:
  customer: {kind: actor}
  orders: {kind: service}
interactions:
  - {id: order, from: customer, to: orders, protocol: https, style: sync}
flows:
  buy:
    trigger: A customer presses buy
    steps:
      - use: order
""",
)


def find(subject: Subject) -> Iterator[Found]:
    """Interactions that no flow uses, or one finding where there is no flow at all."""
    model = subject.model
    if model.interactions and not model.flows:
        message = "no process flow is described; add one under `flows`, with its trigger and its interactions as steps"
        yield Found(subject.at("interactions"), model.system.id, message)
        return
    used = {name for flow in model.flows.values() for name in _used(flow.steps)}
    for index, interaction in enumerate(model.interactions):
        if interaction.id not in used:
            ends = f"{interaction.source} → {interaction.target}"
            message = f"no flow uses '{interaction.id}' ({ends}); add it to the flow that it belongs to"
            yield Found(subject.at("interactions", index), interaction.id, message)


def _used(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        if step.use is not None:
            yield step.use
        yield from _used(step.any)
        yield from _used(step.all)
