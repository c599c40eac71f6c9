"""What the branches of a choice tell: whether they answer one question, out of what, and who could answer it instead."""

from __future__ import annotations

import builtins
import re
from collections.abc import Sequence
from typing import Final

from archlint.facts import FunctionFacts, Part, Switch
from archlint.rules.class_kinds import last, me, words
from archlint.rules.types import Inspection

_BUILTINS: Final = frozenset(dir(builtins))
_TYPED: Final = re.compile(r"'\w?'\Z|'?\d+'?\Z|b'|'[rwax][bt+]*'\Z")
MANY: Final = 3  # branches that do something: two may be a yes and a no


def working(switch: Switch) -> list[Part]:
    """The branches that do more than nothing and refusing."""
    return [each for each in switch.parts if each.does not in ("nothing", "raises")]


def chooses(function: FunctionFacts) -> bool:
    """Whether it does something else for each of several kinds: what it does then is the work of these."""
    asked = (each for each in function.switches if each.kind != "flag" and not are_typed(each.cases))
    return any(len(working(each)) >= MANY for each in asked)


def are_typed(cases: Sequence[str]) -> bool:
    """Whether all are single keys or numbers (a menu), or ways to open a file."""
    return all(map(_TYPED.match, cases))


def answer_alike(switch: Switch) -> bool:
    """Whether each branch is one statement, all of one sort: returns, assignments to one variable, calls of one function."""
    parts = working(switch)
    return len(parts) > 1 and all(each.statements == 1 for each in parts) and _alike(parts) == len(parts)


def end_alike(switch: Switch) -> bool:
    """Whether three branches at least, and nearly all, end in statements of one sort."""
    parts = working(switch)
    return len(parts) > 2 and _alike(parts) > 2 * len(parts) // 3


def _alike(parts: list[Part]) -> int:
    """How many of them are of the sort that most are."""
    sorts = [(each.does, each.target) for each in parts if each.does == "returns" or (each.does != "code" and each.target)]
    return max(map(sorts.count, sorts), default=0)


def ask_their_subject_only(switch: Switch) -> bool:
    """Whether the branches answer alike out of constants and of what is asked: that is what a method of its class is made of."""
    return answer_alike(switch) and all(_is_of(use, switch.subject) for each in working(switch) for use in each.uses)


def _is_of(use: str, subject: str) -> bool:
    return use.startswith(f"{subject}.") or use.removesuffix("()") in _BUILTINS


def some_answer_themselves(switch: Switch) -> bool:
    """Whether one branch hands all over to a method of what is asked, and another does the same out of its fields."""
    parts = working(switch)
    handed = [_is_handed_over(each, switch.subject) for each in parts]
    alone = [each for each, is_handed in zip(parts, handed, strict=True) if not is_handed]
    return any(handed) and any(use.startswith(f"{switch.subject}.") for each in alone for use in each.uses)


def convert_their_subject(switch: Switch) -> bool:
    """Whether they bring an argument that comes in several forms into one."""
    return any(each.does == "assigns" and each.target == switch.subject for each in switch.parts)


def _is_handed_over(part: Part, subject: str) -> bool:
    value = f"{part.target}()" if part.does == "calls" else part.value
    return value.startswith(f"{subject}.") and value.endswith("()") and "." not in value[len(subject) + 1 :]


def call_by_case(function: FunctionFacts, switch: Switch) -> bool:
    """Whether they call methods of the own object that are named for the cases (`_to_csv` where "csv" is asked for)."""
    start = f"{me(function)}."
    cases = [asked for case in switch.cases if (asked := set(words(last(case))))]
    named = 0
    for each in working(switch):
        called = [set(words(use[len(start) :])) for use in each.uses if use.startswith(start) and use.endswith("()")]
        named += any(case <= name for case in cases for name in called)
    return named > 1


def make_classes(file: Inspection, switch: Switch) -> bool:
    """Whether they choose among classes of the repository, or make objects of them: then that is the one place that may ask."""
    values = {each.value.removesuffix("()") for each in working(switch) if each.value and not each.value.startswith("=")}
    return sum(file.world.find_class(file.number, each) is not None for each in values) > 1


def is_about(function: FunctionFacts, switch: Switch, *, is_method: bool) -> bool:
    """Whether a function is there for the one choice, about what it is given first."""
    given = function.params[1:] if is_method else function.params
    return bool(given) and given[0].name == switch.subject and is_the_whole(function, switch)


def is_the_whole(function: FunctionFacts, switch: Switch) -> bool:
    """Whether a function does nothing else."""
    return (function.end_line - function.line) - (switch.end_line - switch.line) <= _AROUND


_AROUND: Final = 6  # lines of a head, a docstring and a last return


def calls_itself(function: FunctionFacts) -> bool:
    """Whether it goes through something nested, as passes over trees do."""
    return function.name in function.calls or f"{me(function)}.{function.name}" in function.calls
