"""A pattern's fragment of architecture.yaml, its Jinja worked out, every part with its place in the pattern.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from archlint.catalog import Entry
from archlint.errors import Place, UserError
from archlint.scaffold.expressions import holds, render

Value: TypeAlias = "str | int | float | bool | list[Part] | dict[str, Part] | None"
_CONDITION: Final = "when"


class Part(NamedTuple):
    """A value of a model and where it comes from."""

    value: Value
    place: Place


def part_of(plain: Any, place: Place) -> Part:
    """A plain value as a part, all of it at one place."""
    if isinstance(plain, dict):
        return Part({key: part_of(value, place) for key, value in plain.items()}, place)
    if isinstance(plain, list | tuple):
        return Part([part_of(value, place) for value in plain], place)
    return Part(plain, place)


def render_parts(entry: Entry, context: Mapping[str, Any]) -> Part:
    """The fragment that a pattern brings, for these answers; an element whose `when` is false is left out.

    Raises:
        UserError: the Jinja is wrong, or two keys render to the same one.
    """
    fragment = _Renderer(entry, context).part(entry.pattern.parts, ("parts",))
    assert fragment is not None  # only an element inside can be left out
    return fragment


class _Renderer:
    def __init__(self, entry: Entry, context: Mapping[str, Any]) -> None:
        self._entry, self._context = entry, context

    def part(self, plain: Any, keys: tuple[str | int, ...]) -> Part | None:
        place = self._entry.place(*keys)
        if isinstance(plain, dict):
            return self._mapping(plain, keys, place)
        if isinstance(plain, tuple):
            items = [self.part(item, (*keys, index)) for index, item in enumerate(plain)]
            return Part([item for item in items if item is not None], place)
        return Part(render(plain, self._context, place) if isinstance(plain, str) else plain, place)

    def _mapping(self, plain: dict[str, Any], keys: tuple[str | int, ...], place: Place) -> Part | None:
        if _CONDITION in plain and not self._wanted(plain[_CONDITION], (*keys, _CONDITION)):
            return None
        result: dict[str, Part] = {}
        for key, value in plain.items():
            if key == _CONDITION:
                continue
            part = self.part(value, (*keys, key))
            if part is None:
                continue
            name = render(key, self._context, self._entry.place(*keys, key))
            if name in result:
                raise UserError(f"the key '{name}' is there already, from line {result[name].place.line}", part.place)
            result[name] = part
        return Part(result, place)

    def _wanted(self, condition: Any, keys: tuple[str | int, ...]) -> bool:
        place = self._entry.place(*keys)
        if not isinstance(condition, str | bool):
            raise UserError("'when' takes a Jinja condition", place)
        return holds(condition, self._context, place)
