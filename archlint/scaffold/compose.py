"""One compose file for a repository of several components, out of the one that each of them brings."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, Final

from archlint.errors import Place, UserError
from archlint.scaffold.piece import TOP, Piece
from archlint.scaffold.tree import File

FILE_NAME: Final = "compose.yaml"
_HEAD: Final = "# `docker compose up --build` runs the whole system on this machine.\n"


def join_compose_files(pieces: Mapping[str, Piece], tree: dict[str, File]) -> dict[str, File]:
    """Take the components' compose files out of a tree and put one for all of them at its top.

    Args:
        pieces: the components, by the paths of their compose files.
        tree: all files of all components; one of a component at the top that is the only one is left as it is.

    Raises:
        UserError: two components mean different things by the name of a service, volume or network.
    """
    found = {path: piece for path, piece in pieces.items() if path in tree}
    if not found or list(found) == [FILE_NAME]:
        return tree
    yaml = _round_trip()
    joined: Any = None
    owners: dict[tuple[str, str], str] = {}
    for path, piece in found.items():
        document = yaml.load(tree[path].data.decode())
        for section, entries in document.items():
            for name, entry in entries.items():
                _rebase(entry, piece.path)
                _refuse_difference(joined, section, name, entry, owners, piece)
                owners.setdefault((section, name), piece.component)
        joined = document if joined is None else _joined(joined, document)
    out = io.StringIO()
    yaml.dump(joined, out)
    text = out.getvalue()
    kept = any(piece.at_top for piece in found.values())  # its own comment at the top speaks of the whole
    rest = {path: file for path, file in tree.items() if path not in found}
    return {**rest, FILE_NAME: File((text if kept else _HEAD + _body(text)).encode())}


def _body(text: str) -> str:
    """The text without the comment at its top, which spoke of one component."""
    lines = text.splitlines(keepends=True)
    while lines and lines[0].startswith("#"):
        lines.pop(0)
    return "".join(lines)


def _round_trip() -> Any:
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _joined(first: Any, second: Any) -> Any:
    for section, entries in second.items():
        if section in first:
            for name, entry in entries.items():
                first[section].setdefault(name, entry)
        else:
            first[section] = entries
    return first


def _refuse_difference(
    joined: Any, section: str, name: str, entry: Any, owners: Mapping[tuple[str, str], str], piece: Piece
) -> None:
    if joined is not None and name in joined.get(section, {}) and joined[section][name] != entry:
        message = f"{owners[section, name]} and {piece.component} mean different things by '{name}' in {section}"
        raise UserError(f"{message}; rename one of them in the pattern {piece.entry.name}", Place(str(piece.entry.file)))


def _rebase(service: Any, folder: str) -> None:
    """Make a service's paths, which are relative to the component, relative to the repository."""
    if folder == TOP or not isinstance(service, dict):
        return
    build = service.get("build")
    if isinstance(build, str):
        service["build"] = _moved(build, folder)
    elif isinstance(build, dict) and isinstance(build.get("context"), str):
        build["context"] = _moved(build["context"], folder)
    for key in ("volumes", "env_file"):
        items = service.get(key)
        if isinstance(items, list):
            for index, item in enumerate(items):
                if isinstance(item, str) and item.startswith("./"):
                    items[index] = _moved(item, folder)
    if isinstance(service.get("file"), str):
        service["file"] = _moved(service["file"], folder)


def _moved(path: str, folder: str) -> str:
    if path.startswith("../"):  # a component's way out of its folder ends at the top
        return "./" + path.lstrip("./")
    return f"./{folder}" if path in (".", "./") else f"./{folder}/{path.removeprefix('./')}"
