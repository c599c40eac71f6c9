"""Ties of a small program to its details that no parameter shows: a store that is read, a base that works, a subclass by name."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.facts import ClassFacts, ClassRef, FunctionFacts, Param
from archlint.rules.class_kinds import abstract_methods, has_abc_marker, is_data_class, last, me, words
from archlint.rules.collaborators import called_on, described, kept_as, needs_arguments, read_on, role_of
from archlint.rules.outside_work import FILES
from archlint.rules.sketches import has_twin
from archlint.rules.types import Clue, Inspection


def ties_to_details(file: Inspection, facts: ClassFacts) -> Iterator[Clue]:
    """What ties a class to a detail that stands beside it, one for each kind."""
    user = ClassRef(file.number, facts)
    for message in (_of_store(file, user), _of_base(file, user), _of_subclass(file, user)):
        if message:
            yield Clue(file.at(facts.line, facts.column), file.element(facts.name), (message,))


def _of_store(file: Inspection, user: ClassRef) -> str:
    """It is made for a class whose containers it reads: what that keeps things in cannot change any more."""
    made = _constructor(user.facts)
    if made is None:
        return ""
    for param in made.params[1:]:
        target = kept_as(made, param.name)
        field = target.partition(".")[2]
        if field and called_on(user.facts, field):
            continue
        read = read_on(user.facts, made, target) | read_on(user.facts, made, param.name)
        for ref in _named(file, param) if read else ():
            kept = sorted(read & _containers(ref.facts))
            is_service = ref.key != user.key and not needs_arguments(ref) and not is_data_class(ref, file.world.ancestry(ref))
            if kept and is_service:
                return (
                    f"'{user.facts.short_name}' reads {kept[0]}, in which {ref.facts.short_name} keeps what it is told; let "
                    "that answer the question, and take a Protocol of what is asked"
                )
    return ""


def _named(file: Inspection, param: Param) -> list[ClassRef]:
    """The classes of the file that a parameter may be: the one of its annotation, or any where it has none."""
    if not param.annotation:
        return [ClassRef(file.number, each) for each in file.code.classes]
    ref = file.world.find_class(file.number, param.annotation)
    return [ref] if ref is not None and ref.module == file.number else []


def _constructor(facts: ClassFacts) -> FunctionFacts | None:
    return next((each for each in facts.methods if each.name == "__init__"), None)


def _containers(facts: ClassFacts) -> frozenset[str]:
    """The fields that begin as an empty list or dictionary and that another method fills."""
    made = _constructor(facts)
    if made is None:
        return frozenset()
    fields = {target.partition(".")[2] for target, value in made.assigned.items() if value in ("=list", "=dict", "=set")}
    return frozenset(field for field in fields if field and called_on(facts, field))


def _of_base(file: Inspection, user: ClassRef) -> str:
    """It is another thing than its base, which works with the outside, and has rules of its own beside what it has from there."""
    world, facts = file.world, user.facts
    ref = world.find_class(file.number, facts.bases[0]) if len(facts.bases) == 1 else None
    if ref is None or ref.module != file.number or has_abc_marker(ref) or abstract_methods(ref) or world.ancestry(ref).classes:
        return ""
    role = role_of(world, ref, file.number)
    if role is None or not (role.is_certain or FILES in role.work) or words(facts.name)[-1:] == words(ref.facts.name)[-1:]:
        return ""
    theirs, own = _public(ref.facts), _public(facts)
    uses = any(f"{me(each)}.{name}" in each.calls for each in facts.methods if me(each) for name in theirs)
    return (
        f"'{facts.short_name}' is made of {ref.facts.short_name}, which {described(role)}; keep its rules in a class that takes "
        "such a thing as a parameter, typed by what is asked of it"
        if uses and not theirs & own and _has_rules(facts, own) and not has_twin(file, facts, ())
        else ""
    )


def _has_rules(facts: ClassFacts, own: set[str]) -> bool:
    """Whether it refuses something, or builds one of its public methods on another."""
    return any(
        each.raises or any(f"{me(each)}.{name}" in each.calls for name in own - {each.name}) for each in facts.methods if me(each)
    )


def _of_subclass(file: Inspection, user: ClassRef) -> str:
    """An abstraction that makes an implementation that works with the outside depends on it."""
    if not abstract_methods(user):
        return ""
    for method in user.facts.methods:
        for name in method.calls:
            ref = file.world.find_class(file.number, name) if name[:1].isupper() else None
            if ref is None or user.facts.short_name not in map(last, ref.facts.bases):
                continue
            role = role_of(file.world, ref, file.number)
            if role is not None and role.is_certain:
                return (
                    f"'{user.facts.short_name}' makes a {ref.facts.short_name}, which {described(role)}; an abstraction knows "
                    "none of its implementations: choose where the program starts"
                )
    return ""


def _public(facts: ClassFacts) -> set[str]:
    return {each.name for each in facts.methods if not each.name.startswith("_")}
