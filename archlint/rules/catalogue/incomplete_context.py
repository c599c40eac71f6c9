"""A bounded context has an owner and a language."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.rules.types import Found, Rule, Subject

RULE = Rule(
    id="incomplete-context",
    principle="bounded-contexts",
    severity="warning",
    summary="A bounded context names its owner and its language.",
    why="""\
A bounded context is the border within which one team's words have one meaning. Without an owner nobody
can decide about it, and without its terms nobody can tell whether a word that crosses the border still
means the same.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
contexts:
  sales: {owner: team-sales}  # <- here
""",
    good="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
contexts:
  sales:
    owner: team-sales
    language: {Order: What a customer has bound himself to buy}
""",
)


def find(subject: Subject) -> Iterator[Found]:
    """Contexts without an owner or without terms."""
    for name, context in subject.model.contexts.items():
        lacks = [what for what, value in (("owner", context.owner), ("language", context.language)) if not value]
        if lacks:
            advice = {"owner": "`owner: team-…`", "language": "`language: {Term: what it means here}`"}
            message = f"the context '{name}' has no {' and no '.join(lacks)}; add {' and '.join(advice[what] for what in lacks)}"
            yield Found(subject.at("contexts", name), name, message)
