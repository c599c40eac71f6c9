"""A generated repository brought to the installed templates: what it was made as, what it is, and what it would be, merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from archlint.catalog import Catalog
from archlint.errors import ArchlintError, Place, UserError
from archlint.model import FILE_NAME, Architecture, Document, ModelError, load, parse, save, to_plain
from archlint.scaffold import pictures, record
from archlint.scaffold.assemble import home
from archlint.scaffold.in_place import finish
from archlint.scaffold.merged_files import Files
from archlint.scaffold.model_merge import merge_models
from archlint.scaffold.piece import TOP, Piece
from archlint.scaffold.project import PICTURES, SCHEMA_FILE, Project, assemble
from archlint.scaffold.questions import Asker, Given, answer
from archlint.scaffold.record import Record
from archlint.scaffold.system import folder, given_by_model, pieces_of, refuse_shared_ground
from archlint.scaffold.tree import File

_FOLDER: Final = "services"


class NewComponent(NamedTuple):
    """A component that a repository shall have.

    Attributes:
        pattern: the pattern's name.
        name: the component's id.
        path: its folder; none: beside the others.
        given: the answers that came with the call.
        asker: asks for those that did not.
        defaults: whether a default will do for them.
    """

    pattern: str
    name: str
    path: str | None
    given: Mapping[str, Given]
    asker: Asker | None
    defaults: bool


class Update(NamedTuple):
    """What an update does to a repository.

    Attributes:
        tree: the files that it writes.
        removed: the files that the templates no longer make, and that nobody changed.
        conflicts: the files with places that a person must decide, marked as git marks them.
        notes: what a person should know, one line each.
    """

    tree: dict[str, File]
    removed: tuple[str, ...]
    conflicts: tuple[str, ...]
    notes: tuple[str, ...]


def update(root: Path, catalog: Catalog, added: Sequence[Piece] = ()) -> Update:
    """Work out an update; nothing of it is written, but an earlier change that was cut off is finished first.

    Args:
        root: the repository.
        catalog: the patterns with their templates.
        added: components that the repository shall have on top.

    Raises:
        ArchlintError: the repository was not generated, an earlier conflict is not resolved, or it cannot be rendered.
    """
    finish(root)
    document = load(root)
    before = _read_record(root)
    pieces = [*pieces_of(document, catalog), *added]
    refuse_shared_ground(pieces, document)
    if not pieces:
        raise UserError("no component of this model was made by a pattern, so there is nothing to update", Place(document.path))
    after = assemble(pieces, before.source)
    ancestors = _moved(before, document)
    files = Files(root)
    for path in sorted({*ancestors, *after.merged}):
        if path != FILE_NAME:
            files.merge(path, ancestors.get(path), after.merged.get(path))
    merged = _merged_model(before, document, after, files)
    files.own(_remade(merged, after))
    return Update(dict(sorted(files.tree.items())), tuple(files.removed), tuple(files.conflicts), tuple(files.notes))


def add_component(root: Path, catalog: Catalog, new: NewComponent) -> Update:
    """Work out what one more component makes of a repository; nothing is written, and what the user wrote stays.

    Raises:
        ArchlintError: the component is there already, an answer is missing or wrong, or the repository cannot take it.
    """
    finish(root)
    document = load(root)
    component = document.architecture.components.get(new.name)
    if component is not None and component.code is not None:
        raise UserError(f"'{new.name}' is a component with code already", document.place("components", new.name))
    entry = catalog.get(new.pattern)
    pieces = pieces_of(document, catalog)
    given = {**given_by_model(document.architecture, new.name, entry), **new.given}
    answers = answer(entry, given, new.name, new.asker, defaults=new.defaults)
    made = home(entry, answers)
    if made != new.name:
        raise UserError(f"these answers make the component '{made}'; leave out the answer to 'name', it is '{new.name}'")
    return update(root, catalog, [Piece(new.name, entry, answers, folder(new.path) if new.path else _beside(pieces, new.name))])


def _beside(pieces: Sequence[Piece], name: str) -> str:
    """A folder for a component beside those that are there."""
    parents = [piece.path.rpartition("/")[0] for piece in pieces if not piece.at_top]
    return f"{parents[-1]}/{name}".removeprefix("/") if parents else f"{_FOLDER}/{name}"


def _read_record(root: Path) -> Record:
    file = root / record.FILE_NAME
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        message = "is missing: it holds what archlint generated, which an update compares with; bring it back from version control"
        raise UserError(message, Place(str(file))) from None
    except OSError as error:
        raise UserError(f"cannot be read: {error.strerror}", Place(str(file))) from None
    return record.unpack(data, str(file))


def _moved(before: Record, document: Document) -> dict[str, File]:
    """The ancestors of the files, where a component's folder was renamed since, at their new places."""
    folders: dict[str, str] = {}
    if FILE_NAME in before.tree:
        for name, component in parse(before.tree[FILE_NAME].data).architecture.components.items():
            now = document.architecture.components.get(name)
            if component.code and component.code.scaffold and now is not None and now.code is not None:
                folders[component.code.path] = now.code.path
    result: dict[str, File] = {}
    for path, file in before.tree.items():
        old = next((old for old in folders if old != TOP and path.startswith(f"{old}/")), None)
        result[path if old is None else f"{folders[old]}{path.removeprefix(old)}"] = file
    return result


def _merged_model(before: Record, document: Document, after: Project, files: Files) -> Architecture:
    """The user's architecture.yaml with what the templates changed in theirs."""
    ours = document.architecture
    old = parse(before.tree[FILE_NAME].data).architecture if FILE_NAME in before.tree else ours
    plain, kept = merge_models(to_plain(old), to_plain(ours), to_plain(after.architecture))
    try:
        merged = msgspec.convert(plain, Architecture)
        text = files.text(FILE_NAME)
        saved = save(text, merged)
        parse(saved)
    except (ModelError, msgspec.ValidationError) as error:
        details = error.problems[0].message if isinstance(error, ModelError) else str(error)
        message = f"the newer templates and this model do not go together: {details}; nothing was changed"
        raise ArchlintError(f"{document.path}: {message}") from None
    if saved != text:
        files.tree[FILE_NAME] = File(saved.encode())
    files.notes += [f"{FILE_NAME}: {at}: yours is kept, the template has another" for at in kept if not at.endswith(".version")]
    return merged


def _remade(architecture: Architecture, after: Project) -> Mapping[str, File]:
    """What archlint alone writes: the schema, the record, and the pictures of the merged model."""
    made = {path: after.tree[path] for path in (SCHEMA_FILE, record.FILE_NAME)}
    return {**made, **{f"{PICTURES}/{name}": File(data) for name, data in pictures.draw(architecture).items()}}
