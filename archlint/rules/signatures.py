"""Parameters of an override against those of what it overrides: what a call must give beyond, and what it may not give any more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from archlint.facts import Param

SELVES: Final = frozenset({"self", "cls", "klass", "this", "mcs", "metacls"})
PLACED: Final = ("positional", "normal")


def added(now: Sequence[Param], was: Sequence[Param]) -> list[str]:
    """What a call must give that the base's method does not have."""
    kinds, before = {each.kind for each in was}, {each.name for each in was}
    had = sum(each.kind in PLACED for each in was)
    found = []
    for index, each in enumerate(now):
        if not each.required or each.name in before or "kwargs" in kinds:
            continue
        if each.kind == "keyword" or (index >= had and "args" not in kinds):
            found.append(each.name)
    return found


def needed(now: Sequence[Param], was: Sequence[Param]) -> list[str]:
    """What a call must give that the base's method has a default for."""
    optional = {each.name for each in was if each.default}
    return [each.name for each in now if each.required and each.name in optional]


def gone(now: Sequence[Param], was: Sequence[Param]) -> Iterator[Param]:
    """What a call may not give any more."""
    kinds, names = {each.kind for each in now}, {each.name for each in now}
    places = sum(each.kind in PLACED for each in now)
    for index, each in enumerate(was):
        if each.name in names or each.name in SELVES or each.name.startswith("_"):
            continue
        if each.kind in PLACED:
            if index >= places and "args" not in kinds and not ("kwargs" in kinds and each.kind == "normal"):
                yield each
        elif each.kind == "keyword" and "kwargs" not in kinds:
            yield each


def named_only(now: Sequence[Param], was: Sequence[Param]) -> list[str]:
    """What a call could give by its place, and must name now."""
    placed = {each.name for each in was if each.kind in PLACED}
    return [each.name for each in now if each.kind == "keyword" and each.name in placed]


_WIDER: Final = {
    "int": {"float", "complex", "Number"},
    "float": {"complex", "Number"},
    "bool": {"int", "float", "complex", "Number"},
    "list": {"MutableSequence", "Sequence", "Collection", "Iterable"},
    "tuple": {"Sequence", "Collection", "Iterable"},
    "str": {"Sequence", "Collection", "Iterable"},
    "bytes": {"Sequence", "Collection", "Iterable"},
    "dict": {"MutableMapping", "Mapping", "Collection", "Iterable"},
    "set": {"MutableSet", "Set", "AbstractSet", "Collection", "Iterable"},
    "frozenset": {"Set", "AbstractSet", "Collection", "Iterable"},
    "Sequence": {"Collection", "Iterable"},
    "Mapping": {"Collection", "Iterable"},
    "Collection": {"Iterable"},
    "Iterator": {"Iterable"},
    "Iterable": set(),
    "None": set(),
}  # the types of Python's own, and the others that take whatever each takes


def taken_before(now: Sequence[Param], was: Sequence[Param]) -> tuple[Param, str] | None:
    """The first parameter that does not take a type of Python's own which the base's takes, and that type, by the annotations."""
    for one, other in zip(now, was, strict=False):
        mine, theirs = _heads(one.annotation), _heads(other.annotation)
        if not mine or not theirs or not {*mine, *theirs} <= _WIDER.keys():
            continue
        lost = [head for head in theirs if head not in mine and _WIDER[head].isdisjoint(mine)]
        if lost:
            return one, lost[0]
    return None


def _heads(annotation: str) -> list[str]:
    """The alternatives that an annotation names, without their arguments; none where it nests them."""
    if "Optional" in annotation or "Union" in annotation or ("[" in annotation and "|" in annotation):
        return []
    names = [each.strip().partition("[")[0].rpartition(".")[2] for each in annotation.split("|")]
    return [{"List": "list", "Dict": "dict", "Tuple": "tuple"}.get(each, each) for each in names if each]
