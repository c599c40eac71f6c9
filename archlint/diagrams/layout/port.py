"""What the layout asks of an engine."""

from __future__ import annotations

from typing import Protocol

from archlint.errors import ArchlintError


class LayoutError(ArchlintError):
    """The engine could not lay out a picture, or left out a part of it."""


class LayoutPort(Protocol):
    """An engine that gives the parts of a DOT graph their places."""

    @property
    def version(self) -> str:
        """The engine with its version: same version and same text, same places."""

    def places(self, dot: str) -> bytes:
        """The graph as Graphviz's JSON, with `pos` and `bb` of its parts.

        Raises:
            LayoutError: the engine refuses the graph.
        """
