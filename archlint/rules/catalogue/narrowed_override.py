"""Overrides that cannot be called as the method of the base class."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from archlint.facts import FunctionFacts, Param
from archlint.rules.builtin_bases import refuses_arguments, replaced_methods
from archlint.rules.class_kinds import (
    is_abstract,
    is_class_method,
    is_dunder,
    is_mixin,
    is_property,
    is_static,
    is_unwritten,
    me,
    words,
)
from archlint.rules.overrides import Override, is_called_beside, is_plain, is_waived, is_whole, overrides
from archlint.rules.preconditions import added_condition, foreign_exception, narrower_type, refused_arguments
from archlint.rules.signatures import SELVES, added, gone, named_only, needed, taken_before
from archlint.rules.sketches import of_programs, stands_alone
from archlint.rules.types import Clue, Found, Inspection, Rule, Step, Subject

RULE = Rule(
    id="narrowed-override",
    principle="liskov-substitution",
    severity="info",
    summary="An override can be called in every way in which the method of the base class can.",
    why="""\
Code that has the base class calls the method as the base class says. An override that asks for more
arguments, takes fewer, or is awaited where the base's is not fails there, and only when that subclass
happens to be in place. The same is an argument that means another thing (`phone` for the interface's
`email`, which a sibling beside it still takes), and one of which the override takes less: only a subclass
of what the base's is annotated with, or not all values (it raises a ValueError or such). Give a new
parameter a default, take the base's parameters too, or give the method a name of its own; what only this
subclass needs to know belongs in its constructor. Added defaults, *args and **kwargs are compatible;
constructors, private methods, and bases outside of the repository are not compared. Fewer arguments than a
method that works, and less of them, are judged only where code beside both classes calls the method on
what it was handed; elsewhere who calls it may well know what it made. Left alone are a hook that every
subclass fills with arguments of its own, or that its base calls with what somebody passed (*, **), an
override that gives its base's method what it knows itself, an asynchronous twin of a synchronous class, a
method that only the subclass's own overrides call, one that only raises, and what a comment lets the type
checker pass (unless a function beside it relies on the base). Where several overrides differ from their
base in the same way, the base is what has to change.

A small file that uses nothing of the repository and that nobody imports is a program of its own. There all
that callers know is the base beside the override, and more counts: an exception or an assert that depends
on an argument or on the object's state where the base's method works in every case (unless a caller names
that exception), an exception of Python's own where the others raise the program's, any difference of the
parameters, and a method of list, dict, set or deque that takes less than these do.
""",
    bad="""\
=== shop.py ===
class Price:
    def total(self, amount):
        return amount

class Discounted(Price):
    def total(self, amount, percent):  # <- here
        return amount * (100 - percent) / 100
""",
    good="""\
=== shop.py ===
class Price:
    def total(self, amount):
        return amount

class Discounted(Price):
    def __init__(self, percent):
        self.percent = percent

    def total(self, amount, rounded=True):
        return amount * (100 - self.percent) / 100
