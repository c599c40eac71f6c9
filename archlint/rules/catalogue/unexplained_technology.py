"""Which tool a component is built with, and why this one."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.rules.kinds import RUN_KINDS
from archlint.rules.types import Found, Rule, Subject

RULE = Rule(
    id="unexplained-technology",
    principle="model",
    severity="warning",
    summary="A component that the team builds or runs names its technology and the reason for it.",
    why="""\
Which tool for each component, and why, is one of the five things that an architecture must give. A
choice without its reason is made again at the next change of staff, or kept for no reason. The reason
may be a sentence or the id of a decision (ADR-0003). Actors, external systems and clients need no
technology; a client that names one also says why.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
components:
  orders:
    kind: service
    technology: {choice: FastAPI}  # <- here
  invoices: {kind: store}  # <- here
""",
    good="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
components:
  customer: {kind: actor}
  orders:
    kind: service
    technology: {choice: FastAPI, because: The team knows it and it writes the OpenAPI file, instead_of: [Flask]}
""",
)


def find(subject: Subject) -> Iterator[Found]:
    """Components without a technology, or without the reason for it."""
    for name, component in subject.model.components.items():
        technology = component.technology
        if technology is None:
            if component.kind in RUN_KINDS:
                message = f"the {component.kind} '{name}' names no technology; add `technology: {{choice: …, because: …}}`"
                yield Found(subject.at("components", name), name, message)
        elif not technology.because.strip() and component.kind not in ("actor", "external"):
            message = f"nothing says why '{name}' is built with {technology.choice}; add `because: …`, a reason or a decision's id"
            yield Found(subject.at("components", name, "technology"), name, message)
