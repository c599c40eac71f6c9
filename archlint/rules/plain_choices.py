"""Choices in programs of their own, where what stands in the file is all that there is: there the chain is the design."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from archlint.facts import ClassFacts, FunctionFacts, Switch
from archlint.rules.branches import MANY, are_typed, working
from archlint.rules.class_kinds import me
from archlint.rules.sketches import stands_alone
from archlint.rules.types import Inspection

_SYSTEM: Final = ("sys.", "os.", "platform.")
_ENTRY: Final = ("main", "parse", "visit", "tokenize", "lex")  # they read what a person or a text says
_SIGN: Final = re.compile(r"'.'\Z")
_NAME: Final = re.compile(r"'\.?\w{3}[\w .-]*'\Z|[\w.]+\Z")
_BOOL: Final = "=bool"


def is_plain_choice(file: Inspection, owner: str, function: FunctionFacts, switch: Switch) -> bool:
    """Whether a program does something else for each of several kinds, whatever it is that tells them.

    In a library the same chain is often an option, a closed set or a format of others (measured: of 625 example programs that are
    right, 1 has such a chain, and that is a factory).
    """
    if not stands_alone(file) or function.name.lstrip("_").startswith(_ENTRY):
        return False
    if switch.kind == "type":
        return _is_between_types(file, switch)
    if switch.kind == "flag":
        return _is_between_flags(file, owner, function, switch)
    return _is_between_values(file, function, switch)


def _is_between_types(file: Inspection, switch: Switch) -> bool:
    known = [case for case in switch.cases if file.world.find_class(file.number, case) is not None]
    return len(working(switch)) >= (2 if len(known) > 1 else MANY)


def _is_between_values(file: Inspection, function: FunctionFacts, switch: Switch) -> bool:
    if switch.subject.startswith(_SYSTEM) or not all(_is_own(file, case) for case in switch.cases):
        return False
    if are_typed(switch.cases) and not (switch.subject.startswith(f"{me(function)}.") and all(map(str.isdigit, switch.cases))):
        return False  # an own field that holds numbers is a code
    is_given = any(param.name == switch.subject.partition(".")[0] for param in function.params)
    if len(working(switch)) < MANY:
        return is_given and len(working(switch)) > 1 and _are_alternatives(function, switch)
    return is_given or not all(map(_SIGN.match, switch.cases))


def _are_alternatives(function: FunctionFacts, switch: Switch) -> bool:
    """Whether two names are told apart, and nothing else is done for the rest: that is no yes and no."""
    if switch.subject.endswith("()") or switch.otherwise not in ("", "raises") or function.name.startswith("_"):
        return False
    is_closed = any(param.name == switch.subject and param.annotation.startswith("Literal[") for param in function.params)
    return not is_closed and all(map(_NAME.match, switch.cases))


def _is_own(file: Inspection, case: str) -> bool:
    """Whether a case is a literal, or a name that the program gives itself."""
    if "'" in case or case.isdigit():
        return True
    if "." in case:
        return not file.world.external(file.number, case)
    return file.code.top is not None and case in file.code.top.stores


def _is_between_flags(file: Inspection, owner: str, function: FunctionFacts, switch: Switch) -> bool:
    """Whether several switches turn something on each, or several criteria that may be left out do one thing each."""
    if len(working(switch)) < MANY:
        return False
    known = {*_flags(file, owner, function)}
    if sum(case in known for case in switch.cases) >= MANY:
        return True
    left_out = {param.name for param in function.params if param.default == "=None"}
    ends = {(part.does, part.target) for part in switch.parts}
    return left_out.issuperset(switch.cases) and len(ends) == 1 and ends.isdisjoint({("returns", ""), ("code", "")})


def _flags(file: Inspection, owner: str, function: FunctionFacts) -> Iterator[str]:
    """The parameters and fields that are true or false by their type, or by what stands in them at first."""
    yield from _true_or_false(function)
    for facts in file.code.classes if owner else ():
        if facts.name == owner:
            yield from (f"{me(function)}.{field}" for field in _fields(facts))


def _fields(facts: ClassFacts) -> Iterator[str]:
    if facts.body is not None:
        yield from (name for name, text in facts.body.annotated.items() if text == "bool")
    for method in facts.methods:
        if method.name == "__init__":
            given = {_BOOL, *_true_or_false(method)}
            start = f"{me(method)}."
            yield from (target.removeprefix(start) for target, value in method.assigned.items() if value in given)


def _true_or_false(function: FunctionFacts) -> Iterator[str]:
    return (param.name for param in function.params if param.annotation == "bool" or param.default == _BOOL)
