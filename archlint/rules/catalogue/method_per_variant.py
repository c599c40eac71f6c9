"""A class with a method for each variant of one task."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.facts import ClassFacts, ClassRef, FunctionFacts, own_methods
from archlint.rules.class_kinds import is_framework_class, is_property, is_test_double, is_visitor, last
from archlint.rules.dispatch import COMMON_VERBS
from archlint.rules.types import Found, Inspection, Option, Rule

RULE = Rule(
    id="method-per-variant",
    principle="open-closed",
    severity="info",
    summary="Variants of one task are objects with one method, not methods of one class.",
    why="""\
A class whose methods all do one task, each for a variant of it (`pay_card`, `pay_transfer`), must be opened
for every variant that comes, and with it whoever calls it (Meyer 1988). Give the task one method, and each
variant a class that has it; combinations of variants then need no method of their own either.
""",
    bad="""\
=== payments.py ===
class Payments:  # <- here
    def pay_card(self, order, number):
        order.paid_with = number
    def pay_transfer(self, order, account):
        order.paid_with = account
""",
    good="""\
=== payments.py ===
class Card:
    def __init__(self, number):
        self.number = number
    def pay(self, order):
        order.paid_with = self.number
class Orders:
    def add_line(self, order, line):
        order.lines.append(line)
    def add_note(self, order, note):
        order.notes.append(note)
""",
    options=(
        Option(
            "common",
            "verbs that classes have several of without doing one task in variants",
            "the verbs of accessors, of collections and of callbacks; read off the standard library",
            COMMON_VERBS,
        ),
    ),
    needs_model=False,
)


def inspect(file: Inspection) -> Iterator[Found]:
    """Classes all of whose public methods begin with one verb and take the same."""
    if file.is_test:
        return
    for facts in file.code.classes:
        variants = _variants(facts, file.options["common"])
        if variants and not _is_excused(file, facts):
            verb = variants[0].name.partition("_")[0]
            listed = ", ".join(each.name for each in variants[:4])
            name = last(facts.name)
            message = (
                f"'{name}' has a method for each variant of '{verb}' ({listed}), so that each new one is an edit of it; "
                f"give '{verb}' one method, and each variant a class that has it"
            )
            yield Found(file.at(facts.line, facts.column), file.element(facts.name), message, identity=verb)


def _variants(facts: ClassFacts, common: tuple[str, ...]) -> list[FunctionFacts]:
    methods = [each for each in own_methods(ClassRef(0, facts)) if not each.name.startswith("_")]
    if len(methods) < 2 or any(is_property(each) or each.body not in ("code", "empty") for each in methods):
        return []
    verb, _, variant = methods[0].name.partition("_")
    takes = [tuple(param.name for param in each.params[:2]) for each in methods]
    same = all(each.name.startswith(f"{verb}_") for each in methods) and len(set(takes)) == 1 and len(takes[0]) > 1
    return methods if variant and same and verb not in common else []


def _is_excused(file: Inspection, facts: ClassFacts) -> bool:
    ref = ClassRef(file.number, facts)
    ancestry = file.world.ancestry(ref)
    is_base = any(last(base) == facts.short_name for each in file.code.classes for base in each.bases)
    return is_base or bool(ancestry.classes) or is_visitor(ref) or is_test_double(ref) or is_framework_class(ancestry)
