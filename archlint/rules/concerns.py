"""What kinds of work a class does: which of it is outside, how sure that is, and what it does of its own beside."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final, NamedTuple

from archlint.facts import ClassFacts, ClassRef, FunctionFacts, own_methods
from archlint.rules.class_kinds import is_dunder, me, words
from archlint.rules.effect_words import ASIDE, BESIDE, JOBS, TOLD, Effect
from archlint.rules.effects import SAID, SERVICE, Libraries, done_by, said_by, sketched_by

_CONTAINERS: Final = frozenset({"dict()", "list()", "set()", "defaultdict()"})
_SKETCHABLE: Final = ("storage", "messages", "payments")


class Evidence(NamedTuple):
    """Outside work that a method does, and how sure that is."""

    effect: Effect
    method: FunctionFacts
    strength: int


def is_front(found: Iterable[Evidence]) -> bool:
    """Whether all this work is asked of a field: the class stands before another system, and may prepare what it asks."""
    return all(each.strength == SERVICE and asks_fields(each.method) for each in found)


def asks_fields(method: FunctionFacts) -> bool:
    """Whether it calls a method of a field."""
    prefix = f"{me(method)}."
    return any(called.count(".") > 1 and called.startswith(prefix) for called in method.calls)


def outside_work(facts: ClassFacts, libraries: Libraries) -> list[Evidence]:
    """All outside work of a class's methods."""
    held = libraries.and_held(facts.methods, fields=True)
    others = _collaborators(facts, libraries)
    methods = [each for each in own_methods(ClassRef(0, facts)) if not is_dunder(each.name) or each.name == "__call__"]
    found = [each for method in methods for each in work_of(method, held, others)]
    doing = {each.method.name for each in found}
    asking = {each.method.name for each in found if each.strength == SERVICE}
    found += [Evidence("console", each, SAID) for each in methods if _tells(each, asking)]
    if any(each.arithmetic for each in methods):
        found += [Evidence("console", each, SAID) for each in methods if said_by(each.name) == "console" and stands_empty(each)]
    named = frozenset(words(facts.short_name))
    return found + [Evidence("documents", each, SAID) for each in methods if each.name not in doing and _writes_paper(each, named)]


def _writes_paper(method: FunctionFacts, named: frozenset[str]) -> bool:
    """Whether it makes a report or an invoice of something that is neither."""
    verb, *rest = words(method.name) or [""]
    return said_by(method.name) == "documents" and verb != "render" and "for" not in rest and named.isdisjoint(rest)


def _tells(method: FunctionFacts, asking: set[str]) -> bool:
    """Whether it prints what it got from a method that asks another system."""
    return "print" in method.calls and method.name not in asking and any(f"{me(method)}.{each}" in method.calls for each in asking)


def _collaborators(facts: ClassFacts, libraries: Libraries) -> frozenset[str]:
    """The fields that hold an object of a type that the file names and that is of no library: they do the work themselves."""
    found: set[str] = set()
    for method in facts.methods:
        types = {each.name: each.annotation for each in method.params}
        for target, value in method.assigned.items():
            made = value[:-2] if value.endswith("()") else types.get(value, "")
            if "." in target and made and made.partition(".")[0] not in libraries.known and made.rpartition(".")[2][:1].isupper():
                found.add(target)
    return frozenset(found)


def work_of(method: FunctionFacts, libraries: Libraries, others: Collection[str] = ()) -> Iterator[Evidence]:
    """The outside work of one method or function, but for what it asks of `others`."""
    done = done_by(method, libraries, others)
    is_aside = not ASIDE.isdisjoint(words(method.name)[1:]) or any(each.name in TOLD for each in method.params)
    for effect, strength in sorted(done.items()):
        if effect != "console" and (strength == SERVICE or not is_aside):
            yield Evidence(effect, method, strength)
    if not is_aside:
        said = _said(method, is_printing="console" in done)
        if method.arithmetic and "console" in done and len(done) > 1:
            said.add("console")  # reads, calculates and prints
        for effect in sorted(said):
            if effect == "console" or effect not in done:
                yield Evidence(effect, method, SAID)
    if method.arithmetic and method.raises and done and _sends(method):
        yield Evidence("messages", method, SERVICE)  # checks, calculates, stores and sends


def _sends(method: FunctionFacts) -> bool:
    """Whether it tells somebody who sends messages to send one."""
    for called in method.calls:
        owner, _, verb = called.rpartition(".")
        if said_by(verb) == "messages" and not JOBS["messages"].isdisjoint(words(owner)):
            return True
    return False


def _said(method: FunctionFacts, *, is_printing: bool) -> set[Effect]:
    """What its name says where it prints or stands there empty, and what it prints instead of doing it."""
    said = said_by(method.name)
    found = sketched_by(method) if is_printing and not method.switches else set()
    if said is not None and (is_printing or (said in _SKETCHABLE and stands_empty(method))):
        found.add(said)
    return found


def stands_empty(method: FunctionFacts) -> bool:
    """Whether there is nothing in it but choices and refusals."""
    if method.body == "empty":
        return not method.decorators
    refused = {each.exception for each in method.raises}
    return method.body == "code" and not (method.stores or method.returned or method.arithmetic) and method.calls.keys() <= refused


def fields_of(facts: ClassFacts) -> frozenset[str]:
    """The fields that hold what the constructor was given or calculates, or plain values; not those that hold other objects."""
    fields = {*facts.body.annotated, *facts.body.stores} if facts.body is not None else set()
    for method in facts.methods:
        if method.name == "__init__":
            prefix = f"{me(method)}."
            given = {each.name for each in method.params}
            fields.update(
                target.removeprefix(prefix)
                for target, value in method.assigned.items()
                if target.startswith(prefix)
                and (value in given or value[:1] in ("", "=") or "()." in value or value in _CONTAINERS)
            )
    return frozenset(fields)


def own_work(facts: ClassFacts, outside: set[str], allowed: set[Effect], libraries: Libraries) -> FunctionFacts | None:
    """A public method of its own that does nothing outside, but for what is `allowed`; a calculation, where there is one."""
    fields = fields_of(facts)
    held = libraries.and_held(facts.methods, fields=True)
    first: FunctionFacts | None = None
    for method in own_methods(ClassRef(0, facts)):
        if method.name in outside or method.name.startswith("_") or method.body in ("refuses", "not-implemented"):
            continue
        if done_by(method, held).keys() - allowed:
            continue
        if method.arithmetic:
            return method
        if first is None and (_is_own(method, fields) or any(f"{me(method)}.{name}" in method.calls for name in outside)):
            first = method
    return first


def _is_own(method: FunctionFacts, fields: frozenset[str]) -> bool:
    """Whether it works with the class's fields or with what it is given, or stands there for such work."""
    parts = words(method.name)
    if reads(method, fields) or "_".join(parts[1:]) in fields:
        return True
    if parts and parts[0] in BESIDE:
        return False
    if method.body == "empty":
        return True
    return method.body == "code" and len(method.params) > 1 and not asks_fields(method)


def reads(method: FunctionFacts, fields: frozenset[str]) -> bool:
    """Whether a method works with these fields."""
    prefix = f"{me(method)}."
    return any(
        chain.startswith(prefix) and chain.removeprefix(prefix).partition(".")[0] in fields
        for chain in (*method.loads, *method.calls)
    )
