"""The contracts that a repository has already, for another linter, in the words of our model.

One module a linter: its configuration in, contracts with the places of their parts out. `find` reads those of all, `read` of one.
"""

from __future__ import annotations

from pathlib import Path

from archlint.model import Memory
from archlint.peers.sources import sources
from archlint.peers.types import Borrowed, Remark, recalled, remembered

__all__ = ["Borrowed", "Remark", "find", "read"]

_MARKS = (  # a file and what it says where it configures one of them; most repositories need no more than this look
    ("import-linter", "setup.cfg", b"importlinter"),
    ("import-linter", ".importlinter", b"importlinter"),
    ("import-linter", "pyproject.toml", b"importlinter"),
    ("tach", "tach.toml", b""),
    ("tach", "pyproject.toml", b"tach"),
)


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
