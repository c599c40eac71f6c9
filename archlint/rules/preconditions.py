"""What an override asks of its arguments beyond what the method of the base class asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from archlint.facts import ClassRef, FunctionFacts, Param, World
from archlint.rules.class_kinds import is_abstract, is_class_method, last, me, words

_ARGUMENT_ERRORS: Final = frozenset({"ValueError", "TypeError", "PermissionError", "OverflowError", "AssertionError", "Exception"})
_CHECKS: Final = frozenset({"assert", "check", "ensure", "require", "validate", "verify"})  # there to raise


def narrower_type(world: World, now: tuple[int, Sequence[Param]], was: tuple[int, Sequence[Param]]) -> tuple[Param, Param] | None:
    """The first parameter that is annotated as a subclass of what the base's is, and the base's; each with its module's number."""
    for one, other in zip(now[1], was[1], strict=False):
        if one.annotation == other.annotation or not (one.annotation and other.annotation):
            continue
        narrow, wide = _class(world, now[0], one.annotation), _class(world, was[0], other.annotation)
        if narrow is not None and wide is not None and any(each.key == wide.key for each in world.ancestry(narrow).classes):
            return one, other
    return None


def _class(world: World, number: int, annotation: str) -> ClassRef | None:
    found = None if "[" in annotation else world.annotation(number, annotation)
    return None if found is None or found.module is None else world.class_at(found.module, found.name)


def refused_arguments(method: FunctionFacts, replaced: FunctionFacts) -> tuple[str, str] | None:
    """A parameter for some of whose values the override raises, and what; where the base's method, which works, takes them all."""
    if replaced.body != "code" or is_abstract(replaced) or is_class_method(method) or not _CHECKS.isdisjoint(words(method.name)):
        return None
    was = {each.name for each in replaced.params}
    asked = [frozenset(each.guarded_by) for each in replaced.raises]
    for each in method.raises:
        if each.unconditional or last(each.exception) not in _ARGUMENT_ERRORS or frozenset(each.guarded_by) in asked:
            continue
        if "isinstance" in each.guarded_by:
            continue  # what is of another type was wrong all along
        roots = {chain.partition(".")[0] for chain in each.guarded_by}
        named = sorted(roots & was - {me(method)})
        if named and me(method) not in roots:
            return named[0], last(each.exception)
    return None
