"""The contracts that a repository has already, for another linter, in the words of our model.

One module a linter: its configuration in, contracts with the places of their parts out. `find` reads those of all, `read` of one.
"""

from __future__ import annotations

import os
from pathlib import Path

from archlint.model import Memory
from archlint.peers.sources import sources
from archlint.peers.types import Borrowed, Remark, recalled, remembered

__all__ = ["Borrowed", "Remark", "elsewhere", "find", "read"]

_MARKS = (  # a file and what it says where it configures one of them; most repositories need no more than this look
    ("import-linter", "setup.cfg", b"importlinter"),
    ("import-linter", ".importlinter", b"importlinter"),
    ("import-linter", "pyproject.toml", b"importlinter"),
    ("tach", "tach.toml", b""),
    ("tach", "pyproject.toml", b"tach"),
)

_SHARED = frozenset({"setup.cfg", "pyproject.toml"})  # are in each project for other reasons
_ASIDE = (
    ".",
    "_",
    "test",
    "example",
    "doc",
    "template",
    "fixture",
    "node_modules",
    "venv",
)  # hold data, or others' code


def find(folder: Path, memory: Memory | None = None) -> tuple[Borrowed, ...]:
    """The contracts of other linters in a folder.

    Args:
        folder: where their configuration is looked for.
        memory: where the contracts are kept; a configuration that has not changed since need not be read again.

    Raises:
        UserError: a configuration is wrong, with its line.
    """
    tools = dict.fromkeys(tool for tool, name, mark in _MARKS if _says(folder / name, mark))
    return tuple(found for tool in tools if (found := _known(folder, tool, memory)) is not None)


def elsewhere(folder: Path) -> tuple[str, ...]:
    """Configurations of other linters in folders below, up to two levels deep, which are not read from here: their paths."""
    near = [name for name in _folders(folder) if not name.startswith(_ASIDE)]
    deeper = [f"{outer}/{name}" for outer in near for name in _folders(folder / outer) if not name.startswith(_ASIDE)]
    names = sorted({name for _, name, _ in _MARKS if name not in _SHARED})
    return tuple(f"{inner}/{name}" for inner in sorted((*near, *deeper)) for name in names if (folder / inner / name).is_file())


def _folders(folder: Path) -> list[str]:
    with os.scandir(folder) as entries:
        return [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]


def _known(folder: Path, tool: str, memory: Memory | None) -> Borrowed | None:
    if memory is None:
        return read(folder, tool)
    name, key = f"contracts of {tool}", sources(folder, tool)
    kept = recalled(memory.piece(name), key)
    if kept is None:
        kept = (read(folder, tool),)
        memory.keep(name, remembered(key, kept[0]))
    return kept[0]


def read(folder: Path, tool: str) -> Borrowed | None:
    """The contracts of one linter, import-linter or tach, in a folder; None where it has no configuration of it.

    Raises:
        UserError: the configuration is wrong, with its line.
    """
    from archlint.peers import import_linter, tach

    return import_linter.read(folder) if tool == import_linter.TOOL else tach.read(folder)


def _says(file: Path, mark: bytes) -> bool:
    try:
        return mark in file.read_bytes()
    except FileNotFoundError:
        return False
    except OSError:  # the reader says what is wrong with it
        return True
