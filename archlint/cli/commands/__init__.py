"""One command, one file; the tree of commands is the listing of this folder's names below, in the order of the help."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from archlint.cli.spec import Command

NAMES: Final = ("new", "add", "update", "patterns", "init", "check", "baseline", "rules", "explain", "metrics", "diagram", "schema")


def find(name: str) -> Command | None:
    """The command of that name, its file read only now; None where there is none."""
    if name not in NAMES:
        return None
    command: Command = import_module(f"{__name__}.{name}").COMMAND
    return command