""",
    needs_model=False,
)


_OWN: Final = frozenset(  # called by whoever made the object, or by a framework that looks at what it takes
    {"initialize", "init", "setup", "configure", "forward", "call", "main"}
)
_MAKING: Final = ("from_", "create", "make", "build", "new")  # called on the class, by its name
_COMMON: Final = """
x y a b n i k v s o key value val data item obj object other arg args input inputs instance node element text string
name param thing event message msg request
"""
_ANY: Final = frozenset(_COMMON.split())  # what a word like these stands for, a better one only says
_TWINS: Final = frozenset({"async", "aio", "asyncio", "asynchronous", "sync", "synchronous", "blocking"})
_OWN_WAYS: Final = 3  # ways to differ from one method, from which on it is a hook with arguments by agreement
_SEVERAL: Final = 3  # overrides that differ alike, from which on their base is what is wrong
_OF_ALL: Final = ("", "less")  # ways of several that their base should have: the others are of few, or another word for the same
_PROGRAM: Final = "program"  # of what is wrong only where nobody imports the file
_AWAITABLE: Final = ("Awaitable", "Coroutine", "Future", "Deferred", "Task", "Any")


class Problem(NamedTuple):
    """What is incompatible, and what to do about it.

    `group` tells of a parameter that is gone whether a call had to give it ("less") or not ("option"), and of one that has another
    "name".
    """

    what: str
    advice: str
    group: str = ""


def inspect(file: Inspection) -> Iterator[Clue]:
    """Overrides with an incompatible signature, by the method that they override."""
    if file.is_test or file.module.path.endswith(".pyi"):
        return
    for each in overrides(file):
        method = each.method
        if is_dunder(method.name) or not (is_plain(method) and is_plain(each.replaced)):
            continue
        problem = _judged(file, each)
        if problem is None and is_whole(file, each):
            problem = _conditional(file, each) or _differing(file, each)
            problem = None if problem is None else problem._replace(group=_PROGRAM)
        if problem is not None:
            base = f"{each.base.facts.short_name}.{method.name}"
            root = [one for one in each.ancestry.classes if method.name in file.world.methods(one)][-1]
            replaces = f"{file.world.graph.modules[root.module].name}.{root.facts.name}.{method.name}"
            said = (each.element, base, problem.what, problem.advice, file.element(each.element), problem.group)
            yield Clue(file.at(method.line, method.column), replaces, said)
    yield from _of_containers(file)


def _of_containers(file: Inspection) -> Iterator[Clue]:
    """Methods of Python's own containers that a class which inherits from one cannot be asked for any more."""
    if not stands_alone(file):
        return
    for facts in file.code.classes:
        for method, container, taken in replaced_methods(facts):
            what = "" if method.body == "refuses" else refuses_arguments(method.params, taken)
            if what:
                element, base = f"{facts.name}.{method.name}", f"{container}.{method.name}"
                advice = f"keep a {container} in a field in place of inheriting from it, or give the method a name of its own"
                yield Clue(
                    file.at(method.line, method.column), base, (element, base, what, advice, file.element(element), _PROGRAM)
                )


def _judged(file: Inspection, each: Override) -> Problem | None:
    """What is wrong wherever it stands."""
    if each.method.name in _OWN or is_waived(file, each) or _is_excused(each):
        return None
    if each.base.facts.short_name.startswith("_") and not is_whole(file, each):
        return None  # a private base class is called by those who know what there is below it
    problem = _problem(each) or (_exchanged(file, each) if is_whole(file, each) else None) or _choosy(file, each)
    if problem is not None and _is_specialised(each, problem) and not is_called_beside(file, each):
        return None
    return problem


def conclude(subject: Subject, clues: Sequence[Clue]) -> Iterator[Found]:
    """One finding for those that differ from one method in one way; none for a method that each differs from in its own."""
    yield from map(_one, of_programs(subject, [clue for clue in clues if clue.words[-1] == _PROGRAM]))
    replaced: dict[str, dict[str, list[Clue]]] = {}
    for clue in (clue for clue in clues if clue.words[-1] != _PROGRAM):
        replaced.setdefault(clue.element, {}).setdefault(clue.words[2], []).append(clue)
    for ways in replaced.values():
        if len(ways) < _OWN_WAYS:
            for alike in ways.values():
                if len(alike) < _SEVERAL:
                    yield from map(_one, alike)
                elif alike[0].words[-1] in _OF_ALL:
                    yield _together(alike)


def _one(clue: Clue) -> Found:
    element, base, what, advice, full, _ = clue.words
    return Found(clue.place, full, f"{element} {what}, unlike {base}; {advice}")


def _together(alike: Sequence[Clue]) -> Found:
    element, base, what, _, full, _ = alike[0].words
    steps = tuple(Step(*each.place, f"{each.words[0]} {what}") for each in alike)
    message = f"{element} {what}, and so do {len(alike) - 1} others, unlike {base}; make {base} say what all of them do"
    return Found(alike[0].place, full, message, steps, alike[0].element)


def _is_excused(each: Override) -> bool:
    """Whether nobody comes to the override by way of the base's method."""
    if each.method.body in ("refuses", "not-implemented") or is_mixin(each.base):
        return True  # another rule's; made for others to build on
    if f"super().{each.method.name}" in each.method.calls and _knows_itself(each):
        return True
    own, base = (set(words(ref.facts.short_name)) for ref in (each.ref, each.base))
    return bool(_TWINS & (own ^ base)) or _is_for_others(each)


