"""An override that refuses what the base class promises."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.facts import FunctionFacts
from archlint.rules.class_kinds import abstract_methods, is_interface, is_unwritten, last
from archlint.rules.overrides import Override, overrides
from archlint.rules.types import Found, Inspection, Rule

RULE = Rule(
    id="refused-override",
    principle="liskov-substitution",
    severity="warning",
    summary="An override does what the base class promises, and does not just raise.",
    why="""\
Code that is given the base class calls the method and gets an exception: the subclass is no subtype, and
every caller must learn which subclasses it may be given (Liskov and Wing 1994, "A behavioral notion of
subtyping"). Give the method to a smaller base that only those classes share which can do it, or let the
class hold the other one instead of inheriting from it. A method that the base leaves unwritten among
several others is a matter of interface segregation, and one that the base refuses itself is no promise.
""",
    bad="""\
=== accounts.py ===
class Account:
    def __init__(self):
        self.balance = 0
    def deposit(self, amount):
        self.balance += amount
    def withdraw(self, amount):
        self.balance -= amount
class FixedTermAccount(Account):
    def withdraw(self, amount):  # <- here
        raise RuntimeError("not before the term ends")
""",
    good="""\
=== accounts.py ===
class Account:
    def __init__(self):
        self.balance = 0
    def deposit(self, amount):
        self.balance += amount
class CurrentAccount(Account):
    def withdraw(self, amount):
        self.balance -= amount
class FixedTermAccount(Account):
    pass
""",
    needs_model=False,
)

_REFUSALS = ("refuses", "not-implemented")


def inspect(file: Inspection) -> Iterator[Found]:
    """Overrides that only raise, of methods that do something or are all that their class asks for."""
    if file.is_test:
        return
    for each in overrides(file):
        if _refuses(each.method) and _promises(each):
            name = f"{last(each.ref.facts.name)}.{each.method.name}"
            exception = next((one.exception for one in each.method.raises), "") or "an exception"
            message = (
                f"'{name}' only raises {exception}, where '{last(each.base.facts.name)}' promises that it can be called; "
                f"move '{each.method.name}' to a base of those classes that can do it"
            )
            yield Found(file.at(each.method.line, each.method.column), file.element(each.ref.facts.name, each.method.name), message)


def _refuses(method: FunctionFacts) -> bool:
    return method.body in _REFUSALS and not any("abstract" in each or "deprecated" in each for each in method.decorators)


def _promises(each: Override) -> bool:
    """Whether the base does the thing itself, or is there for this one thing alone."""
    if each.replaced.body in _REFUSALS and not is_interface(each.base):
        return False  # the base refuses too
    if is_unwritten(each.replaced) or each.replaced in abstract_methods(each.base):
        return len(abstract_methods(each.base)) == 1 and is_interface(each.base) and each.method.body == "refuses"
    return each.replaced.body not in _REFUSALS
