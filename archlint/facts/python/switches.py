"""Choices between kinds: chains of if and elif, runs of ifs that each leave, match statements."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from msgspec.structs import replace

from archlint.facts.python.parts import part_of
from archlint.facts.python.text import chain, dotted
from archlint.facts.types import Switch, SwitchKind

_GIVING: Final = ("nothing", "returns", "assigns", "calls")
_QUESTIONS: Final = ("isinstance", "issubclass", "hasattr")
_LEAVING: Final = (ast.Return, ast.Raise, ast.Continue, ast.Break)
_FLAGS: Final = 3  # less are the options of one task
Otherwise = Literal["", "raises", "constant", "code"]


class _Test(NamedTuple):
    """What a condition asks: which kind of question, about what, and for which cases."""

    kind: SwitchKind
    subject: str
    cases: tuple[str, ...]


class Branch(NamedTuple):
    """A condition and what is done then."""

    test: ast.expr
    body: list[ast.stmt]


def switch_of(branches: Sequence[Branch], orelse: Sequence[ast.stmt], at: ast.stmt, end_line: int) -> Switch | None:
    """The switch that a chain of branches is, if it asks about one thing: one class at least, or two values."""
    first = _asked(branches[0].test)
    if first is None:
        return None
    cases: list[str] = []
    bodies: list[Sequence[ast.stmt]] = []
    for test, body in branches:
        asked = _asked(test)
        if asked is not None and asked[:2] == first[:2]:
            cases.extend(case for case in asked.cases if case not in cases)
            bodies.append(body)
    if first.kind == "value" and len(bodies) < 2:
        return None
    return _switch(first, cases, bodies, orelse, at, end_line)


def asked_apart(body: Sequence[ast.If]) -> list[Switch]:
    """The switches on values, and on flags, that single ifs are which follow each other and do not leave."""
    by_subject: dict[str, list[ast.If]] = {}
    for each in body:
        asked = _asked(each.test)
        if asked is not None and asked.kind == "value":
            by_subject.setdefault(asked.subject, []).append(each)
    runs = [run for run in by_subject.values() if len(run) > 1]
    found = [switch_of([Branch(each.test, each.body) for each in run], (), run[0], run[-1].end_lineno or 0) for run in runs]
    return [each for each in (*found, _flags(body)) if each is not None]


def _flags(body: Sequence[ast.If]) -> Switch | None:
    """The switch on flags that ifs are which ask for a name or a field each."""
    by_flag: dict[str, ast.If] = {}
    for each in body:
        flag = _flag(each.test)
        if flag:
            by_flag.setdefault(flag, each)
    if len(by_flag) < _FLAGS:
        return None
    *_, last = by_flag.values()
    bodies: list[Sequence[ast.stmt]] = [each.body for each in by_flag.values()]
    return _switch(_Test("flag", "", ()), [*by_flag], bodies, (), body[0], last.end_lineno or last.lineno)


def _flag(test: ast.expr) -> str:
    """A name or a field that is asked for alone, or before others; or whether there is something in it."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        test = test.values[0]
    if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.IsNot) and len(test.ops) == 1:
        right = test.comparators[0]
        test = test.left if isinstance(right, ast.Constant) and right.value is None else test
    return dotted(test) if isinstance(test, (ast.Name, ast.Attribute)) else ""


def match_switch(node: ast.Match) -> Switch | None:
    """The switch that a match statement is; None where its patterns are about structure and not about kinds."""
    subject = _subject(node.subject)
    cases: list[str] = []
    bodies: list[Sequence[ast.stmt]] = []
    kinds: set[SwitchKind] = set()
    otherwise: list[ast.stmt] = []
    for case in node.cases:
        named = _pattern_cases(case.pattern)
        if named is None:
            return None
        if not named:
            otherwise = case.body
            continue
        bodies.append(case.body)
        for kind, text in named:
            kinds.add(kind)
            cases.append(text)
    if not subject or len(kinds) != 1 or len(bodies) < 2:
        return None
    found = _switch(_Test(kinds.pop(), subject, ()), cases, bodies, otherwise, node, node.end_lineno or node.lineno)
    return replace(found, matched=True)


def is_leaving(statement: ast.stmt) -> bool:
    """Whether it is an `if` without an else whose body ends by leaving."""
    return isinstance(statement, ast.If) and not statement.orelse and isinstance(statement.body[-1], _LEAVING)


def is_staying(statement: ast.stmt) -> bool:
    """Whether it is an `if` without an else whose body does not end by leaving."""
    return isinstance(statement, ast.If) and not statement.orelse and not isinstance(statement.body[-1], _LEAVING)


def _switch(
    test: _Test, cases: list[str], bodies: list[Sequence[ast.stmt]], orelse: Sequence[ast.stmt], at: ast.stmt, end_line: int
) -> Switch:
    return Switch(
        test.kind,
        test.subject,
        tuple(cases),
        at.lineno,
        at.col_offset + 1,
        end_line,
        _otherwise(orelse),
        len(bodies),
        parts=tuple([part_of(body) for body in bodies]),
    )


def _otherwise(orelse: Sequence[ast.stmt]) -> Otherwise:
    if not orelse:
        return ""
    if isinstance(orelse[0], ast.Raise):
        return "raises"
    part = part_of(orelse)
    return "constant" if len(orelse) == 1 and part.does in _GIVING and set(part.uses) <= {"print()"} else "code"


def _asked(test: ast.expr) -> _Test | None:
    if isinstance(test, ast.BoolOp):
        parts = [asked for value in test.values if (asked := _asked(value))]
        if isinstance(test.op, ast.And):
            return parts[0] if parts else None
        if len(parts) == len(test.values) and len({part[:2] for part in parts}) == 1:
            return parts[0]._replace(cases=tuple(case for part in parts for case in part.cases))
        return None
    if isinstance(test, ast.Call):
        return _isinstance(test) if isinstance(test.func, ast.Name) else _affix(test)
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        return _compared(test.left, test.ops[0], test.comparators[0])
    return None


