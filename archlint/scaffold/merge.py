"""Fragments of models into one: what is new is added, what is the same is one, and what contradicts is told."""

from __future__ import annotations

from collections.abc import Sequence

from archlint.errors import UserError
from archlint.scaffold.parts import Part


def merge(fragments: Sequence[Part]) -> Part:
    """Lay fragments over each other.

    Mappings are merged key by key; in lists, an item with an `id` is the same item as another one with that id, and any other item
    is added where it is not yet there.

    Raises:
        UserError: two fragments say different things in one place.
    """
    result, *others = fragments
    for other in others:
        result = _merged(result, other, "")
    return result


def plain(part: Part) -> object:
    """A part without its places."""
    if isinstance(part.value, dict):
        return {key: plain(each) for key, each in part.value.items()}
    if isinstance(part.value, list):
        return [plain(each) for each in part.value]
    return part.value


def _merged(first: Part, second: Part, name: str) -> Part:
    if isinstance(first.value, dict) and isinstance(second.value, dict):
        result = dict(first.value)
        for key, part in second.value.items():
            result[key] = _merged(result[key], part, f"{name}.{key}".lstrip(".")) if key in result else part
        return Part(result, first.place)
    if isinstance(first.value, list) and isinstance(second.value, list):
        return Part(_merged_items(first.value, second.value, name), first.place)
    if type(first.value) is not type(second.value) or first.value != second.value:
        raise UserError(f"{name}: {_shown(second)} here, but {_shown(first)} at {first.place}; make them the same", second.place)
    return first


def _merged_items(first: list[Part], second: list[Part], name: str) -> list[Part]:
    result = list(first)
    ids = {identity: index for index, part in enumerate(first) if (identity := _identity(part)) is not None}
    seen = [plain(part) for part in first]
    for part in second:
        identity = _identity(part)
        if identity in ids:
            index = ids[identity]
            result[index] = _merged(result[index], part, f"{name}.{identity}")
        elif plain(part) not in seen:
            result.append(part)
    return result


def _identity(part: Part) -> object:
    return plain(part.value["id"]) if isinstance(part.value, dict) and "id" in part.value else None


def _shown(part: Part) -> str:
    if isinstance(part.value, dict | list):
        return "a mapping" if isinstance(part.value, dict) else "a list"
    return repr(part.value)
