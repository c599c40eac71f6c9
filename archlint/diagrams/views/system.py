"""The system view: every component in its context, and who uses whom."""

from __future__ import annotations

from archlint.diagrams.icons import Icons
from archlint.diagrams.view import ViewGraph
from archlint.diagrams.views.parts import component_card, context_group, interaction_edge, shorten
from archlint.diagrams.views.selection import Selection
from archlint.model import Architecture


def system_view(model: Architecture, shown: Selection, icons: Icons, *, id: str, title: str) -> ViewGraph:  # noqa: A002
    """The components of a selection in their contexts, actors and externals outside, with their interactions."""
    cards = []
    for name in shown.components:
        context = model.components[name].context
        cards.append(component_card(model, name, icons, group=f"context:{context}" if context else ""))
    frames = {card.group for card in cards}
    return ViewGraph(
        id=id,
        title=title,
        kind="system",
        subtitle=shorten(model.system.purpose),
        cards=tuple(cards),
        groups=tuple(context_group(model, name) for name in model.contexts if f"context:{name}" in frames),
        edges=tuple(interaction_edge(model, each) for each in model.interactions if each.id in shown.interactions),
    )
