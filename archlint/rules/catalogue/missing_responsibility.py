"""Every component that the team builds or runs says what it is there for."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.rules.kinds import RUN_KINDS
from archlint.rules.types import Found, Rule, Subject

RULE = Rule(
    id="missing-responsibility",
    principle="single-responsibility",
    severity="warning",
    summary="A component that the team builds or runs says which one thing it is there for.",
    why="""\
A responsibility in one sentence is the first of the five things that an architecture must give its
team. Without it nobody can tell what belongs into the component and what does not, and it grows by
whatever comes next. Actors, external systems and clients outside of every context are not the team's to
explain.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
components:
  orders: {kind: service}  # <- here
""",
    good="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
components:
  customer: {kind: actor}
  orders: {kind: service, responsibility: Take orders.}
""",
)


def find(subject: Subject) -> Iterator[Found]:
    """Components without a responsibility."""
    for name, component in subject.model.components.items():
        ours = component.kind in RUN_KINDS or (component.kind == "client" and component.context is not None)
        if ours and not component.responsibility.strip():
            message = f"the {component.kind} '{name}' has no responsibility; say in one sentence what it is there for"
            yield Found(subject.at("components", name), name, message)
