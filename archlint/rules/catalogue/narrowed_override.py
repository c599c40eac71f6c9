"""Overrides that cannot be called as the method of the base class."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from archlint.facts import FunctionFacts, Param
from archlint.rules.class_kinds import is_class_method, is_dunder, is_property, is_static, is_unwritten, me
from archlint.rules.overrides import is_plain, overrides
from archlint.rules.types import Found, Inspection, Rule

RULE = Rule(
    id="narrowed-override",
    principle="liskov-substitution",
    severity="info",
    summary="An override can be called in every way in which the method of the base class can.",
    why="""\
Code that has the base class calls the method as the base class says. An override that asks for more
arguments, takes fewer, or is awaited where the base's is not fails there, and only when that subclass
happens to be in place. Give a new parameter a default, take the base's parameters too, or give the
method a name of its own; what only this subclass needs to know belongs in its constructor. Added
defaults, *args and **kwargs are compatible; constructors, private methods, and bases outside of the
repository are not compared.
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


_CONSTRUCTING: Final = frozenset({"initialize", "init", "setup", "configure"})
_PLACED: Final = ("positional", "normal")
_AWAITABLE: Final = ("Awaitable", "Coroutine", "Future", "Deferred", "Task", "Any")


class Problem(NamedTuple):
    """What is incompatible, and what to do about it."""

    what: str
    advice: str


def inspect(file: Inspection) -> Iterator[Found]:
    """Overrides with an incompatible signature."""
    if file.module.path.endswith(".pyi"):
        return
    for each in overrides(file):
        method, replaced = each.method, each.replaced
        if is_dunder(method.name) or method.name in _CONSTRUCTING or not (is_plain(method) and is_plain(replaced)):
            continue
        problem = _problem(method, replaced)
        if problem is not None:
            base = each.base.facts.short_name
            message = f"{each.element} {problem.what}, unlike {base}.{method.name}; {problem.advice}"
            yield Found(file.at(method.line, method.column), file.element(each.element), message)


def _problem(method: FunctionFacts, replaced: FunctionFacts) -> Problem | None:
    if is_property(method) or is_property(replaced):
        return _turned(method, replaced)
    if method.is_async != replaced.is_async and _is_surely_different(method, replaced):
        what = "must be awaited" if method.is_async else "cannot be awaited"
        return Problem(what, "make both the same, or give it a name of its own")
    if is_class_method(method) or is_class_method(replaced) or is_static(method) != is_static(replaced):
        return None
    if is_static(method):
        return _narrowed(method.params, replaced.params, is_unwritten(replaced))
    if not (me(method) and me(method) == me(replaced)):
        return None
    return _narrowed(method.params[1:], replaced.params[1:], is_unwritten(replaced))


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
    if plain.is_generator or method.is_generator or any(word in plain.returns for word in _AWAITABLE):
        return False
    if plain.body in ("refuses", "not-implemented"):
        return False
    return bool(plain.returns) or all(each.startswith("=") for each in plain.returned)


def _narrowed(now: Sequence[Param], was: Sequence[Param], is_interface: bool) -> Problem | None:
    """More that a call must give, or less that it can.

    What a base that works takes by default is often its own business; what an interface names is meant for all.
    """
    added = _added(now, was)
    if added:
        advice = "give it a default" if len(added) == 1 else "give them defaults"
        return Problem(
            f"also requires {_listed(added)}", f"{advice}, or pass {'it' if len(added) == 1 else 'them'} to the constructor"
        )
    gone = [each.name for each in _gone(now, was) if each.required or is_interface]
    if gone:
        advice = f"take {'it' if len(gone) == 1 else 'them'} too, or give the method a name of its own"
        return Problem(f"no longer takes {_listed(gone)}", advice)
    return None


def _added(now: Sequence[Param], was: Sequence[Param]) -> list[str]:
    kinds, before = {each.kind for each in was}, {each.name for each in was}
    had = sum(each.kind in _PLACED for each in was)
    found = []
    for index, each in enumerate(now):
        if not each.required or each.name in before or "kwargs" in kinds:
            continue
        if each.kind == "keyword" or (index >= had and "args" not in kinds):
            found.append(each.name)
    return found


def _gone(now: Sequence[Param], was: Sequence[Param]) -> Iterator[Param]:
    kinds, names = {each.kind for each in now}, {each.name for each in now}
    places = sum(each.kind in _PLACED for each in now)
    for index, each in enumerate(was):
        if each.name in names or each.name.startswith("_"):
            continue
        if each.kind in _PLACED:
            if index >= places and "args" not in kinds and not ("kwargs" in kinds and each.kind == "normal"):
                yield each
        elif each.kind == "keyword" and "kwargs" not in kinds:
            yield each


def _listed(names: Sequence[str]) -> str:
    return " and ".join(names) if len(names) < 3 else ", ".join(names[:-1]) + f" and {names[-1]}"
