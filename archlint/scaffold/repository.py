"""What stands once in a repository, around its components: the workflow, the index of decisions, what git and editors need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, Final

from archlint import __version__
from archlint.model import Architecture
from archlint.scaffold.piece import Piece
from archlint.scaffold.render import render
from archlint.scaffold.tree import File, Tree

_DECISIONS: Final = "docs/adr"


def render_repository(
    pieces: Sequence[Piece], architecture: Architecture, components: Tree, pictures: Sequence[str]
) -> dict[str, File]:
    """The files around the components, by path; none where no pattern asks for them.

    Args:
        pieces: the components.
        architecture: the whole model.
        components: the files of the components, which tell what the workflow can do with each.
        pictures: the file names of the pictures.

    Raises:
        UserError: the template is broken.
    """
    asking = [piece.entry for piece in pieces if piece.entry.repository is not None]
    if not asking:
        return {}
    template = asking[0].repository
    assert template is not None
    context: dict[str, Any] = {
        "archlint_version": __version__,
        "alone": len(pieces) == 1 and pieces[0].at_top,
        "at_top": any(piece.at_top for piece in pieces),
        "system": _system(architecture),
        "components": [_component(piece, architecture, components) for piece in pieces],
        "decisions": [_decision(name, each.title, each.status, each.file) for name, each in architecture.decisions.items()],
        "pictures": [{"file": name, "title": _title(name)} for name in sorted(pictures)],
    }
    return render(template, asking[0].shared, context)


def _system(architecture: Architecture) -> dict[str, Any]:
    system = architecture.system
    return {
        "id": system.id,
        "name": system.name or system.id,
        "purpose": system.purpose,
        "owners": list(system.owners),
    }


def _component(piece: Piece, architecture: Architecture, files: Mapping[str, File]) -> dict[str, Any]:
    component = architecture.components[piece.component]
    return {
        "id": piece.component,
        "path": piece.path,
        "pattern": piece.entry.name,
        "title": component.name or piece.component,
        "responsibility": component.responsibility,
        "image": piece.inside("Dockerfile") in files,
    }


def _decision(name: str, title: str, status: str, file: str | None) -> dict[str, Any]:
    if file is None:
        return {"label": name, "link": "", "title": title, "status": status}
    path = PurePosixPath(file)
    link = path.name if path.parent == PurePosixPath(_DECISIONS) else "../" * len(PurePosixPath(_DECISIONS).parts) + file
    label = path.stem.partition("-")[0] if path.parent == PurePosixPath(_DECISIONS) else name
    return {"label": label, "link": link, "title": title, "status": status}


def _title(picture: str) -> str:
    kind, _, rest = PurePosixPath(picture).stem.partition("-")
    return f"{kind}: {rest.replace('-', ' ')}" if rest else kind