def _is_for_others(each: Override) -> bool:
    """Whether it is called with arguments by agreement: on the class that is meant, by the base's spread, by its own overrides."""
    if is_static(each.method) and each.method.name.startswith(_MAKING):
        return True
    called = f".{each.method.name}"
    spread = (call for base in each.ancestry.classes for one in base.facts.methods for call in one.spread)
    if any(call.endswith(called) and call.count(".") == 1 for call in spread):
        return True  # with what the caller of another method of the base chose
    above = {method.name for method in each.base.facts.methods} - {each.method.name}
    return any(f"{me(one)}.{each.method.name}" in one.calls for one in each.ref.facts.methods if one.name in above)


def _knows_itself(each: Override) -> bool:
    """Whether it only needs less: it gives its base's method what this class knows."""
    return not added(each.method.params, each.replaced.params)


def _is_specialised(each: Override, problem: Problem) -> bool:
    """Whether a method that works is called with less, as by those who made the object and know what it needs."""
    return problem.group == "less" and each.replaced.body == "code"


def _problem(each: Override) -> Problem | None:
    method, replaced = each.method, each.replaced
    if is_property(method) or is_property(replaced):
        return _turned(method, replaced)
    if method.is_async != replaced.is_async and _is_surely_different(method, replaced):
        what = "must be awaited" if method.is_async else "cannot be awaited"
        return Problem(what, "make both the same, or give it a name of its own")
    if is_class_method(method) or is_class_method(replaced) or is_static(method) != is_static(replaced):
        return None
    is_asked = is_abstract(replaced) or replaced.body == "not-implemented"
    if is_static(method):
        return _narrowed(method.params, replaced.params, is_unwritten(replaced), is_asked)
    if me(method) not in SELVES or me(method) != me(replaced):
        return None
    return _narrowed(method.params[1:], replaced.params[1:], is_unwritten(replaced), is_asked)


def _exchanged(file: Inspection, each: Override) -> Problem | None:
    """A parameter that became another thing, where a sibling beside it still takes what the interface names."""
    now, was = each.method.params[1:], each.replaced.params[1:]
    if not is_unwritten(each.replaced) or each.base.module != file.number or len(now) != len(was) or is_unwritten(each.method):
        return None
    changed = [(one, other) for one, other in zip(now, was, strict=True) if one.name != other.name]
    if len(changed) != 1:
        return None
    one, other = changed[0]
    if {one.kind, other.kind} != {"normal"} or not (one.required and other.required) or one.name.startswith("_"):
        return None
    if one.name[:3] == other.name[:3] or set(words(one.name)) & set(words(other.name)) or _is_short(one.name, other.name):
        return None  # another word for the same
    if any(each.name in _ANY or words(each.name)[-1:] in (["data"], ["value"], ["object"]) for each in (one, other)):
        return None
    alike = [
        method
        for facts in file.code.classes
        if each.base.facts.short_name in facts.bases and facts is not each.ref.facts
        for method in facts.methods
        if method.name == each.method.name
        and not is_unwritten(method)
        and [param.name for param in method.params[1:]] == [param.name for param in was]
    ]
    if not alike:
        return None
    return Problem(f"takes {one.name} in place of {other.name}", "take the same, or give what differs to the constructor", "name")


def _choosy(file: Inspection, each: Override) -> Problem | None:
    """A parameter of which the override takes less than the base's method does, where code beside them knows the base only.

    Elsewhere it is a family of classes that belong together (a driver and its own buffers), or a check that says no more than that
    the value was wrong all along.
    """
    method, replaced = each.method, each.replaced
    if each.base.module != file.number or is_property(method) or is_property(replaced):
        return None
    found = narrower_type(file.world, (file.number, method.params[1:]), (each.base.module, replaced.params[1:]))
    if found is not None and is_called_beside(file, each):
        return _narrower(*found)
    refused = None if each.ref.facts.short_name.startswith("_") else refused_arguments(method, replaced)
    if refused is not None and is_called_beside(file, each):
        name, exception = refused
        advice = "take what the base takes, or let the base say what it asks for"
        return Problem(f"raises {exception} for some values of {name}", advice)
    return None


