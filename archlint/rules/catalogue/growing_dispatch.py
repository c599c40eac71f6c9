"""A choice between classes that each new class must be added to."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.facts import FunctionFacts
from archlint.rules.class_kinds import is_data_class, last, me
from archlint.rules.dispatch import Dispatch, dispatches
from archlint.rules.types import Found, Inspection, Rule

RULE = Rule(
    id="growing-dispatch",
    principle="open-closed",
    severity="info",
    summary="What each class does stands in the class, and not in a chain of questions about its objects.",
    why="""\
A function that asks which class an object is of, and then does what that class should do, must be opened
for every class that comes, and it knows them all (Meyer 1988; "Replace Conditional with Polymorphism",
Fowler 1999). Let each class do its part in a method that all share; where the classes must not know of
it, `functools.singledispatch` lets a new one be registered.

Two classes are a choice more than a chain, and often will stay two: they count where they stand in the
same file and nothing is done for the others, or where a base class asks which subclass it is. Left alone
are a parameter that is annotated as the union of the cases and a match over data classes, since there the
type checker asks for what is missing; and a function of another package than all of the classes: it
translates them into something that they should not know of.
""",
    bad="""\
=== shipping.py ===
class Ship: ...
class Truck: ...
def days(carrier, distance):
    if isinstance(carrier, Ship):  # <- here
        return distance / 500
    if isinstance(carrier, Truck):
        return distance / 800
    raise ValueError(carrier)
""",
    good="""\
=== shipping.py ===
class Ship:
    def days(self, distance):
        return distance / 500
class Truck:
    def days(self, distance):
        return distance / 800
def days(carrier, distance):
    return carrier.days(distance)
def text_of(value):
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, str):
        return value
    raise TypeError(value)
""",
    needs_model=False,
)


def inspect(file: Inspection) -> Iterator[Found]:
    """Choices between classes that do something for each."""
    if file.is_test:
        return
    for each in dispatches(file):
        switch = each.switch
        if switch.kind == "type" and _grows(file, each):
            message = (
                f"'{each.element}' asks '{switch.subject}' of which class it is ({each.cases}), so that each new class must be "
                "added here; let each class do its part in a method that all share"
            )
            identity = f"{each.element} {switch.subject} {'|'.join(switch.cases)}"
            yield Found(file.at(switch.line, switch.column), file.element(each.element), message, identity=identity)


def _grows(file: Inspection, each: Dispatch) -> bool:
    """Whether it is about the function's own subclasses, about several classes, or about two that could answer at once."""
    switch = each.switch
    if each.owner and switch.subject == me(each.function):
        return True
    if _is_union(each.function, switch.subject, switch.cases):
        return False
    refs = [ref for case in switch.cases if (ref := file.world.find_class(file.number, case)) is not None]
    if switch.matched and all(is_data_class(ref, file.world.ancestry(ref)) for ref in refs):
        return False
    if len(switch.cases) > 2:
        package = _package(file, file.number)
        return any(_package(file, ref.module) == package for ref in refs)
    return switch.otherwise != "code" and all(ref.module == file.number for ref in refs)


def _package(file: Inspection, number: int) -> str:
    return file.world.graph.modules[number].path.rpartition("/")[0]


def _is_union(function: FunctionFacts, subject: str, cases: tuple[str, ...]) -> bool:
    """Whether the parameter is annotated as one of these and nothing else is left."""
    text = next((each.annotation for each in function.params if each.name == subject), "")
    return ("|" in text or "Union[" in text) and all(last(case) in text for case in cases)
