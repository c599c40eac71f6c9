"""What a model leaves open, out of the patterns of its components; what it says stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_GATHERED: Final = frozenset(
    ("modules", "face", "roots", "exclude", "runs", "compose", "kubernetes", "cloudformation", "terraform")
)


def fill(model: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """A model, as plain data, with what it lacks.

    A key that only one of the two has is taken; mappings are filled key by key, lists of elements with ids element by element.
    Lists that several components contribute to, such as the modules of a context, are gathered. Anything else that the model has
    stays.
    """
    result = dict(model)
    for key, value in more.items():
        result[key] = _filled(result[key], value, key) if key in result else value
    return result


def _filled(own: Any, other: Any, key: str) -> Any:
    if isinstance(own, dict) and isinstance(other, dict):
        return fill(own, other)
    if isinstance(own, list) and isinstance(other, list):
        if all(isinstance(item, dict) and "id" in item for item in (*own, *other)):
            return _with_elements(own, other)
        return [*own, *(item for item in other if item not in own)] if key in _GATHERED else own
    return own


def _with_elements(own: list[dict[str, Any]], other: list[dict[str, Any]]) -> list[dict[str, Any]]:
    more = {item["id"]: item for item in other}
    known = {item["id"] for item in own}
    result = [fill(item, more[item["id"]]) if item["id"] in more else item for item in own]
    return [*result, *(item for name, item in more.items() if name not in known)]