def _narrower(now: Param, was: Param) -> Problem:
    advice = f"take any {was.annotation}, or give the method a name of its own"
    return Problem(f"takes only a {now.annotation} as {now.name} where any {was.annotation} will do", advice)


def _differing(file: Inspection, each: Override) -> Problem | None:
    """What is wrong in a program of its own, where no caller elsewhere knows better."""
    if each.method.body in ("refuses", "not-implemented") or each.method.name in _OWN or _is_for_others(each):
        return None
    if is_property(each.replaced) and not is_property(each.method):
        return Problem("is called where it was read", "make both the same, or give it a name of its own")
    by_name = named_only(each.method.params, each.replaced.params)
    if by_name:
        return Problem(f"takes {_listed(by_name)} by name alone", "take it by its place too")
    found = narrower_type(file.world, (file.number, each.method.params[1:]), (file.number, each.replaced.params[1:]))
    must = needed(each.method.params, each.replaced.params)
    if must:
        return Problem(f"requires {_listed(must)}, which may be left out there", "give it a default too")
    if found is not None:
        return _narrower(*found)
    lost = taken_before(each.method.params[1:], each.replaced.params[1:])
    if lost is not None and not is_static(each.method):
        param, kind = lost
        advice = f"take a {kind} too, or give the method a name of its own"
        return Problem(f"takes only a {param.annotation} as {param.name}, and no {kind}", advice)
    return _problem(each)


def _conditional(file: Inspection, each: Override) -> Problem | None:
    """An exception that no caller of the base's method, in a program of its own, has to reckon with."""
    asked = added_condition(file.code.classes, file.code.functions, each)
    if asked is not None:
        what = f"raises {asked[1]} depending on {asked[0]}"
        return Problem(what, "work wherever the base works, or let the base say what it asks for")
    other = foreign_exception(file.code.classes, each)
    if other is None:
        return None
    return Problem(f"raises {other[0]} where the others raise {other[1]}", "raise the same, or a subclass of it")


def _is_short(name: str, other: str) -> bool:
    """Whether one name's letters stand in the other in their order (`oc` for `on_conflict`)."""
    short, long = sorted((name.replace("_", "").lower(), other.replace("_", "").lower()), key=len)
    rest = iter(long)
    return len(short) < 3 or all(letter in rest for letter in short)


def _turned(method: FunctionFacts, replaced: FunctionFacts) -> Problem | None:
    """A method that became a property, unless that gives something to call."""
    if is_property(replaced) or not is_property(method):
        return None
    if "Callable" in method.returns or any(not each.startswith("=") or each == "=function" for each in method.returned):
        return None
    return Problem("is a property where it was a method", "make both the same, or give it a name of its own")


def _is_surely_different(method: FunctionFacts, replaced: FunctionFacts) -> bool:
    """Whether the one without `async` does not give something to await after all."""
    plain = replaced if method.is_async else method
    if method.is_generator or replaced.is_generator or any(word in plain.returns for word in _AWAITABLE):
        return False
    if plain.body in ("refuses", "not-implemented"):
        return False
    return bool(plain.returns) or all(each.startswith("=") for each in plain.returned)


def _narrowed(now: Sequence[Param], was: Sequence[Param], is_interface: bool, is_asked: bool) -> Problem | None:
    """More that a call must give, or less that it can.

    What a base that works takes by default is often its own business; what an interface names is meant for all.
    """
    more = added(now, was)
    if more:
        advice = "give it a default" if len(more) == 1 else "give them defaults"
        return Problem(
            f"also requires {_listed(more)}", f"{advice}, or pass {'it' if len(more) == 1 else 'them'} to the constructor"
        )
    must = needed(now, was) if is_asked else []
    if must:
        return Problem(f"requires {_listed(must)}, which may be left out there", "give it a default too")
    left_out = [each for each in gone(now, was) if each.required or is_interface]
    if left_out:
        less, group = [each.name for each in left_out], "less" if any(each.required for each in left_out) else "option"
        advice = f"take {'it' if len(less) == 1 else 'them'} too, or give the method a name of its own"
        return Problem(f"no longer takes {_listed(less)}", advice, group)
    return None


def _listed(names: Sequence[str]) -> str:
    return " and ".join(names) if len(names) < 3 else ", ".join(names[:-1]) + f" and {names[-1]}"
