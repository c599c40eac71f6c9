"""A repository of several components: which there are, out of a model, and the model that they make together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Final

import msgspec

from archlint.catalog import Catalog, Entry
from archlint.errors import ArchlintError, Place, UserError
from archlint.model import FILE_NAME, Architecture, Document, ModelError, Scaffold, dump, load, parse, save, to_plain
from archlint.scaffold.assemble import Model, fragment, home, model
from archlint.scaffold.fill import fill
from archlint.scaffold.fit import fit
from archlint.scaffold.merge import plain
from archlint.scaffold.piece import TOP, Neighbour, Piece
from archlint.scaffold.questions import Given, answer

_FOLDER: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_PACKAGE: Final = "package"


def open_system(path: Path, catalog: Catalog) -> tuple[list[Piece], str, Path]:
    """Read an architecture.yaml that a repository is to be made from.

    Returns:
        The components that patterns make, the file's text, and the folder that it stands in.

    Raises:
        ArchlintError: it is no valid model, or none of its components names a pattern.
    """
    document = load(path)
    pieces = pieces_of(document, catalog)
    if not pieces:
        message = "none of its components says which pattern makes it: code: {path: services/forecast, scaffold: microservice}"
        raise UserError(message, Place(document.path))
    file = path / FILE_NAME if path.is_dir() else path
    return pieces, file.read_bytes().decode(), file.parent


def pieces_of(document: Document, catalog: Catalog) -> list[Piece]:
    """The components of a model that a pattern makes, in the model's order.

    What a pattern asks and the model says is answered by the model: a component's id is its `name`, its context the `context`, and
    who owns it the `owner`. What neither the model nor the recorded answers say takes its default.

    Raises:
        UserError: a pattern that is not there, an answer that does not do, or a folder that is not free; at its line.
    """
    pieces: list[Piece] = []
    for component_id, component in document.architecture.components.items():
        scaffold = component.code.scaffold if component.code else None
        if component.code is None or scaffold is None:
            continue
        keys = ("components", component_id, "code")
        name, recorded = (scaffold.pattern, scaffold.answers) if isinstance(scaffold, Scaffold) else (scaffold, {})
        try:
            entry = catalog.get(name)
        except UserError as error:
            raise UserError(error.message, document.place(*keys, "scaffold")) from None
        path = folder(component.code.path, document.place(*keys, "path"))
        given = given_by_model(document.architecture, component_id, entry)
        for question, value in recorded.items():
            source = f"{document.place(*keys, 'scaffold', 'answers', question)}: {question}"
            given[question] = Given(value, source)
        answers = answer(entry, given, component_id, defaults=True)
        made = home(entry, answers)
        if made != component_id and path != TOP:
            message = f"these answers make the component '{made}'; leave out the answer to 'name', it is '{component_id}'"
            raise UserError(message, document.place(*keys, "scaffold"))
        pieces.append(Piece(made, entry, answers, path))  # one at the top may have another name in the model by now
    refuse_shared_ground(pieces, document)
    return pieces


def given_by_model(architecture: Architecture, component_id: str, entry: Entry) -> dict[str, Given]:
    """The answers that stand in a model already."""
    component = architecture.components.get(component_id)
    context_id = component.context if component else None
    context = architecture.contexts.get(context_id) if context_id else None
    owners = architecture.system.owners
    owner = (component.owner if component else None) or (context.owner if context else None) or (owners[0] if owners else None)
    said = {"name": component_id, "context": context_id, "owner": owner}
    asked = {question.id for question in entry.pattern.questions}
    return {key: Given(value, f"{key} of {component_id}") for key, value in said.items() if value and key in asked}


def folder(path: str, place: Place | None = None) -> str:
    """A component's folder in one form.

    Raises:
        UserError: it leads out of the repository, or its name is none that every system takes.
    """
    pure = PurePosixPath(path)
    if path.startswith("/") or not all(_FOLDER.fullmatch(part) for part in pure.parts):
        raise UserError(f"'{path}' is no folder inside the repository, such as services/forecast", place)
    return pure.as_posix()


def refuse_shared_ground(pieces: Sequence[Piece], document: Document) -> None:
    """Check that no two components want the same folder or the same Python package.

    Raises:
        UserError: two do; at the line of the later one.
    """
    folders: dict[str, Piece] = {}
    packages: dict[str, Piece] = {}
    for piece in pieces:
        place = document.place("components", piece.component, "code", "path")
        for path, other in folders.items():
            if TOP not in (path, piece.path) and (f"{piece.path}/").startswith(f"{path}/"):
                raise UserError(f"'{piece.path}' is the folder of {other.component} already, or in it; give each its own", place)
        folders[piece.path] = piece
        package = str(piece.answers.context.get(_PACKAGE, ""))
        if package and package in packages:
            raise UserError(f"the Python package '{package}' is that of {packages[package].component} too", place)
        packages[package] = piece


def neighbours(piece: Piece, pieces: Sequence[Piece], architecture: Architecture) -> list[Neighbour]:
    """The generated components that one has interactions to, in the model's order."""
    used = {each.target for each in architecture.interactions if each.source == piece.component}
    return [Neighbour(each.component, each.entry.name, each.answers.context) for each in pieces if each.component in used]


def joint_model(pieces: Sequence[Piece], source: str | None) -> Model:
    """The model of a repository.

    Args:
        pieces: its components.
        source: the architecture.yaml that the repository was made from, where it was made from one. What it says stands. A
            component that it does not know brings along what its pattern says of its surroundings.

    Raises:
        ArchlintError: a fragment is wrong, or the whole is no valid model.
    """
    fragments = {piece.component: fragment(piece.entry, piece.answers) for piece in pieces}
    top = next((piece for piece in pieces if piece.at_top), None)
    if source is None and top is not None and len(pieces) == 1:
        return model([fragments[top.component]])
    if source is None:
        start = to_plain(model([fragments[top.component]]).architecture) if top is not None else {}
    else:
        start = to_plain(parse(source).architecture)
    known = set(start.get("components", ()))
    own_deployments = bool(start.get("deployments"))
    for piece in pieces:
        if source is None and piece is top:
            continue
        described: Any = plain(fragments[piece.component])
        fitted = fit(described, piece, whole=piece.component not in known)
        if not own_deployments and piece.component in known:
            fitted["deployments"] = _only(fit(described, piece, whole=True).get("deployments", {}), known)
        start = fill(start, fitted)
        start["components"][piece.component]["code"]["scaffold"] = fitted["components"][piece.component]["code"]["scaffold"]
    return _validated(start, source)


def _only(deployments: Mapping[str, Any], components: set[str]) -> dict[str, Any]:
    """Deployments without what they say of components that the model does not have."""
    result = {}
    for name, deployment in deployments.items():
        nodes = [
            {key: [each for each in value if each in components] if key == "runs" else value for key, value in node.items()}
            for node in deployment.get("nodes", ())
        ]
        strategy = {key: value for key, value in deployment.get("strategy", {}).items() if key in components}
        result[name] = {**deployment, "nodes": nodes, "strategy": strategy}
    return result


def _validated(described: Mapping[str, Any], source: str | None) -> Model:
    try:
        architecture = msgspec.convert(described, Architecture)
        text = dump(architecture) if source is None else save(source, architecture)
        return Model(parse(text).architecture, text)
    except ModelError as error:
        lines = "\n".join(f"the model that the patterns make together: {problem.message}" for problem in error.problems)
        raise ArchlintError(lines) from None
    except msgspec.ValidationError as error:
        raise ArchlintError(f"the model that the patterns make together: {error}") from None
