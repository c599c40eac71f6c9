"""An override that gives another kind of value than the base class."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archlint.facts import FunctionFacts
from archlint.rules.class_kinds import is_abstract, last
from archlint.rules.overrides import Override, overrides
from archlint.rules.types import Found, Inspection, Rule

RULE = Rule(
    id="changed-result",
    principle="liskov-substitution",
    severity="warning",
    summary="An override gives the kind of value that the base class's method gives.",
    why="""\
A caller goes on with what the base class promises to give; another type, or nothing, breaks it for one
subclass only (covariance of results: Liskov and Wing 1994; PEP 483). Give a value of the same type, or
change what the base promises, so that every caller knows.
""",
    bad="""\
=== readers.py ===
class Reader:
    def fields(self) -> list:
        return ["a", "b"]
    def size(self):
        return 3
class KeyReader(Reader):
    def fields(self) -> dict:  # <- here
        return {"a": "b"}
class EmptyReader(Reader):
    def size(self):  # <- here
        return "none"
""",
    good="""\
=== readers.py ===
class Reader:
    def fields(self) -> list:
        return ["a", "b"]
    def size(self):
        return 3
class EmptyReader(Reader):
    def fields(self) -> list:
        return []
    def size(self):
        return 0
""",
    needs_model=False,
)

_BUILTINS: Final = frozenset({"str", "bytes", "int", "float", "bool", "list", "dict", "set", "tuple", "None"})
_NUMBERS: Final = frozenset({"int", "float", "bool"})


def inspect(file: Inspection) -> Iterator[Found]:
    """Overrides whose results are of another builtin type, by annotation, or by all that they return."""
    if file.is_test:
        return
    for each in overrides(file):
        theirs, mine = _result(each.replaced), _result(each.method)
        if theirs and mine and _is_other(each, theirs, mine):
            name = f"{last(each.ref.facts.name)}.{each.method.name}"
            message = (
                f"'{name}' gives {_named(mine)}, where '{last(each.base.facts.name)}' gives {_named(theirs)}; "
                "give the same kind of value, or change what the base promises"
            )
            yield Found(file.at(each.method.line, each.method.column), file.element(each.ref.facts.name, each.method.name), message)


def _result(method: FunctionFacts) -> frozenset[str]:
    """The builtin types that a method gives; none where that cannot be told."""
    if method.is_generator or method.body in ("not-implemented", "refuses") or is_abstract(method) or method.decorators:
        return frozenset()
    if method.returns:
        name = method.returns.partition("[")[0].strip().lower() if method.returns != "None" else "None"
        return frozenset({name}) if name in _BUILTINS and "|" not in method.returns else frozenset()
    kinds = {value.removeprefix("=").removesuffix("Type") for value in method.returned}
    known = all(value.startswith("=") for value in method.returned)
    return frozenset(kinds) if kinds and known and kinds <= _BUILTINS else frozenset()


def _is_other(each: Override, theirs: frozenset[str], mine: frozenset[str]) -> bool:
    """Whether no value of the override is one of the base's; nothing at all is a default that says so."""
    if theirs == {"None"} or mine == {"None"} or each.replaced.is_async != each.method.is_async:
        return False
    return theirs.isdisjoint(mine) and not (theirs | mine <= _NUMBERS)


def _named(kinds: frozenset[str]) -> str:
    return " or ".join(sorted(kinds))
