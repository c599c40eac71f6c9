"""Code that has a base class, and asks for one subclass to treat it in its own way."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.facts import ClassRef, FunctionFacts, Switch, own_methods
from archlint.rules.class_kinds import is_dunder, is_exception
from archlint.rules.types import Found, Inspection, Rule

RULE = Rule(
    id="favoured-subclass",
    principle="liskov-substitution",
    severity="info",
    summary="Code that works with a base class does not single out one of its subclasses.",
    why="""\
Objects of the subclass are handed around as the base class, but this code has to ask for the subclass and
call what only that one has: it does not stand in for its base class, and the next subclass of this sort
needs the next question. Let the subclass do what is special about it in its override of the method that
is called anyway, or give the base class the step that it lacks, empty by default.
""",
    bad="""\
=== shop.py ===
class Channel:
    def send(self, text):
        print(text)

class Remote(Channel):
    def connect(self):
        print("connected")

def broadcast(channels, text):
    for channel in channels:
        if isinstance(channel, Remote):  # <- here
            channel.connect()
        channel.send(text)
""",
    good="""\
=== shop.py ===
class Channel:
    def send(self, text):
        print(text)

class Remote(Channel):
    def send(self, text):
        self._connect()
        super().send(text)

    def _connect(self):
        print("connected")

def broadcast(channels, text):
    for channel in channels:
        channel.send(text)
""",
    needs_model=False,
)


def inspect(file: Inspection) -> Iterator[Found]:
    """Questions for one subclass, beside calls of what all have."""
    if file.is_test:
        return
    code = file.code
    for owner in code.classes:
        for method in owner.methods:
            yield from _in(file, method, owner.name)
    for function in code.functions:
        yield from _in(file, function, "")
    if code.top is not None:
        yield from _in(file, code.top, "")


def _in(file: Inspection, function: FunctionFacts, owner: str) -> Iterator[Found]:
    seen: set[str] = set()
    for switch in function.switches:
        if switch.kind != "type" or len(switch.cases) != 1 or switch.subject in seen:
            continue
        called = {call[len(switch.subject) + 1 :] for call in function.calls if call.startswith(f"{switch.subject}.")}
        favoured = file.world.find_class(file.number, switch.cases[0]) if len(called) > 1 else None
        if favoured is not None and favoured.facts.bases:
            seen.add(switch.subject)
            yield from _judged(file, function, owner, switch, called, favoured)


def _judged(
    file: Inspection, function: FunctionFacts, owner: str, switch: Switch, called: set[str], favoured: ClassRef
) -> Iterator[Found]:
    ancestry = file.world.ancestry(favoured)
    if not ancestry.classes or is_exception(favoured, ancestry) or is_dunder(function.name):
        return
    if any(each.facts.name == owner for each in (favoured, *ancestry.classes)):
        return
    shared = {each.name for base in ancestry.classes for each in own_methods(base)}
    special = {each.name for each in own_methods(favoured)} - shared
    if called & special and called & shared:
        base, name = ancestry.classes[0].facts.short_name, favoured.facts.short_name
        only, all_have = min(called & special), min(called & shared)
        where = ".".join(filter(None, (owner, function.name if function.name != "<module>" else "")))
        message = (
            f"this asks whether {switch.subject} is a {name} to call {only}, where every {base} has {all_have}; let {name} do that "
            f"in its own {all_have}, or give {base} a {only} that does nothing"
        )
        yield Found(file.at(switch.line, switch.column), file.element(where) if where else file.module.name, message)
