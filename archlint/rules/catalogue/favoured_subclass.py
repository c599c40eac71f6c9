"""Code that has a base class, and asks for one subclass to treat it in its own way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archlint.facts import Ancestry, ClassRef, FunctionFacts, Switch, line_of, own_methods
from archlint.rules.class_kinds import is_class_method, is_dunder, is_exception, is_mixin, last, me
from archlint.rules.sketches import found_in_programs, stands_alone
from archlint.rules.types import Clue, Found, Inspection, Rule, Subject

RULE = Rule(
    id="favoured-subclass",
    principle="liskov-substitution",
    severity="info",
    summary="Code that works with a base class does not single out one of its subclasses.",
    why="""\
Objects of the subclass are handed around as the base class, but this code has to ask for the subclass and
take a step that only that one has: it does not stand in for its base class, and the next subclass of this
sort needs the next question. Let the subclass do what is special about it in its override of the method
that is called anyway, or give the base class the step that it lacks, empty by default. The same is a base
class that asks whether it is one of its own subclasses. Left alone are questions for what only some can
tell (the method gives something back), code that made the object itself, and a base class that is one of
several parts of its subclass. In a program of its own (a small file that uses nothing of the repository, and
that nobody imports) any question for one subclass counts, where the code also uses what the base class has.
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


def inspect(file: Inspection) -> Iterator[Found | Clue]:
    """Questions for one subclass, beside calls of what all have, and those of a class for its own subclasses."""
    if file.is_test:
        return
    code = file.code
    for owner in code.classes:
        ref = ClassRef(file.number, owner)
        for method in owner.methods:
            yield from _in(file, method, owner.name)
            yield from _in_the_base(file, ref, method)
    for function in code.functions:
        yield from _in(file, function, "")
    if code.top is not None:
        yield from _in(file, code.top, "")


def conclude(subject: Subject, clues: Sequence[Clue]) -> Iterator[Found]:
    """Questions in a program of its own; in a library they may be there for what only some can do."""
    yield from found_in_programs(subject, clues)


def _in(file: Inspection, function: FunctionFacts, owner: str) -> Iterator[Found | Clue]:
    seen: set[str] = set()
    for switch in function.switches:
        if switch.kind != "type" or len(switch.cases) != 1 or switch.subject in seen:
            continue
        called = {call[len(switch.subject) + 1 :] for call in function.calls if call.startswith(f"{switch.subject}.")}
        favoured = file.world.find_class(file.number, switch.cases[0]) if len(called) > 1 else None
        if favoured is not None and favoured.facts.bases:
            seen.add(switch.subject)
            judged = [*_judged(file, function, owner, switch, called, favoured)]
            yield from judged
            if judged:
                continue
        asked = _asked_for(file, function, owner, switch) if called and stands_alone(file) else None
        if asked is not None:
            seen.add(switch.subject)
            yield Clue(asked.place, asked.element, (asked.message,))


def _asked_for(file: Inspection, function: FunctionFacts, owner: str, switch: Switch) -> Found | None:
    """Code of a program of its own that asks for a subclass where it also has what the base class beside it promises of all."""
    favoured = file.world.find_class(file.number, switch.cases[0])
    if favoured is None or favoured.module != file.number or is_dunder(function.name):
        return None
    ancestry = file.world.ancestry(favoured)
    if is_exception(favoured, ancestry) or any(each.facts.name == owner for each in (favoured, *ancestry.classes)):
        return None
    shared = {each.name for base in ancestry.classes for each in own_methods(base)}
    used = {name[len(switch.subject) + 1 :] for name in (*function.calls, *function.loads) if name.startswith(f"{switch.subject}.")}
    if not used & shared or sum(each.kind == "type" and each.subject == switch.subject for each in function.switches) > 1:
        return None
    base, name, all_have = ancestry.classes[0].facts.short_name, favoured.facts.short_name, min(used & shared)
    where = ".".join(filter(None, (owner, function.name if function.name != "<module>" else "")))
    message = (
        f"this asks whether {switch.subject} is a {name}, where every {base} has {all_have}; let {name} do what is special "
        f"about it in methods that {base} has, or do not inherit from it"
    )
    return Found(file.at(switch.line, switch.column), file.element(where) if where else file.module.name, message)


