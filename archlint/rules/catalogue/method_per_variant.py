"""A class with a method for each variant of one task."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archlint.facts import ClassFacts, ClassRef, FunctionFacts, own_methods
from archlint.rules.class_kinds import is_framework_class, is_property, is_test_double, is_visitor, last, me
from archlint.rules.dispatch import COMMON_VERBS, hint, hints
from archlint.rules.sketches import stands_alone
from archlint.rules.types import Clue, Found, Inspection, Option, Rule, Subject

RULE = Rule(
    id="method-per-variant",
    principle="open-closed",
    severity="info",
    summary="Variants of one task are objects with one method, not methods of one class.",
    why="""\
A class whose methods all do one task, each for a variant of it (`pay_card`, `pay_transfer`), must be opened
for every variant that comes, and with it whoever calls it (Meyer 1988). Give the task one method, and each
variant a class that has it; combinations of variants then need no method of their own either (`by_size_and_price`).
In a code base of more than a few modules this is not told: there, methods of one verb are an interface. In a
small file that uses nothing of the repository, three variants are told beside one other method, and also of a
common verb (`send_mail`, `send_chat`, `send_post`) where they work with what they are given alone.
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


_SEVERAL = 3  # methods that take nothing: two may be two sides of one thing


def inspect(file: Inspection) -> Iterator[Clue]:
    """Classes all of whose public methods do one task, or that have a method for two variants at once."""
    if file.is_test:
        return
    alone = stands_alone(file)
    for facts in file.code.classes:
        methods = [each for each in own_methods(ClassRef(0, facts)) if not each.name.startswith("_")]
        variants = _variants(methods, file.options["common"], alone=alone)
        combined = _combined(methods)
        if not (variants or combined) or _is_excused(file, facts):
            continue
        name = last(facts.name)
        verb = (variants or combined)[0].name.partition("_")[0]
        listed = ", ".join(each.name for each in (variants or combined)[:4])
        message = (
            f"'{name}' has a method for each variant of '{verb}' ({listed}), so that each new one is an edit of it; "
            f"give '{verb}' one method, and each variant a class that has it"
            if variants
            else f"'{name}' has a method for a combination of variants ({listed}), so that each new variant brings several; "
            "give the task one method that takes the variant, as an object that can be combined with others"
        )
        yield hint(Found(file.at(facts.line, facts.column), file.element(facts.name), message, identity=verb))


def conclude(subject: Subject, clues: Sequence[Clue]) -> Iterator[Found]:
    """Those of a small program; the methods of a library are its interface."""
    yield from hints(subject, clues)


def _variants(methods: list[FunctionFacts], common: tuple[str, ...], *, alone: bool) -> list[FunctionFacts]:
    by_verb: dict[str, list[FunctionFacts]] = {}
    for each in methods:
        verb, _, variant = each.name.partition("_")
        by_verb.setdefault(verb if variant else "", []).append(each)
    verb, same = max(by_verb.items(), key=lambda item: len(item[1]), default=("", []))
    others = len(methods) - len(same)
    if not verb or len(same) < 2 or others > (1 if alone and len(same) >= _SEVERAL else 0):
        return []
    if any(is_property(each) or each.body not in ("code", "empty") for each in same):
        return []
    takes = {tuple(param.name for param in each.params[:2]) for each in same}
    if len(takes) > 1 or (len(*takes) < 2 and len(same) < _SEVERAL):
        return []
    return same if verb not in common or _do_the_same(same) or (alone and _are_stateless(same)) else []


def _are_stateless(methods: list[FunctionFacts]) -> bool:
    """Whether several do something with what they are given alone, which no part of an object's life does."""
    if len(methods) < _SEVERAL or any(each.body != "code" or len(each.params) < 2 for each in methods):
        return False
    return not any(chain.startswith(f"{me(each)}.") for each in methods for chain in (*each.loads, *each.calls, *each.stores))


def _do_the_same(methods: list[FunctionFacts]) -> bool:
    """Whether they differ in constants only, as far as what they use tells."""
    used = {(each.statements, *sorted(each.loads), "", *sorted(each.calls)) for each in methods}
    return len(used) == 1 and bool(methods[0].loads)


def _combined(methods: list[FunctionFacts]) -> list[FunctionFacts]:
    """A method named for two others (`by_size_and_price`), and these."""
    by_name = {each.name: each for each in methods}
    for name, method in by_name.items():
        one, both, other = name.partition("_and_")
        parts = one.split("_") if both and one in by_name else []
        for size in range(1, len(parts)):
            beside = "_".join((*parts[:size], other))
            if beside in by_name:
                return [by_name[one], by_name[beside], method]
    return []


def _is_excused(file: Inspection, facts: ClassFacts) -> bool:
    ref = ClassRef(file.number, facts)
    ancestry = file.world.ancestry(ref)
    is_base = any(last(base) == facts.short_name for each in file.code.classes for base in each.bases)
    return is_base or bool(ancestry.classes) or is_visitor(ref) or is_test_double(ref) or is_framework_class(ancestry)
