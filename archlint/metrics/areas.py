"""The few large parts of a repository that a picture of its imports shows."""

from __future__ import annotations

from typing import NamedTuple

from archlint.metrics.scope import Scope

_MOST = 48


class Area(NamedTuple):
    """A bounded context, or a package near the top, with its modules."""

    name: str
    numbers: tuple[int, ...]
    is_context: bool = False


def areas(scope: Scope) -> list[Area]:
    """The contexts of the model, and packages for what belongs to none: the top ones, and the parts of one that holds most."""
    found: dict[tuple[str, bool], list[int]] = {}
    rest: dict[str, list[int]] = {}
    for number in scope.numbers:
        if number in scope.contexts:
            found.setdefault((scope.contexts[number], True), []).append(number)
        else:
            rest.setdefault(_head(scope, number, 1), []).append(number)
    for name, numbers in _split(scope, rest).items():
        found[name, False] = numbers
    return [Area(name, tuple(numbers), is_context) for (name, is_context), numbers in sorted(found.items())]


def _split(scope: Scope, packages: dict[str, list[int]]) -> dict[str, list[int]]:
    """Take the largest package apart as long as it holds most of the code and the parts are few enough."""
    total = sum(map(len, packages.values()))
    while packages:
        name = max(packages, key=lambda each: (len(packages[each]), each))
        parts: dict[str, list[int]] = {}
        for number in packages[name]:
            parts.setdefault(_head(scope, number, name.count(".") + 2), []).append(number)
        if len(packages[name]) <= total / 2 or list(parts) == [name] or len(packages) + len(parts) > _MOST:
            break
        packages = {each: numbers for each, numbers in packages.items() if each != name} | parts
    return packages


def _head(scope: Scope, number: int, depth: int) -> str:
    """The first parts of a module's name, and of a package that ends before, its own."""
    return ".".join(scope.graph.name(number).split(".")[:depth])
