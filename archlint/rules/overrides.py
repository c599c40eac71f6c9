"""Methods that replace one of a base class."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from archlint.facts import ClassRef, FunctionFacts, own_methods
from archlint.rules.class_kinds import is_dunder, is_overload, is_test_double
from archlint.rules.types import Inspection


class Override(NamedTuple):
    """A method, its class, and the nearest definition above it that it replaces, with the class that this stands in."""

    ref: ClassRef
    method: FunctionFacts
    base: ClassRef
    replaced: FunctionFacts


def overrides(file: Inspection) -> Iterator[Override]:
    """Every override in a file, of bases in the repository; private and special names are no promise to others."""
    for facts in file.code.classes:
        if not facts.bases or not facts.methods:
            continue
        ref = ClassRef(file.number, facts)
        if is_test_double(ref):
            continue
        ancestors = file.world.ancestry(ref).classes
        for method in own_methods(ref) if ancestors else ():
            if method.name.startswith("_") or is_dunder(method.name) or is_overload(method):
                continue
            found = _replaced(ancestors, method.name)
            if found is not None:
                yield Override(ref, method, *found)


def _replaced(ancestors: tuple[ClassRef, ...], name: str) -> tuple[ClassRef, FunctionFacts] | None:
    for base in ancestors:
        for method in base.facts.methods:
            if method.name == name and not is_overload(method) and not _is_accessor(method):
                return base, method
    return None


def _is_accessor(method: FunctionFacts) -> bool:
    return any(each.endswith((".setter", ".deleter")) for each in method.decorators)
