"""What went wrong, told to the user: one line each, with its place where there is one."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A point in a file; line and column count from 1, and 0 means that the whole file is meant."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join(str(part) for part in self if part)


class ArchlintError(Exception):
    """A mistake that the user can mend; the command line prints its lines and ends with status 2.

    `str(error)` is one clear line, or several where several things are wrong, each `path:line:column: what is wrong`.
    """


class UserError(ArchlintError):
    """One mistake, at one place or at none."""

    def __init__(self, message: str, place: Place | None = None) -> None:
        super().__init__(f"{place}: {message}" if place else message)
        self.message = message
        self.place = place
