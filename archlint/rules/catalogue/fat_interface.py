"""An interface whose implementers each take another corner of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from archlint.facts import ClassRef, own_methods
from archlint.rules.class_kinds import (
    abstract_methods,
    has_abc_marker,
    is_dunder,
    is_interface,
    is_life_cycle,
    is_mixin,
    is_property,
    is_protocol,
    is_static,
    is_test_double,
    is_visitor,
)
from archlint.rules.dispatch import COMMON_VERBS
from archlint.rules.types import Clue, Found, Inspection, Rule, Subject

RULE = Rule(
    id="fat-interface",
    principle="interface-segregation",
    severity="warning",
    summary="The implementers of an interface implement all of it, not each another corner.",
    why="""\
When one implementer of an interface gives only these methods and another only those, there is no caller that can use
all of them through the interface: it is several interfaces under one name. Each new method makes every implementer
wider, and a caller finds out at run time what it got. Split the interface along the corners that its implementers
give; a class may implement several small interfaces.

The rule looks at interfaces that say nothing but what others must do, and at all classes of the repository that derive
from them directly. A method is left out where it is not overridden at all, is empty, or only raises. Found are
interfaces of which at least two implementers give different parts, and most implementers leave something out; one part
may be within the other only where the interface is a plain class of empty methods. Found, too, are interfaces that ask
for one verb in each variant (`draw_circle`, `draw_square`) and for nothing else, whoever implements them. Visitors and
classes of hooks, which are made to be overridden in part, are not meant, nor implementers that are bases themselves.
""",
    bad="""\
=== device.py ===
class Device:  # <- here
    def show(self, text):
        raise NotImplementedError

    def measure(self):
        raise NotImplementedError

=== devices.py ===
from device import Device

class Screen(Device):
    def show(self, text):
        self.lines = text.splitlines()

class Thermometer(Device):
    def measure(self):
        return self.read_register(7)
""",
    good="""\
=== device.py ===
class Display:
    def show(self, text):
        raise NotImplementedError

class Sensor:
    def measure(self):
        raise NotImplementedError

=== devices.py ===
from device import Display, Sensor

class Screen(Display):
    def show(self, text):
        self.lines = text.splitlines()

class Thermometer(Sensor):
    def measure(self):
        return self.read_register(7)
