"""Methods that replace one of a base class of the repository, with what they replace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from archlint.facts import Ancestry, ClassFacts, ClassRef, FunctionFacts, World
from archlint.rules.class_kinds import is_exception, is_mixin, is_overload, is_test_double, last, me
from archlint.rules.sketches import stands_alone
from archlint.rules.types import Inspection

_REPLACED: Final = frozenset(
    {"__init__", "__new__", "__post_init__", "__init_subclass__", "__class_getitem__", "__prepare__", "__set_name__"}
)
_PLAIN: Final = frozenset(
    {"override", "classmethod", "staticmethod", "property", "abstractmethod", "cached_property", "functools.cached_property"}
)

_WORD: Final = re.compile(r"\w+")


class Override(NamedTuple):
    """A method of a class, and the nearest one of its name in the classes of the repository above."""

    ref: ClassRef
    ancestry: Ancestry
    method: FunctionFacts
    base: ClassRef
    replaced: FunctionFacts

    @property
    def element(self) -> str:
        """The method with its class."""
        return f"{self.ref.facts.name}.{self.method.name}"


def overrides(file: Inspection) -> tuple[Override, ...]:
    """The overrides in a file: of public methods, no constructors, and of classes that are meant to keep a promise."""
    return () if file.is_test else file.world.once(file.number, overrides, lambda: tuple(_found(file)))


def _found(file: Inspection) -> Iterator[Override]:
    for facts in file.code.classes:
        if not facts.bases or not facts.methods:
            continue
        ref = ClassRef(file.number, facts)
        if is_mixin(ref) or is_test_double(ref):
            continue
        named = [each for each in file.world.methods(ref).values() if _is_public(each)]
        if not named:
            continue
        ancestry = file.world.ancestry(ref)
        if ancestry.classes and not is_exception(ref, ancestry):
            yield from (each for each in _of(file.world, ref, ancestry, named) if is_whole(file, each) or not is_waived(file, each))


def _of(world: World, ref: ClassRef, ancestry: Ancestry, named: list[FunctionFacts]) -> Iterator[Override]:
    above = [(base, world.methods(base)) for base in ancestry.classes]
    for method in named:
        found = next(((base, methods[method.name]) for base, methods in above if method.name in methods), None)
        if found is not None and found[0].facts.name != ref.facts.name:
            yield Override(ref, ancestry, method, *found)


def _is_public(method: FunctionFacts) -> bool:
    name = method.name
    if name.startswith("_"):
        return name.startswith("__") and name.endswith("__") and name not in _REPLACED
    return not is_overload(method)


def is_plain(method: FunctionFacts) -> bool:
    """Whether no decorator changes what its signature means."""
    return all(last(each) in _PLAIN for each in method.decorators)


def is_whole(file: Inspection, each: Override) -> bool:
    """Whether base and override may stand in a program of its own, where what they say is all that callers know.

    Whether it is a program shows when it is known that nobody imports it: see `of_programs`.
    """
    return each.base.module == file.number and stands_alone(file)


def is_waived(file: Inspection, each: Override) -> bool:
    """Whether a comment lets a type checker pass the override, and no function beside it relies on the base all the same."""
    return each.method.waived and not _is_relied_on(file, each)


def is_deprecated(method: FunctionFacts) -> bool:
    """Whether it is there for old callers only."""
    return any("deprecat" in each.lower() for each in (*method.decorators, *method.calls))


def is_called_beside(file: Inspection, each: Override) -> bool:
    """Whether base and override stand in this file with code that knows the base alone: it calls the method on what it was handed.

    That is a function or the file's top level, or a method of a class outside of the family that is handed the base by its name.
    """
    if each.base.module != file.number:
        return False
    called = f".{each.method.name}"
    plain = [*file.code.functions, *([] if file.code.top is None else [file.code.top])]
    if any(call.endswith(called) for function in plain for call in function.calls):
        return True
    family = {each.ref.facts.name, *(base.facts.name for base in each.ancestry.classes)}
    return any(
        call.endswith(called) and call not in (me(method) + called, f"super(){called}")
        for facts in file.code.classes
        if facts.name not in family and _is_handed(facts, each.base.facts.short_name)
        for method in facts.methods
        for call in method.calls
    )


def _is_handed(facts: ClassFacts, name: str) -> bool:
    return any(name in _WORD.findall(param.annotation) for method in facts.methods for param in method.params if param.annotation)


def _is_relied_on(file: Inspection, each: Override) -> bool:
    """Whether a function beside base and override calls the method on a parameter that it annotates with the base class.

    Then what a type checker said of the override, and was told to ignore, is a defect all the same.
    """
    return each.base.module == file.number and any(
        f"{param.name}.{each.method.name}" in function.calls
        for function in file.code.functions
        for param in function.params
        if param.annotation == each.base.facts.short_name
    )
