"""A caller that treats one subclass apart."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.facts import ClassRef, FunctionFacts, Switch
from archlint.rules.class_kinds import is_exception, last
from archlint.rules.types import Found, Inspection, Rule

RULE = Rule(
    id="subclass-special-case",
    principle="liskov-substitution",
    severity="warning",
    summary="Code that works with a base class does not ask for one of its subclasses.",
    why="""\
A caller that asks `isinstance` for a subclass, and then calls something that only this one has, does not
trust the subclass to stand in for its base (Liskov and Wing 1994). Let the subclass do its own part in an
override of the method that the others are asked for.
""",
    bad="""\
=== prices.py ===
class Product:
    def price(self):
        return 10
class Sale(Product):
    def reduced(self):
        return 5
def total(products):
    found = 0
    for product in products:
        if isinstance(product, Sale):  # <- here
            found += product.reduced()
        else:
            found += product.price()
    return found
""",
    good="""\
=== prices.py ===
class Product:
    def price(self):
        return 10
class Sale(Product):
    def price(self):
        return super().price() / 2
def total(products):
    return sum(product.price() for product in products)
""",
    needs_model=False,
)


def inspect(file: Inspection) -> Iterator[Found]:
    """Functions that ask one object for what the base has, and for what only a subclass has."""
    if file.is_test:
        return
    methods = ((facts.name, method) for facts in file.code.classes for method in facts.methods)
    for owner, function in (*(("", each) for each in file.code.functions), *methods):
        for switch in function.switches:
            if switch.kind == "type" and len(switch.cases) == 1 and switch.subject not in ("self", "other"):
                found = _special(file, function, switch)
                if found is not None:
                    base, method = found
                    element = file.element(*filter(None, (owner, function.name)))
                    message = (
                        f"'{function.name}' asks whether '{switch.subject}' is a {switch.cases[0]} and then calls '{method}', "
                        f"which '{base}' does not have; let '{switch.cases[0]}' override what '{base}' is asked for"
                    )
                    yield Found(
                        file.at(switch.line, switch.column), element, message, identity=f"{switch.subject} {switch.cases[0]}"
                    )


def _special(file: Inspection, function: FunctionFacts, switch: Switch) -> tuple[str, str] | None:
    """The base, and the method that only the subclass has, where the function calls methods of both."""
    prefix = f"{switch.subject}."
    called = {call.removeprefix(prefix) for call in function.calls if call.startswith(prefix)}
    if len(called) < 2:
        return None
    ref = file.world.find_class(file.number, switch.cases[0])
    ancestry = None if ref is None else file.world.ancestry(ref)
    if ref is None or ancestry is None or not ancestry.classes or is_exception(ref, ancestry):
        return None
    own, inherited = _names([ref]), _names(list(ancestry.classes))
    special = sorted((called & own) - inherited)
    return (last(ancestry.classes[0].facts.name), special[0]) if special and called & inherited else None


def _names(refs: list[ClassRef]) -> set[str]:
    return {method.name for ref in refs for method in ref.facts.methods}
