"""The pictures of a new project."""

from __future__ import annotations

from archlint.model import Architecture


def draw(architecture: Architecture) -> dict[str, bytes]:
    """The pictures of a model by file name."""
    from archlint.diagrams import draw_all

    return dict(draw_all(architecture))
