"""A choice between kinds that each new kind must be added to."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.rules.dispatch import dispatches
from archlint.rules.types import Found, Inspection, Rule

RULE = Rule(
    id="switch-on-kind",
    principle="open-closed",
    severity="info",
    summary="What each kind does stands with the kind, and not in a chain of questions about it.",
    why="""\
A function that asks which kind a thing is, and then does what that kind does, must be opened for every
kind that comes, and it knows them all (Meyer 1988; "Replace Conditional with Polymorphism", Fowler 1999).
Let each class do its part in a method that all share, or keep the parts in a table that a new kind adds
itself to. A place that only decides which class to make is the one chain that may stay. Options of a
function (a mode, a method, a format) are no kinds, but where the method is named for them (`pay` for a
`payment_method`).
""",
    bad="""\
=== shipping.py ===
def price(parcel, kind):
    if kind == "letter":  # <- here
        return 1
    elif kind == "box":
        return parcel.weight * 2
    elif kind == "pallet":
        return parcel.weight + 100
""",
    good="""\
=== shipping.py ===
class Letter:
    def price(self):
        return 1
class Box:
    def __init__(self, weight):
        self.weight = weight
    def price(self):
        return self.weight * 2
def price(parcel):
    return parcel.price()
def parse_unit(text):
    if text == "kilogram":
        return 1000
    elif text == "gram":
        return 1
    elif text == "pound":
        return 454
""",
    needs_model=False,
)


def inspect(file: Inspection) -> Iterator[Found]:
    """Choices between kinds that do something for each."""
    if file.is_test:
        return
    for each in dispatches(file):
        switch = each.switch
        if switch.kind != "value" or _only_makes(file, each.function.returned, switch.cases):
            continue
        message = (
            f"'{each.element}' asks '{switch.subject}' which kind it is ({each.cases}), so that each new kind must be added here; "
            "let each kind do its part in a method that all share, or in a table that it adds itself to"
        )
        identity = f"{each.element} {switch.subject} {'|'.join(switch.cases)}"
        yield Found(file.at(switch.line, switch.column), file.element(each.element), message, identity=identity)


def _only_makes(file: Inspection, returned: tuple[str, ...], cases: tuple[str, ...]) -> bool:
    """Whether the function is a factory: it returns an object of another class of the repository for each case."""
    made = {name for name in returned if name.endswith("()") and file.world.find_class(file.number, name[:-2]) is not None}
    return len(made) >= min(len(cases), 2)
