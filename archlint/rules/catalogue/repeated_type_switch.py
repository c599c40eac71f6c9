"""The same choice between kinds in several places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archlint.rules.dispatch import dispatches
from archlint.rules.sketches import is_small, of_small_programs
from archlint.rules.types import Clue, Found, Inspection, Rule, Step, Subject

RULE = Rule(
    id="repeated-type-switch",
    principle="open-closed",
    severity="info",
    summary="The kinds of a thing are told apart in one place.",
    why="""\
The same chain of questions in several functions means that a new kind is an edit of each of them, and the
one that is forgotten fails only when it runs ("Switch Statements", Fowler 1999). Ask once, where the thing
is made, and let it answer from then on: a class for each kind, with a method for each of the functions.
Only programs of a few modules are told: in a large code base, what several functions know is mostly an option, or a
set that some standard has closed.
""",
    bad="""\
=== shop/__init__.py ===
=== shop/prices.py ===
def price(kind):
    if kind == "basic":
        return 1
    elif kind == "premium":
        return 2
=== shop/mails.py ===
def greeting(kind):
    if kind == "basic":  # <- here
        return "Hello"
    elif kind == "premium":
        return "Welcome"
""",
    good="""\
=== shop/__init__.py ===
=== shop/prices.py ===
PRICES = {"basic": 1, "premium": 2}
def price(kind):
    return PRICES[kind]
=== shop/mails.py ===
def greeting(kind):
    if kind == "basic":
        return "Hello"
    elif kind == "premium":
        return "Welcome"
""",
    needs_model=False,
)

_SHOWN = 4


def inspect(file: Inspection) -> Iterator[Clue]:
    """Every choice between kinds, by its cases."""
    if file.is_test:
        return
    for each in dispatches(file):
        cases = sorted(case.rpartition(".")[2] for case in each.switch.cases)
        yield Clue(file.at(each.switch.line, each.switch.column), file.element(each.element), tuple(cases))


def conclude(subject: Subject, clues: Sequence[Clue]) -> Iterator[Found]:
    """Choices with the same cases in different functions of a small program; one finding for each set of cases."""
    places: dict[tuple[str, tuple[str, ...]], dict[str, Clue]] = {}
    for clue in of_small_programs(subject, clues):
        program = "" if is_small(subject) else clue.place.path
        places.setdefault((program, clue.words), {}).setdefault(clue.element, clue)
    for (_, cases), found in places.items():
        if len(found) > 1:
            first, *_ = found.values()
            steps = tuple(Step(*clue.place, f"{clue.element} asks") for clue in found.values())
            listed = ", ".join(case.strip("'") for case in cases[:_SHOWN]) + (", …" if len(cases) > _SHOWN else "")
            message = (
                f"{len(found)} functions tell the same kinds apart ({listed}); ask once, where the thing is made, "
                "and give each kind a class or an entry in a table"
            )
            yield Found(first.place, first.element, message, steps, "|".join(cases))
