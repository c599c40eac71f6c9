"""The flow view: the steps of a process, numbered, over the interactions that they use, with the data that go along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from archlint.diagrams.icons import Icons
from archlint.diagrams.view import Edge, Line, ViewGraph
from archlint.diagrams.views.parts import component_card, context_group, interaction_edge
from archlint.diagrams.views.selection import Selection
from archlint.model import Architecture, Step


class _Walk:
    """The numbers and notes of each interaction, and the steps as lines of text."""

    def __init__(self, model: Architecture, shown: Selection) -> None:
        self._interactions = {
            each.id: interaction_edge(model, each) for each in model.interactions if each.id in shown.interactions
        }
        self._names = {key: each.name or key for key, each in model.components.items()}
        self._used: dict[str, tuple[list[str], list[str]]] = {}
        self.lines: list[Line] = []

    def steps(self, steps: Iterable[Step], prefix: str = "", depth: int = 0) -> None:
        for index, step in enumerate(steps):
            number = _number(prefix, index)
            if step.use:
                self._use(step, number, depth)
                continue
            word = "One of these" if step.any else "Side by side"
            self.lines.append(Line(number, f"{word}{f': {step.note}' if step.note else ''}", depth))
            self.steps(step.any or step.all, number, depth + 1)

    def edges(self) -> Iterator[Edge]:
        """The interactions in the order of the steps, with the numbers and notes of these."""
        for name, (numbers, notes) in self._used.items():
            yield replace(self._interactions[name], step=", ".join(numbers), remark="; ".join(notes))

    def _use(self, step: Step, number: str, depth: int) -> None:
        edge = self._interactions.get(step.use or "")
        if edge is None:
            return
        numbers, notes = self._used.setdefault(edge.id, ([], []))
        numbers.append(number)
        if step.note and step.note not in notes:
            notes.append(step.note)
        carried = f": {', '.join(edge.contracts)}" if edge.contracts else ""
        note = f" ({step.note})" if step.note else ""
        self.lines.append(Line(number, f"{self._names[edge.source]} → {self._names[edge.target]}{carried}{note}", depth))


def _number(prefix: str, index: int) -> str:
    """1, 2, 3; in a group of step 3: 3a, 3b; in a group of 3a: 3a1, 3a2."""
    if not prefix or prefix[-1].isalpha():
        return f"{prefix}{index + 1}"
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return prefix + letters


def flow_view(model: Architecture, name: str, shown: Selection, icons: Icons, *, id: str, title: str) -> ViewGraph:  # noqa: A002
    """One flow: the components that take part, and its interactions with the numbers of their steps."""
    flow = model.flows[name]
    walk = _Walk(model, shown)
    walk.steps(flow.steps)
    edges = list(walk.edges())
    cards = []
    for component in dict.fromkeys(end for edge in edges for end in (edge.source, edge.target)):
        context = model.components[component].context
        cards.append(component_card(model, component, icons, group=f"context:{context}" if context else ""))
    frames = {card.group for card in cards}
    trigger = f"Starts when: {flow.trigger}" if flow.trigger else ""
    outcome = f"Ends with: {flow.outcome}" if flow.outcome else ""
    return ViewGraph(
        id=id,
        title=title,
        kind="flow",
        subtitle=". ".join(filter(None, (trigger.rstrip("."), outcome))),
        cards=tuple(cards),
        groups=tuple(context_group(model, key) for key in model.contexts if f"context:{key}" in frames),
        edges=tuple(edges),
        lines=tuple(walk.lines),
    )
