"""A whole repository in memory: what the templates make, its architecture.yaml, its pictures, and the record of all this."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from json import dumps
from pathlib import Path
from typing import Final, NamedTuple

from archlint.catalog import Entry
from archlint.errors import UserError
from archlint.model import FILE_NAME, Architecture, schema
from archlint.scaffold import pictures, record
from archlint.scaffold.assemble import home
from archlint.scaffold.compose import FILE_NAME as COMPOSE
from archlint.scaffold.compose import join_compose_files
from archlint.scaffold.piece import Piece, render_piece
from archlint.scaffold.questions import Answers
from archlint.scaffold.repository import render_repository
from archlint.scaffold.system import joint_model, neighbours
from archlint.scaffold.tree import File

SCHEMA_FILE: Final = "archlint.schema.json"  # where the first line of architecture.yaml leads an editor to
PICTURES: Final = "docs"


class Project(NamedTuple):
    """What `archlint new` puts into a folder.

    Attributes:
        architecture: the model.
        tree: all files by path, sorted.
        merged: those of them that a user may edit, and that an update therefore merges.
    """

    architecture: Architecture
    tree: dict[str, File]
    merged: dict[str, File]

    @property
    def commands(self) -> list[str]:
        """What one runs next: of `make test` and `make run` those that the project's Makefile has."""
        makefile = self.tree.get("Makefile", File(b"")).data
        return [f"make {goal}" for goal in ("test", "run") if re.search(rb"^%b\s*:" % goal.encode(), makefile, re.MULTILINE)]


def build(entry: Entry, answers: Answers) -> Project:
    """Render a repository of one component.

    Raises:
        ArchlintError: the pattern or its template is broken, or a name clashes.
    """
    return assemble([Piece(home(entry, answers), entry, answers)])


def assemble(pieces: Sequence[Piece], source: str | None = None, beside: Path | None = None) -> Project:
    """Render a repository of several components.

    Args:
        pieces: the components, in the model's order.
        source: the architecture.yaml that it is made from, where it is made from one.
        beside: the folder of that file: contracts and decisions that it names and no pattern makes are taken along from there.

    Raises:
        ArchlintError: a pattern or template is broken, or two components do not go together.
    """
    made = joint_model(pieces, source)
    drawn = {f"{PICTURES}/{name}": File(data) for name, data in pictures.draw(made.architecture).items()}
    tree: dict[str, File] = {}
    for order, piece in enumerate(pieces):
        _join(tree, render_piece(piece, order, neighbours(piece, pieces, made.architecture)), piece)
    tree = join_compose_files({piece.inside(COMPOSE): piece for piece in pieces}, tree)
    names = [path.removeprefix(f"{PICTURES}/") for path in drawn]
    tree = {**render_repository(pieces, made.architecture, tree, names), **tree}
    _take_along(tree, made.architecture, beside)
    merged = {**tree, FILE_NAME: File(made.text.encode())}
    own = {
        SCHEMA_FILE: File((dumps(schema(), indent=2, ensure_ascii=False) + "\n").encode()),
        record.FILE_NAME: File(record.pack(merged, source)),
        **drawn,
    }
    for path in (FILE_NAME, *own):
        if path in tree:
            raise UserError(f"the template makes {path}, which archlint makes itself; take it out of {pieces[0].entry.template}")
    return Project(made.architecture, dict(sorted({**merged, **own}.items())), dict(sorted(merged.items())))


def _join(tree: dict[str, File], more: Mapping[str, File], piece: Piece) -> None:
    """Put a component's files among the others; a contract that several components make is the same in each."""
    for path, file in more.items():
        if tree.get(path, file) != file:
            raise UserError(f"{path}: {piece.component} makes it, and so does another component, with another content")
        tree[path] = file


def _take_along(tree: dict[str, File], architecture: Architecture, beside: Path | None) -> None:
    """Contracts and decisions that the model names, and that stand beside the file that it came from."""
    if beside is None:
        return
    named = [each.file for each in architecture.contracts.values()]
    named += [each.file for each in architecture.decisions.values() if each.file]
    for path in named:
        file = beside / path
        if path not in tree and ".." not in Path(path).parts and file.is_file():
            try:
                tree[path] = File(file.read_bytes())
            except OSError as error:
                raise UserError(f"{file}: cannot be read: {error.strerror}") from None