def _isinstance(test: ast.Call) -> _Test | None:
    if not (isinstance(test.func, ast.Name) and test.func.id in _QUESTIONS and len(test.args) == 2):
        return None
    subject, classes = _subject(test.args[0]), test.args[1]
    if test.func.id == "hasattr":
        case = _case(classes)
        return _Test("value", f"{subject}.hasattr()", (case,)) if subject and case else None
    if isinstance(classes, ast.BinOp) and isinstance(classes.op, ast.BitOr):
        named = [dotted(classes.left), dotted(classes.right)]
    else:
        named = [dotted(each) for each in (classes.elts if isinstance(classes, ast.Tuple) else [classes])]
    return _Test("type", subject, tuple(named)) if subject and all(named) else None


def _affix(test: ast.Call) -> _Test | None:
    """`x.endswith(".csv")`: a question about what the call says of x."""
    if not (isinstance(test.func, ast.Attribute) and test.func.attr in ("endswith", "startswith") and len(test.args) == 1):
        return None
    subject, asked = _called(test.func), test.args[0]
    cases = [_case(each) for each in (asked.elts if isinstance(asked, ast.Tuple) else [asked])]
    return _Test("value", subject, tuple(cases)) if subject and cases and all(cases) else None


def _compared(left: ast.expr, operator: ast.cmpop, right: ast.expr) -> _Test | None:
    if isinstance(operator, ast.In):
        if not isinstance(right, (ast.Tuple, ast.List, ast.Set)):
            return None
        subject, cases = _valued(left), [_case(each) for each in right.elts]
        return _Test("value", subject, tuple(cases)) if subject and cases and all(cases) else None
    if not isinstance(operator, (ast.Eq, ast.Is)):
        return None
    typed = _type_of(left)
    if typed:
        name = right.value if isinstance(right, ast.Constant) and isinstance(right.value, str) else dotted(right)
        return _Test("type", typed, (name,)) if name else None
    if _case(left) and not isinstance(left, (ast.Name, ast.Attribute)):
        left, right = right, left
    subject, case = _valued(left), _case(right)
    return _Test("value", subject, (case,)) if subject and case else None


def _type_of(node: ast.expr) -> str:
    """`x` for `type(x)`, `x.__class__`, and for the `__name__` of these."""
    if isinstance(node, ast.Attribute) and node.attr in ("__name__", "__qualname__"):
        node = node.value
        return _type_of(node)
    if isinstance(node, ast.Attribute) and node.attr == "__class__":
        return _subject(node.value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "type" and len(node.args) == 1:
        return _subject(node.args[0])
    return ""


def _subject(node: ast.expr) -> str:
    """What is asked about, as a chain; `x.lower()` and `x["kind"]` are subjects too."""
    if isinstance(node, ast.Call) and not node.args and isinstance(node.func, ast.Attribute):
        return _called(node.func)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get" and node.args:
        return _item(node.func.value, node.args[0])
    if isinstance(node, ast.Subscript):
        return _item(node.value, node.slice)
    return chain(node)[0] if isinstance(node, (ast.Name, ast.Attribute)) else ""


def _valued(node: ast.expr) -> str:
    """What is asked about for its value: a part that has a number is a subject too (`words[0]`)."""
    found = _subject(node)
    if found or not isinstance(node, ast.Subscript):
        return found
    text, key = dotted(node.value), node.slice
    return f"{text}[{key.value}]" if text and isinstance(key, ast.Constant) and type(key.value) is int else ""


def _called(function: ast.expr) -> str:
    text = dotted(function)
    return f"{text}()" if text else ""


def _item(value: ast.expr, key: ast.expr) -> str:
    text = dotted(value)
    return f"{text}[{key.value!r}]" if text and isinstance(key, ast.Constant) and isinstance(key.value, str) else ""


def _case(node: ast.expr) -> str:
    """A case of a switch on values: a literal, or a dotted name that is no plain variable."""
    if isinstance(node, ast.Constant):
        return repr(node.value) if isinstance(node.value, (str, int, bytes)) and not isinstance(node.value, bool) else ""
    text = dotted(node)
    return text if "." in text or text.isupper() else ""


def _pattern_cases(pattern: ast.pattern) -> list[tuple[SwitchKind, str]] | None:
    """The kinds that a pattern names: none for one that takes everything, None for one about structure.

    A sequence is of the kind that it begins with (`case ["add", name]`), a mapping of its first value (`case {"type": "add"}`).
    """
    if isinstance(pattern, ast.MatchClass):
        name = dotted(pattern.cls)
        return [("type", name)] if name else None
    if isinstance(pattern, ast.MatchValue):
        case = _case(pattern.value)
        return [("value", case)] if case else None
    if isinstance(pattern, ast.MatchAs):
        return [] if pattern.pattern is None else _pattern_cases(pattern.pattern)
    if isinstance(pattern, ast.MatchSequence):
        first = pattern.patterns[0] if pattern.patterns else None
        return _pattern_cases(first) if isinstance(first, ast.MatchValue) else None
    if isinstance(pattern, ast.MatchMapping):
        first = next((each for each in pattern.patterns if isinstance(each, ast.MatchValue)), None)
        return _pattern_cases(first) if first is not None else None
    if isinstance(pattern, ast.MatchOr):
        parts = [_pattern_cases(each) for each in pattern.patterns]
        return None if any(part is None for part in parts) else [each for part in parts if part for each in part]
    return None