""",
    needs_model=False,
)

_HOOKS = ("on_", "before_", "after_", "pre_", "post_", "handle_", "do_", "visit_", "leave_", "depart_", "did_", "will_", "test_")
_HOOK_CLASSES = (
    "Plugin",
    "Hook",
    "Hooks",
    "Hookspec",
    "Callback",
    "Callbacks",
    "Listener",
    "Handler",
    "Observer",
    "Delegate",
    "Visitor",
)
_LEFT_OUT = frozenset({"empty", "not-implemented", "refuses"})


def inspect(file: Inspection) -> Iterator[Clue]:
    """Interfaces with their methods, implementers with the methods that they give, and those of them that are bases again."""
    if file.is_test or file.module.path.endswith(".pyi"):
        return
    for facts in file.code.classes:
        ref = ClassRef(file.number, facts)
        asked = file.world.about(ref, _asked)
        if asked:
            empty = all(each.body == "empty" for each in facts.methods if not is_dunder(each.name))
            nature = "hollow" if empty and not has_abc_marker(ref) else "asking"
            yield Clue(file.at(facts.line, facts.column), file.element(facts.name), ("interface", nature, *asked))
            if nature == "asking" and _is_per_variant(ref, asked):
                yield Clue(file.at(facts.line, facts.column), file.element(facts.name), ("variants", *asked))
        elif facts.bases and not is_test_double(ref) and not is_mixin(ref):
            yield from _implementing(file, ref)


def _implementing(file: Inspection, ref: ClassRef) -> Iterator[Clue]:
    facts, world = ref.facts, file.world
    for base in facts.bases:
        found = world.find_class(file.number, base)
        if found is None:
            continue
        wanted = world.about(found, _asked)
        place, element = file.at(facts.line, facts.column), f"{world.graph.modules[found.module].name}.{found.facts.name}"
        if wanted:
            given = {each.name for each in own_methods(ref) if each.body not in _LEFT_OUT}
            yield Clue(place, element, ("implements", file.element(facts.name), *(name for name in wanted if name in given)))
        elif any(
            up is not None and world.about(up, _asked)
            for up in (world.find_class(found.module, each) for each in found.facts.bases)
        ):
            yield Clue(place, element, ("base",))


def _asked(ref: ClassRef) -> tuple[str, ...]:
    """The methods of a class that is an interface and nothing else; empty for any other class."""
    facts = ref.facts
    if facts.short_name.endswith(_HOOK_CLASSES) or len(facts.methods) < 2 or is_protocol(ref):
        return ()
    if any(each.body not in _LEFT_OUT for each in facts.methods if not is_dunder(each.name)) or not is_interface(ref):
        return ()
    if is_visitor(ref):
        return ()
    names = tuple(each.name for each in abstract_methods(ref) if not each.name.startswith("_"))
    hooks = sum(name.startswith(_HOOKS) or is_life_cycle(name) for name in names)
    return names if len(names) > 1 and 2 * hooks < len(names) else ()


def conclude(_: Subject, clues: Sequence[Clue]) -> Iterator[Found]:
    """Interfaces of which the implementers do not agree what they are."""
    bases = {clue.element for clue in clues if clue.words[0] == "base"}
    implementers: dict[str, list[_Given]] = {}
    for clue in clues:
        if clue.words[0] == "implements" and clue.words[1] not in bases:
            given = _Given(clue.words[1].rpartition(".")[2], frozenset(clue.words[2:]))
            implementers.setdefault(clue.element, []).append(given)
    found = set()
    for clue in clues:
        if clue.words[0] == "interface":
            nature, *asked = clue.words[1:]
            pair = _different(len(asked), implementers.get(clue.element, ()), nature == "hollow")
            if pair:
                found.add(clue.element)
                yield Found(clue.place, clue.element, _message(clue.element, asked, *pair), identity="corners")
    for clue in clues:
        if clue.words[0] == "variants" and clue.element not in found:
            variants = clue.words[1:]
            name, verb = clue.element.rpartition(".")[2], variants[0].partition("_")[0]
            message = (
                f"'{name}' asks each implementer for every variant of '{verb}' ({', '.join(variants[:4])}); "
                f"give '{verb}' one method, or each variant an interface of its own"
            )
            yield Found(clue.place, clue.element, message, identity="variants")


def _is_per_variant(ref: ClassRef, asked: Sequence[str]) -> bool:
    """Whether it asks for one verb in each variant of what is done, and for nothing else."""
    verb, _, variant = asked[0].partition("_")
    methods = [each for each in own_methods(ref) if not is_dunder(each.name)]
    takes = {tuple(param.name for param in each.params) for each in methods}
    is_one = all(each.name.startswith(f"{verb}_") and not is_property(each) for each in methods)
    return bool(variant) and is_one and len(takes) == 1 and not any(map(is_static, methods)) and verb not in COMMON_VERBS


class _Given(NamedTuple):
    """An implementer, and what it gives of the interface."""

    name: str
    methods: frozenset[str]


def _different(asked: int, implementers: Sequence[_Given], hollow: bool) -> tuple[_Given, _Given] | None:
    """Two implementers that give different parts, where most of all leave something out."""
    some = [each for each in implementers if each.methods]
    partial = [each for each in some if len(each.methods) < asked]
    if len(partial) < 2 or 2 * len(partial) < len(some):
        return None
    for one, other in combinations(partial, 2):
        if one.methods - other.methods and other.methods - one.methods:
            return one, other
        if hollow and one.methods != other.methods:
            return (one, other) if len(one.methods) > len(other.methods) else (other, one)
    return None


def _message(element: str, asked: Sequence[str], one: _Given, other: _Given) -> str:
    def part(given: _Given, without: _Given) -> str:
        return ", ".join([name for name in asked if name in given.methods and name not in without.methods][:3])

    name, others = element.rpartition(".")[2], part(other, one)
    says = f"'{one.name}' gives {part(one, other)} and '{other.name}' " + (f"gives {others}" if others else "does not")
    return f"'{name}' is several interfaces in one ({says}); split it along the corners that its implementers give"