def _judged(
    file: Inspection, function: FunctionFacts, owner: str, switch: Switch, called: set[str], favoured: ClassRef
) -> Iterator[Found]:
    ancestry = file.world.ancestry(favoured)
    if not ancestry.classes or is_exception(favoured, ancestry) or is_dunder(function.name):
        return
    if any(each.facts.name == owner for each in (favoured, *ancestry.classes)) or not _is_one_of_many(
        file, function, switch, ancestry
    ):
        return
    shared = {each.name for base in ancestry.classes for each in own_methods(base)}
    special = {each.name for each in own_methods(favoured) if _is_step(each) and _is_inside(function, switch, each.name)} - shared
    if called & special and called & shared:
        base, name = ancestry.classes[0].facts.short_name, favoured.facts.short_name
        only, all_have = min(called & special), min(called & shared)
        where = ".".join(filter(None, (owner, function.name if function.name != "<module>" else "")))
        message = (
            f"this asks whether {switch.subject} is a {name} to call {only}, where every {base} has {all_have}; let {name} do that "
            f"in its own {all_have}, or give {base} a {only} that does nothing"
        )
        yield Found(file.at(switch.line, switch.column), file.element(where) if where else file.module.name, message)


def _is_one_of_many(file: Inspection, function: FunctionFacts, switch: Switch, ancestry: Ancestry) -> bool:
    """Whether the code was handed the object as one of the base class: in a loop, or by a parameter that says so."""
    subject = switch.subject
    param = next((each for each in function.params if each.name == subject), None)
    if param is None:
        return subject in function.stores and subject not in function.assigned
    if not param.annotation:
        return ancestry.classes[0].module == file.number
    found = file.world.annotation(file.number, param.annotation)
    return found is not None and any((found.module, found.name) == each.key for each in ancestry.classes)


def _is_step(method: FunctionFacts) -> bool:
    """Whether it is a public method that does something and gives nothing back, as a step that the base class could have too."""
    if method.name.startswith("_") or method.decorators or method.is_generator:
        return False
    return method.returns in ("", "None") and all(each == "=None" for each in method.returned)


def _is_inside(function: FunctionFacts, switch: Switch, name: str) -> bool:
    return switch.line <= line_of(function.calls.get(f"{switch.subject}.{name}", 0)) <= switch.end_line


def _in_the_base(file: Inspection, ref: ClassRef, method: FunctionFacts) -> Iterator[Found]:
    """A class whose method asks for one of its own subclasses; for several it is a switch, of which other rules tell."""
    if is_dunder(method.name) or is_class_method(method):
        return
    asked = [each for each in method.switches if each.kind == "type" and each.subject == me(method)]
    cases = {case for switch in asked for case in switch.cases}
    if any(cases & {*each.cases} for each in method.switches if each.subject != me(method)):
        return  # what it does depends on the kinds of two
    found = file.world.find_class(file.number, *cases) if len(cases) == 1 else None
    if found is not None and _is_extended_by(file, ref, found):
        name, sub = f"{ref.facts.short_name}.{method.name}", found.facts.short_name
        what = f"asks whether it is a {sub}, a subclass of its own"
        message = f"{name} {what}; let {sub} override {method.name}, or the step of it that differs"
        yield Found(file.at(asked[0].line, asked[0].column), file.element(f"{ref.facts.name}.{method.name}"), message)


def _is_extended_by(file: Inspection, ref: ClassRef, sub: ClassRef) -> bool:
    """Whether a class inherits from another; not where it, or one between them, has that one beside others, as one of its parts."""
    above = file.world.ancestry(sub).classes
    if all(each.key != ref.key for each in above) or is_mixin(ref):
        return False
    name = ref.facts.short_name
    return any(len(each.facts.bases) == 1 and last(each.facts.bases[0]) == name for each in (sub, *above))
