"""A choice between classes that each new class must be added to."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.rules.dispatch import dispatches
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
        if switch.kind == "type":
            message = (
                f"'{each.element}' asks '{switch.subject}' of which class it is ({each.cases}), so that each new class must be "
                "added here; let each class do its part in a method that all share"
            )
            identity = f"{each.element} {switch.subject} {'|'.join(switch.cases)}"
            yield Found(file.at(switch.line, switch.column), file.element(each.element), message, identity=identity)
