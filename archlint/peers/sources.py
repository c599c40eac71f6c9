"""All that the contracts of another linter follow from, as one key: while it is the same, they need not be read again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

DOMAIN_FILE: Final = "tach.domain.toml"
PROJECT_FILES: Final = ("pyproject.toml", "setup.py", "requirements.txt")
_FILES: Final = {
    "import-linter": ("setup.cfg", ".importlinter", "pyproject.toml"),
    "tach": ("tach.toml", "pyproject.toml"),
}


def sources(folder: Path, tool: str) -> bytes:
    """The key for one linter's contracts in a folder."""
    parts = [data if (data := _bytes(folder / name)) is not None else b"-" for name in _FILES[tool]]
    if tool == "tach":
        for here, _, files in tree(folder):
            parts.append(here.encode("utf-8", "surrogatepass"))
            parts += [name.encode() for name in PROJECT_FILES if name in files]
            if DOMAIN_FILE in files:
                parts.append(_bytes(folder / here / DOMAIN_FILE) or b"-")
    return b"\0".join(b"%d %s" % (len(part), part) for part in parts)


def tree(top: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """The folders below one with their folders and files, relative and in order; what is taken off the folders is not entered."""
    start = len(os.fspath(top)) + 1
    for folder, folders, files in os.walk(top):
        folders[:] = sorted(name for name in folders if name[0] != "." and name not in ("node_modules", "__pycache__"))
        yield folder[start:].replace(os.sep, "/"), folders, files


def _bytes(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None
