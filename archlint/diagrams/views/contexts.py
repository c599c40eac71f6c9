"""The context map: bounded contexts, and how they relate, in the words of domain-driven design."""

from __future__ import annotations

from archlint.diagrams.view import Card, Edge, ViewGraph
from archlint.diagrams.views.selection import Selection
from archlint.model import Architecture, Relation

_SYMMETRIC = ("partnership", "shared-kernel", "separate-ways")


def contexts_view(model: Architecture, shown: Selection, *, id: str, title: str) -> ViewGraph:  # noqa: A002
    """The contexts of a selection with their relations, upstream to downstream."""
    return ViewGraph(
        id=id,
        title=title,
        kind="contexts",
        subtitle="Bounded contexts and how they relate" if model.context_map else "Bounded contexts",
        cards=tuple(_card(model, name) for name in shown.contexts),
        groups=(),
        edges=tuple(
            _edge(relation, index)
            for index, relation in enumerate(model.context_map)
            if relation.source in shown.contexts and relation.target in shown.contexts
        ),
    )


def _card(model: Architecture, name: str) -> Card:
    context = model.contexts[name]
    members = [each.name or key for key, each in model.components.items() if each.context == name]
    more = f", and {len(members) - 4} more" if len(members) > 4 else ""
    lines = (context.owner or "", ", ".join(members[:4]) + more)
    return Card(
        id=name,
        title=context.name or name,
        kind="context",
        lines=tuple(line for line in lines if line),
        badge=f"{context.subdomain} subdomain" if context.subdomain else "",
        note=context.purpose,
    )


def _edge(relation: Relation, index: int) -> Edge:
    symmetric = relation.pattern in _SYMMETRIC
    because = f". {relation.because}" if relation.because else ""
    carried = f", {', '.join(relation.contracts)}" if relation.contracts else ""
    return Edge(
        id=f"relation-{index + 1}",
        source=relation.source,
        target=relation.target,
        label=relation.pattern,
        contracts=relation.contracts,
        dashed=relation.pattern == "separate-ways",
        ends=None if symmetric else ("U", "D"),
        arrow=False,
        note=f"{relation.source} to {relation.target}: {relation.pattern}{carried}{because}",
    )
