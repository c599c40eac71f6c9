"""A command as data, so that the one command tree has two readers.

Typer turns it into help, completion and error messages; `archlint.cli.plain` reads an ordinary call of it without Typer, whose
import alone takes longer than a whole warm check.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple


class Argument(NamedTuple):
    """A value that stands by its position."""

    name: str
    help: str
    type: type = str
    default: Any = ...  # the ellipsis, as in Typer: it must be given


class Option(NamedTuple):
    """A value that stands behind `--name`; of type bool it is a switch, and `many` collects repeated ones in a tuple."""

    name: str
    help: str
    type: type = str
    default: Any = None
    short: str = ""
    many: bool = False
    choices: tuple[str, ...] = ()

    @property
    def flag(self) -> str:
        """The option as one types it."""
        return "--" + self.name.rstrip("_").replace("_", "-")  # `from_` stands for a word that Python keeps to itself


class Command(NamedTuple):
    """A command: `run` takes every argument and option by its name and returns the exit status."""

    name: str
    summary: str
    run: Callable[..., int]
    arguments: tuple[Argument, ...] = ()
    options: tuple[Option, ...] = ()
    details: str = ""
