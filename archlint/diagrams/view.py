"""A view: what a picture shows, before anyone knows where it stands on the page. Plain data, the common ground of all stages."""

from __future__ import annotations

from msgspec import Struct


class Card(Struct, frozen=True):
    """A box: a component, a context of the context map, or a node that holds nothing."""

    id: str
    title: str
    kind: str
    """A component's kind, or `context` or `node`."""
    lines: tuple[str, ...] = ()
    """What stands under the title, technology first."""
    badge: str = ""
    """A short remark on a coloured plate, such as a release strategy."""
    icon: str = ""
    """The key of a picture in the icon table; empty: the glyph of the kind."""
    group: str = ""
    """The innermost group around the card; empty: none."""
    note: str = ""
    """One sentence for tooltips and screen readers."""


class Group(Struct, frozen=True):
    """A frame around cards and other groups."""

    id: str
    title: str
    kind: str
    """`context`, `target` or `node`."""
    parent: str = ""
    remark: str = ""
    """What stands in grey behind the title."""


class Edge(Struct, frozen=True):
    """A line from one card to another."""

    id: str
    source: str
    target: str
    label: str = ""
    """The protocol, or the pattern of a relation."""
    contracts: tuple[str, ...] = ()
    dashed: bool = False
    step: str = ""
    """In a flow: the number of the step, or several."""
    remark: str = ""
    """In a flow: the note of the step."""
    ends: tuple[str, str] | None = None
    """In a context map: the marks at both ends, in place of an arrow head."""
    arrow: bool = True
    note: str = ""
    """One sentence for tooltips and screen readers."""


class Line(Struct, frozen=True):
    """A line of text below the picture, by which it can be read aloud: the steps of a flow."""

    mark: str
    text: str
    depth: int = 0


class ViewGraph(Struct, frozen=True):
    """What one picture shows."""

    id: str
    """The name of its file, without the suffix."""
    title: str
    kind: str
    """`system`, `contexts`, `deployment` or `flow`."""
    subtitle: str
    cards: tuple[Card, ...]
    groups: tuple[Group, ...]
    edges: tuple[Edge, ...]
    lines: tuple[Line, ...] = ()
