"""What another linter's configuration says, in the words of our model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from msgspec import MsgspecError, Struct, msgpack
from msgspec.structs import asdict, replace

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


class _Kept(Struct, frozen=True, array_like=True):
    """Contracts without their names, which need not be ids as in architecture.yaml; `names` are those of each section, in order."""

    key: bytes
    borrowed: Borrowed | None
    names: dict[str, list[str]]


def remembered(key: bytes, borrowed: Borrowed | None) -> bytes:
    """The contracts as bytes, together with a key that tells what they follow from."""
    names: dict[str, list[str]] = {}
    if borrowed is not None:
        sections = {field: value for field, value in asdict(borrowed.code).items() if isinstance(value, dict)}
        names = {field: list(value) for field, value in sections.items()}
        numbered = {field: {f"c{number}": each for number, each in enumerate(value.values())} for field, value in sections.items()}
        borrowed = borrowed._replace(code=replace(borrowed.code, **numbered))
    return msgpack.encode(_Kept(key, borrowed, names))


def recalled(data: bytes | None, key: bytes) -> tuple[Borrowed | None] | None:
    """The contracts that were remembered under this key; None where none were, or the bytes are not understood."""
    try:
        kept = None if data is None else msgpack.decode(data, type=_Kept)
    except MsgspecError:
        return None
    if kept is None or kept.key != key:
        return None
    borrowed = kept.borrowed
    if borrowed is not None:
        named = {
            field: dict(zip(names, getattr(borrowed.code, field).values(), strict=True)) for field, names in kept.names.items()
        }
        borrowed = borrowed._replace(code=replace(borrowed.code, **named))
    return (borrowed,)


def unused_name(taken: Mapping[str, object], name: str) -> str:
    """The name, with a number behind it where there is one of that name already."""
    number = 2
    candidate = name
    while candidate in taken:
        candidate = f"{name} ({number})"
        number += 1
    return candidate
