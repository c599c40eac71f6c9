"""A choice between kinds that each new kind must be added to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archlint.rules.branches import make_classes
from archlint.rules.class_kinds import last
from archlint.rules.dispatch import Dispatch, dispatches, hint, hints
from archlint.rules.types import Clue, Found, Inspection, Rule, Step, Subject

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
`payment_method`), calls methods that are named for the values, or is not alone in asking.

A small file that uses nothing of the repository is a program of its own, whose choices are its design. There
it is told wherever three branches do something of their own, whatever is asked: a command, an operator, the
ending of a file, an option; and where three flags, that are true or false, each switch on something in one
function. Menus of single keys, numbers, what the system is, and what a reader of texts meets are left alone.

In a code base of more than a few modules, most of such chains ask for an option once, and no class is
missing. There it is told only of a field that three methods of its class ask for three kinds (a type code): each
kind is a class that is not there yet ("Replace Type Code with Subclasses", Fowler 1999).
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


def inspect(file: Inspection) -> Iterator[Found | Clue]:
    """Choices between kinds that do something for each."""
    if file.is_test:
        return
    asked = [each for each in dispatches(file) if each.switch.kind != "type" and not _only_makes(file, each)]
    coded = {id(each): codes for each in asked if (codes := _of_one_code(each, asked))}
    seen: set[tuple[str, str]] = set()
    for each in asked:
        switch = each.switch
        message = _message(each)
        identity = f"{each.element} {switch.subject} {'|'.join(switch.cases)}"
        place = file.at(switch.line, switch.column)
        found = Found(place, file.element(each.element), message, identity=identity)
        if id(each) not in coded:
            yield hint(found)
        elif (each.owner, switch.subject) not in seen:
            seen.add((each.owner, switch.subject))
            yield _on_the_code(file, each, coded[id(each)])


def conclude(subject: Subject, clues: Sequence[Clue]) -> Iterator[Found]:
    """The choices that only a small program need not make."""
    yield from hints(subject, clues)


def _message(each: Dispatch) -> str:
    if each.switch.kind == "flag":
        return (
            f"'{each.element}' has a flag for each thing that it may do ({each.cases}), so that each new one must be added here; "
            "take the things to do, as objects that share a method"
        )
    return (
        f"'{each.element}' asks '{each.switch.subject}' which kind it is ({each.cases}), so that each new kind must be added here; "
        "let each kind do its part in a method that all share, or in a table that it adds itself to"
    )


def _on_the_code(file: Inspection, each: Dispatch, others: list[Dispatch]) -> Found:
    switch = each.switch
    steps = tuple(Step(*file.at(other.switch.line, other.switch.column), f"{other.element} asks") for other in others)
    message = (
        f"{len({other.element for other in others})} methods of '{last(each.owner)}' ask '{switch.subject}' which kind the object "
        f"is ({each.cases}), so that each new kind is an edit of all of them; give each kind a class of its own, with what it does"
    )
    return Found(file.at(switch.line, switch.column), file.element(each.owner), message, steps, f"{each.owner} {switch.subject}")


def _of_one_code(each: Dispatch, asked: list[Dispatch]) -> list[Dispatch]:
    """The choices of a class on one field of its objects, where these are several and the field is a code for their class."""
    if each.is_plain or not each.asks_own_field:
        return []
    switch = each.switch
    some = [
        other
        for other in asked
        if other.owner == each.owner
        and not other.is_plain
        and other.switch.subject == switch.subject
        and len(set(other.switch.cases) & set(switch.cases)) > 1
    ]
    methods = {other.function.name for other in some}
    cases = {case for other in some for case in other.switch.cases}
    return some if len(methods) > 2 and len(cases) > 2 else []


def _only_makes(file: Inspection, each: Dispatch) -> bool:
    """Whether it is a factory: it returns, or assigns, an object of another class of the repository for each case."""
    if make_classes(file, each.switch):
        return True
    values = [name[:-2] for name in each.function.returned if name.endswith("()")]
    made = {name for name in values if file.world.find_class(file.number, name) is not None}
    return len(made) >= min(len(each.switch.cases), 2)
