"""What another linter's configuration says, in the words of our model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from archlint.errors import Place
from archlint.model import Architecture, CodeRules, System

Keys: TypeAlias = tuple[str | int, ...]


class Remark(NamedTuple):
    """Something in the configuration that our model cannot say, or that checks nothing."""

    place: Place
    element: str
    message: str


class Borrowed(NamedTuple):
    """The contracts of another linter's configuration, a small model of their own.

    `path` is the file, `places` where the parts of `code` stand, both relative to the folder that was looked into. `known` are
    modules that must be there; `roots` and `exclude` say which files count, as in the model's `code`, without roots all.
    """

    tool: str
    path: str
    code: CodeRules
    places: Mapping[Keys, Place]
    remarks: tuple[Remark, ...] = ()
    known: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    @property
    def architecture(self) -> Architecture:
        """The contracts as a model."""
        return Architecture(archlint="1", system=System(id=self.tool), code=self.code)

    def place(self, *keys: str | int) -> Place:
        """Where a part of the model stands in the configuration; where it is absent, the nearest one above it."""
        while keys and keys not in self.places:
            keys = keys[:-1]
        return self.places.get(keys, Place(self.path, 1, 1))


def unused_name(taken: Mapping[str, object], name: str) -> str:
    """The name, with a number behind it where there is one of that name already."""
    number = 2
    candidate = name
    while candidate in taken:
        candidate = f"{name} ({number})"
        number += 1
    return candidate
