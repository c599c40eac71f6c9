"""The contracts that a repository has already, for another linter, in the words of our model.

One module a linter: its configuration in, contracts with the places of their parts out. `find` reads those of all, `read` of one.
"""

from __future__ import annotations

from pathlib import Path

from archlint.peers.types import Borrowed, Remark

__all__ = ["Borrowed", "Remark", "find", "read"]

_MARKS = (  # a file and what it says where it configures one of them; most repositories need no more than this look
    ("import-linter", "setup.cfg", b"importlinter"),
    ("import-linter", ".importlinter", b"importlinter"),
    ("import-linter", "pyproject.toml", b"importlinter"),
    ("tach", "tach.toml", b""),
    ("tach", "pyproject.toml", b"tach"),
)


def find(folder: Path) -> tuple[Borrowed, ...]:
    """The contracts of other linters in a folder.

    Raises:
        UserError: a configuration is wrong, with its line.
    """
    tools = dict.fromkeys(tool for tool, name, mark in _MARKS if _says(folder / name, mark))
    return tuple(found for tool in tools if (found := read(folder, tool)) is not None)


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
