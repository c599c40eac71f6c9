"""Classes that inherit from a container of Python's own, and what they take away of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archlint.facts import ClassFacts, FunctionFacts, Param
from archlint.rules.class_kinds import last

_SHARED: Final = {"clear": (0, 0), "copy": (0, 0), "__len__": (0, 0), "__iter__": (0, 0), "__contains__": (1, 1)}
_ITEMS: Final = {**_SHARED, "__getitem__": (1, 1), "__setitem__": (2, 2), "__delitem__": (1, 1)}
_LIST: Final = {
    **_ITEMS,
    "append": (1, 1),
    "extend": (1, 1),
    "insert": (2, 2),
    "pop": (0, 1),
    "remove": (1, 1),
    "index": (1, 3),
    "count": (1, 1),
    "reverse": (0, 0),
    "sort": (0, 0),
}
_DICT: Final = {
    **_ITEMS,
    "get": (1, 2),
    "pop": (1, 2),
    "popitem": (0, 0),
    "setdefault": (1, 2),
    "update": (0, 1),
    "keys": (0, 0),
    "values": (0, 0),
    "items": (0, 0),
}
_SET: Final = {
    **_SHARED,
    "add": (1, 1),
    "discard": (1, 1),
    "remove": (1, 1),
    "pop": (0, 0),
    "update": (0, 1),
    "union": (0, 1),
    "difference": (0, 1),
}
_DEQUE: Final = {**_LIST, "pop": (0, 0), "popleft": (0, 0), "appendleft": (1, 1), "extendleft": (1, 1)}
# How many arguments, at least and at most, their methods are given by place.
_METHODS: Final[dict[str, dict[str, tuple[int, int]]]] = {
    "list": _LIST,
    "UserList": _LIST,
    "dict": _DICT,
    "UserDict": _DICT,
    "OrderedDict": _DICT,
    "defaultdict": _DICT,
    "set": _SET,
    "deque": _DEQUE,
}
CONTAINERS: Final = frozenset(_METHODS)


def replaced_methods(facts: ClassFacts) -> Iterator[tuple[FunctionFacts, str, tuple[int, int]]]:
    """The methods of a class that replace one of the container that it inherits from, with that and with its arguments."""
    container = next((last(each) for each in facts.bases if last(each) in _METHODS), "")
    known = _METHODS.get(container, {})
    for method in facts.methods:
        if method.name in known and not method.decorators:
            yield method, container, known[method.name]


def refuses_arguments(params: tuple[Param, ...], taken: tuple[int, int]) -> str:
    """In which way a method cannot be called with as many arguments by place as the container's can; empty where it can."""
    placed = [each for each in params[1:] if each.kind in ("positional", "normal")]
    required = [each.name for each in params[1:] if each.required]
    least, most = taken
    if len(required) > least:
        return f"also requires {' and '.join(required[least:])}"
    if len(placed) < most and all(each.kind != "args" for each in params):
        return f"takes {len(placed) or 'no'} argument{'s' if len(placed) > 1 else ''} where there may be {most}"
    return ""
