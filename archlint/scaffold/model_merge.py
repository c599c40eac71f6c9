"""A newer template's changes to a model, brought into a model that its user changed too.

Over the elements and not over the lines: what was added to one list in two places is no conflict, and no mark of a merge ever
stands in an architecture.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

_NOTHING: Final = object()


def merge_models(base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Merge two models, as plain data, that come from one.

    Args:
        base: the common ancestor.
        ours: the user's.
        theirs: the newer template's.

    Returns:
        The model, in which the user's word stands wherever both changed the same thing; and where that was so.
    """
    kept: list[str] = []
    return _mapping(_Sides(base, ours, theirs), "", kept), kept


class _Sides(NamedTuple):
    """The same part of all three."""

    base: Any
    ours: Any
    theirs: Any


def _mapping(sides: _Sides, at: str, kept: list[str]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key in dict.fromkeys((*sides.ours, *sides.theirs)):
        below = _Sides(sides.base.get(key, _NOTHING), sides.ours.get(key, _NOTHING), sides.theirs.get(key, _NOTHING))
        value = _value(below, f"{at}.{key}".removeprefix("."), kept)
        if value is not _NOTHING:
            result[key] = value
    return result


def _value(sides: _Sides, at: str, kept: list[str]) -> Any:
    base, ours, theirs = sides
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return _mapping(_Sides(base if isinstance(base, dict) else {}, ours, theirs), at, kept)
    if isinstance(ours, list) and isinstance(theirs, list):
        return _list(_Sides(base if isinstance(base, list) else [], ours, theirs), at, kept)
    kept.append(at)
    return ours


def _list(sides: _Sides, at: str, kept: list[str]) -> list[Any]:
    """Elements with ids are merged by them; of others, what the template added or took away is added or taken away."""
    base, ours, theirs = sides
    if all(isinstance(item, dict) and "id" in item for item in (*base, *ours, *theirs)):
        by_id = _Sides(*({item["id"]: item for item in each} for each in sides))
        return list(_mapping(by_id, at, kept).values())
    result = [item for item in ours if item in theirs or item not in base]
    return [*result, *(item for item in theirs if item not in base and item not in ours)]
