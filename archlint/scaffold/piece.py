"""A component to render: its pattern, its answers, and where in the repository it stands."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any, Final, NamedTuple

from archlint.catalog import Entry
from archlint.scaffold.clashes import refuse_clashes
from archlint.scaffold.questions import Answers
from archlint.scaffold.render import render
from archlint.scaffold.tree import File

TOP: Final = "."
SHARED_BY_FILE: Final = "contracts/"
_FIRST_PORT: Final = 8000


class Piece(NamedTuple):
    """One component of a repository.

    Attributes:
        component: its id in the model.
        entry: its pattern.
        answers: what the pattern asked.
        path: its folder, relative to the repository, with `/`; `.` for the repository itself.
    """

    component: str
    entry: Entry
    answers: Answers
    path: str = TOP

    @property
    def at_top(self) -> bool:
        """Whether the repository's folder is its own."""
        return self.path == TOP

    def inside(self, path: str) -> str:
        """A path of the component as one of the repository; contracts stand at its top, since components share them by file."""
        return path if self.at_top or path.startswith(SHARED_BY_FILE) else f"{self.path}/{path}"


class Neighbour(NamedTuple):
    """Another component that a component calls or reads from."""

    component: str
    pattern: str
    answers: dict[str, Any]


def render_piece(piece: Piece, order: int, uses: Sequence[Neighbour]) -> dict[str, File]:
    """The files of a component, by their paths in the repository.

    Args:
        piece: the component.
        order: its place among the repository's components, from 0, so that no two of them want the same port.
        uses: the generated components that it has interactions to.

    Raises:
        UserError: the template is broken, or the component's package hides another.
    """
    depth = 0 if piece.at_top else len(PurePosixPath(piece.path).parts)
    context = {
        **piece.answers.context,
        "path": piece.path,
        "to_root": "../" * depth,
        "alone": piece.at_top,
        "port": _FIRST_PORT + order,
        "uses": [each._asdict() for each in uses],
    }
    tree = render(piece.entry.template, piece.entry.shared, context)
    refuse_clashes(piece.entry, piece.answers.context, tree)
    return {piece.inside(path): file for path, file in tree.items()}
