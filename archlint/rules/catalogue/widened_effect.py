"""An override that changes more than the base class's method does."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.facts import ClassFacts, ClassRef, FunctionFacts
from archlint.rules.class_kinds import last, me
from archlint.rules.types import Found, Inspection, Rule

RULE = Rule(
    id="widened-effect",
    principle="liskov-substitution",
    severity="warning",
    summary="An override that sets a value sets no other value which the base class keeps apart.",
    why="""\
The base class says, by having two setters, that its two values vary independently. A subclass that sets
both in one of them breaks what callers rely on: after `set_width(5)` the height has changed (the history
rule of Liskov and Wing 1994). Do not inherit from a class whose values vary more freely than yours; let
both implement what they share, or make them immutable.
""",
    bad="""\
=== boxes.py ===
class Box:
    def set_width(self, width):
        self.width = width
    def set_height(self, height):
        self.height = height
class Cube(Box):
    def set_width(self, width):  # <- here
        self.width = width
        self.height = width
""",
    good="""\
=== boxes.py ===
from typing import Protocol
class Solid(Protocol):
    def volume(self): ...
class Box:
    def __init__(self, width, height):
        self.width = width
        self.height = height
class NamedBox(Box):
    def set_width(self, width):
        self.width = width
        self.label = str(width)
class Cube:
    def set_side(self, side):
        self.side = side
""",
    needs_model=False,
)


def inspect(file: Inspection) -> Iterator[Found]:
    """Setters that set more than the one that they replace, where the base has another setter for that."""
    if file.is_test:
        return
    for facts in file.code.classes:
        if not facts.bases:
            continue
        setters = [(method, fields) for method in facts.methods if (fields := _sets(method))]
        for base in file.world.ancestry(ClassRef(file.number, facts)).classes if setters else ():
            apart = _setters_of(base.facts)
            for method, fields in setters:
                more = _beyond(method, fields, apart)
                if more:
                    yield _found(file, facts, method, base, more)


def _beyond(method: FunctionFacts, fields: frozenset[str], apart: dict[tuple[str, bool], frozenset[str]]) -> list[str]:
    """The fields that another setter of the base is there for."""
    own = apart.get((method.name, _is_accessor(method)))
    if not own or len(own) != 1:
        return []
    others = {field for key, sets in apart.items() if key[0] != method.name for field in sets if len(sets) == 1}
    return sorted(field for field in fields - own if field in others)


def _setters_of(facts: ClassFacts) -> dict[tuple[str, bool], frozenset[str]]:
    return {(each.name, _is_accessor(each)): sets for each in facts.methods if (sets := _sets(each))}


def _sets(method: FunctionFacts) -> frozenset[str]:
    """The fields that a method sets which is there to set: it has a parameter, and is no constructor."""
    if len(method.params) < 2 or (method.name.startswith("__") and method.name.endswith("__")):
        return frozenset()
    own = me(method)
    fields = (name.removeprefix(f"{own}.") for name in method.stores if name.startswith(f"{own}."))
    return frozenset(field.lstrip("_") for field in fields if "." not in field)


def _is_accessor(method: FunctionFacts) -> bool:
    return any(each.endswith(".setter") for each in method.decorators)


def _found(file: Inspection, facts: ClassFacts, method: FunctionFacts, base: ClassRef, more: list[str]) -> Found:
    name = last(base.facts.name)
    message = (
        f"'{last(facts.name)}.{method.name}' also sets '{more[0]}', which '{name}' sets apart; "
        f"do not inherit from '{name}', whose values vary more freely"
    )
    return Found(file.at(method.line, method.column), file.element(facts.name, method.name), message)
