"""The few large parts of a repository that a picture of its imports shows."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from archlint.metrics.scope import Scope

_FEW = 3


class Area(NamedTuple):
    """A bounded context, or a package near the top, with its modules."""

    name: str
    numbers: tuple[int, ...]
    is_context: bool = False


def areas(scope: Scope) -> list[Area]:
    """The contexts of the model and the top packages of what belongs to none; where one package holds all, its parts."""
    found: dict[tuple[str, bool], list[int]] = {}
    rest = [number for number in scope.numbers if number not in scope.contexts]
    for number in scope.numbers:
        if number in scope.contexts:
            found.setdefault((scope.contexts[number], True), []).append(number)
    depth = _depth(scope, rest) if rest else 1
    for number in rest:
        found.setdefault((_head(scope, number, depth), False), []).append(number)
    return [Area(name, tuple(numbers), is_context) for (name, is_context), numbers in sorted(found.items())]


def _depth(scope: Scope, numbers: list[int]) -> int:
    """How many parts of a name tell the areas apart: one more than the package has that holds nearly everything."""
    depth = 1
    while depth < 6:
        sizes = Counter(_head(scope, number, depth) for number in numbers)
        name, size = sizes.most_common(1)[0]
        has_more = any(_head(scope, number, depth + 1) != name for number in numbers if _head(scope, number, depth) == name)
        if size < 0.8 * len(numbers) or not has_more or len(numbers) <= _FEW:
            break
        depth += 1
    return depth


def _head(scope: Scope, number: int, depth: int) -> str:
    """The first parts of a module's name, and of a package that ends before, its own."""
    return ".".join(scope.graph.name(number).split(".")[:depth])
