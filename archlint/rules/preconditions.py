"""What an override asks of its arguments beyond what the method of the base class asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from archlint.facts import ClassFacts, ClassRef, FunctionFacts, Param, World
from archlint.rules.class_kinds import is_abstract, is_class_method, is_unwritten, last, me, words
from archlint.rules.overrides import Override

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


def added_condition(classes: Sequence[ClassFacts], functions: Sequence[FunctionFacts], each: Override) -> tuple[str, str] | None:
    """What an override asks about before it works, and what it raises then; where the base's method, which works, does not.

    For programs of their own only: elsewhere a check may say no more than that the value was wrong all along.
    """
    method, replaced = each.method, each.replaced
    if is_unwritten(replaced) or is_abstract(replaced) or is_class_method(method):
        return None
    known, reckoned = {last(one.exception) for one in replaced.raises}, _named_by_callers(classes, functions, each)
    builds = f"super().{method.name}" in method.calls
    for one in (method, *_helpers(each.ref.facts, method, each.base.facts)):
        for raised in one.raises:
            name = last(raised.exception)
            if raised.unconditional or not raised.guarded_by or not name[:1].isupper() or name in reckoned:
                continue
            if builds or name not in known or _times(one, name) > _times(replaced, name) > 0:
                return _shown(raised.guarded_by, one), name
        if set(one.asserted) - set(replaced.asserted):
            return _shown(one.asserted, one), "AssertionError"
    return None


def _named_by_callers(classes: Sequence[ClassFacts], functions: Sequence[FunctionFacts], each: Override) -> set[str]:
    """The names in the text of whoever calls the method: of an exception among them they know."""
    called = f".{each.method.name}"
    callers = (*functions, *(one for facts in classes if facts is not each.ref.facts for one in facts.methods))
    return {name for one in callers if any(call.endswith(called) for call in one.calls) for name in one.loads}


def _times(method: FunctionFacts, exception: str) -> int:
    return sum(last(each.exception) == exception for each in method.raises)


def _helpers(facts: ClassFacts, method: FunctionFacts, base: ClassFacts) -> list[FunctionFacts]:
    """The methods of the class's own that a method calls."""
    above = {each.name for each in base.methods}
    return [each for each in facts.methods if each.name not in above and f"{me(method)}.{each.name}" in method.calls]


def _shown(chains: Sequence[str], method: FunctionFacts) -> str:
    """What a test asks about: a parameter, or else a field."""
    names = {each.name for each in method.params} - {me(method)}
    told = [chain for chain in chains if chain.partition(".")[0] in names] or [chain for chain in chains if "." in chain]
    return (told or list(chains))[0]


def foreign_exception(classes: Sequence[ClassFacts], each: Override) -> tuple[str, str] | None:
    """An exception that is none of those with which its siblings, of one abstract method, say that they cannot; and theirs."""
    method = each.method
    if not is_unwritten(each.replaced):
        return None
    known = {facts.short_name for facts in classes}
    kin = {
        last(one.exception)
        for facts in classes
        if facts is not each.ref.facts and each.base.facts.short_name in facts.bases
        for sibling in facts.methods
        if sibling.name == method.name
        for one in sibling.raises
    } & known
    if not kin:
        return None
    for one in method.raises:
        name = last(one.exception)
        if name[:1].isupper() and not one.unconditional and name not in known:
            return name, min(kin)
    return None
