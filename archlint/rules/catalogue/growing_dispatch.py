"""A choice between classes that each new class must be added to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archlint.facts import ClassRef
from archlint.rules.class_kinds import is_data_class, last
from archlint.rules.class_work import classes, is_work_of_the_classes
from archlint.rules.dispatch import Dispatch, dispatches, hint, hints
from archlint.rules.types import Clue, Found, Inspection, Rule, Subject

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
are a parameter that is annotated as the union of the cases, since there the type checker asks for what is
missing, and a match over data classes, unless it takes anything and raises for the rest; and a function of
another package than all of the classes: it translates them into something that they should not know of. In
a small file that uses nothing of the repository, three classes of others are a choice too, and syntax trees.

In a code base of more than a few modules, most of such chains go through a closed set or a tree. There it
is told only where the branches show the work of a class: a base class asks for its subclasses; one branch
calls a method of the object where another does the same with its fields; or each of three branches gives
one value, out of the object alone, for all subclasses of a base, or in a function that does nothing else.
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


def inspect(file: Inspection) -> Iterator[Found | Clue]:
    """Choices between classes that do something for each."""
    if file.is_test:
        return
    for each in dispatches(file):
        switch = each.switch
        if switch.kind != "type" or not _grows(file, each):
            continue
        message = (
            f"'{each.element}' asks '{switch.subject}' of which class it is ({each.cases}), so that each new class must be "
            "added here; let each class do its part in a method that all share"
        )
        identity = f"{each.element} {switch.subject} {'|'.join(switch.cases)}"
        found = Found(file.at(switch.line, switch.column), file.element(each.element), message, identity=identity)
        is_weak = each.is_plain or (each.asks_itself and not _are_below(file, each)) or not is_work_of_the_classes(file, each)
        yield hint(found) if is_weak else found


def conclude(subject: Subject, clues: Sequence[Clue]) -> Iterator[Found]:
    """The choices that only a small program need not make."""
    yield from hints(subject, clues)


def _grows(file: Inspection, each: Dispatch) -> bool:
    """Whether it is about the function's own subclasses, about several classes, or about two that could answer at once."""
    switch = each.switch
    if each.asks_itself:
        return True
    annotation = next((param.annotation for param in each.function.params if param.name == switch.subject), "")
    if _is_union(annotation, switch.cases):
        return False
    if each.is_plain:
        return True
    refs = classes(file, switch)
    if _is_alias(file, annotation) or not _are_alike(file, refs):
        return False
    if switch.matched and all(is_data_class(ref, file.world.ancestry(ref)) for ref in refs):
        return switch.otherwise == "raises" and not annotation
    if len(switch.cases) > 2:
        package = _package(file, file.number)
        return any(_package(file, ref.module) == package for ref in refs)
    return switch.otherwise != "code" and all(ref.module == file.number for ref in refs)


def _are_below(file: Inspection, each: Dispatch) -> bool:
    """Whether they all derive from the class that asks; a mixin may look for others that an object is made of too."""
    asking = next(ClassRef(file.number, facts).key for facts in file.code.classes if facts.name == each.owner)
    refs = classes(file, each.switch)
    return all(any(above.key == asking for above in file.world.ancestry(ref).classes) for ref in refs)


def _are_alike(file: Inspection, refs: Sequence[ClassRef]) -> bool:
    """Whether they can be kinds of one thing: where one is a base of another, they are forms of an argument."""
    keys = {ref.key for ref in refs}
    return not any(above.key in keys for ref in refs for above in file.world.ancestry(ref).classes)


def _is_alias(file: Inspection, annotation: str) -> bool:
    """Whether a name that is no class says which classes there are."""
    found = file.world.annotation(file.number, annotation)
    return found is not None and found.module is not None and file.world.class_at(found.module, found.name) is None


def _package(file: Inspection, number: int) -> str:
    return file.world.graph.modules[number].path.rpartition("/")[0]


def _is_union(annotation: str, cases: tuple[str, ...]) -> bool:
    """Whether a parameter is annotated as one of these and nothing else is left."""
    return ("|" in annotation or "Union[" in annotation) and all(last(case) in annotation for case in cases)
