"""A decision that is cited is on record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archlint.model import Architecture
from archlint.rules.types import Found, Rule, Subject

RULE = Rule(
    id="unrecorded-decision",
    principle="model",
    severity="warning",
    summary="A decision that a reason cites is recorded under `decisions`.",
    why="""\
`because: ADR-0003` is only a reason if somebody can read ADR-0003. Record the decision with its title
and status, and best with the file that tells its story.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
components:
  orders:
    kind: service
    technology: {choice: FastAPI, because: ADR-0001}  # <- here
""",
    good="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
components:
  orders:
    kind: service
    technology: {choice: FastAPI, because: ADR-0001}
decisions:
  ADR-0001: {title: FastAPI for services}
""",
)


_CITATION = re.compile(r"\b(?:[\w-]+\.)*ADR-\d+\b")


def find(subject: Subject) -> Iterator[Found]:
    """Decisions that are cited and not recorded, each at its first citation."""
    seen = set(subject.model.decisions)
    for keys, because in _reasons(subject.model):
        for decision in _CITATION.findall(because):
            if decision not in seen:
                seen.add(decision)
                message = f"{decision} is not recorded; add it under `decisions`, with its title, or give the reason here"
                yield Found(subject.at(*keys), decision, message, identity=decision)


def _reasons(model: Architecture) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every reason in a model, with the keys that lead to it."""
    for index, relation in enumerate(model.context_map):
        yield ("context_map", index, "because"), relation.because
    for name, component in model.components.items():
        if component.technology is not None:
            yield ("components", name, "technology", "because"), component.technology.because
    if model.code is None:
        return
    for name, layers in model.code.layers.items():
        for index, exception in enumerate(layers.exceptions):
            yield ("code", "layers", name, "exceptions", index, "because"), exception.because
    for name, forbidden in model.code.forbidden.items():
        yield ("code", "forbidden", name, "because"), forbidden.because
        for index, exception in enumerate(forbidden.exceptions):
            yield ("code", "forbidden", name, "exceptions", index, "because"), exception.because
