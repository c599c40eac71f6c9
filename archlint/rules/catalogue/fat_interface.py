"""An interface whose implementers each take another corner of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from archlint.facts import ClassRef, FunctionFacts, own_methods
from archlint.rules.class_kinds import (
    abstract_methods,
    has_abc_marker,
    is_abstract,
    is_dunder,
    is_interface,
    is_life_cycle,
    is_mixin,
    is_property,
    is_protocol,
    is_static,
    is_test_double,
    is_visitor,
    last,
    me,
)
from archlint.rules.dispatch import COMMON_VERBS
from archlint.rules.sketches import is_program
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
interfaces of which two implementers give parts that have nothing in common, and none gives everything. In a small file
that uses nothing of the repository, and where all implementers stand beside the interface, it is enough that they give
different parts, or that one gives a part. There, an interface of four methods and more is found, too, of which each
client calls others and none calls half, and one that asks for one verb in each variant (`draw_circle`, `draw_square`)
and for nothing else, whoever implements it. Elsewhere only methods count that are abstract or raise: an empty one is a
hook. A field gives a property as well as a method does. Visitors and classes of hooks, which are
made to be overridden in part, are not meant, nor implementers that are bases themselves.
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
_WIDE = 4  # methods of which a client's part is a corner
_LEFT_OUT = frozenset({"empty", "not-implemented", "refuses"})


def inspect(file: Inspection) -> Iterator[Clue]:
    """Interfaces with their methods, implementers with the methods that they give, and those of them that are bases again."""
    if file.is_test or file.module.path.endswith(".pyi"):
        return
    alone = is_program(file)
    if alone:
        yield from _corners(file)
    for facts in file.code.classes:
        ref = ClassRef(file.number, facts)
        asked = file.world.about(ref, _asked)
        if asked:
            empty = all(each.body == "empty" for each in facts.methods if not is_dunder(each.name))
            nature = "hollow" if empty and not has_abc_marker(ref) else "asking"
            scope = "alone" if alone else "shared"
            demanded = asked if alone else _demanded(ref, asked)
            if demanded:
                yield Clue(file.at(facts.line, facts.column), file.element(facts.name), ("interface", scope, *demanded))
            if alone and nature == "asking" and _is_per_variant(ref, asked):
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
            lineage = (ref, *(each for each in world.ancestry(ref).classes if each.key != found.key))
            given = {each.name for one in lineage for each in own_methods(one) if each.body not in _LEFT_OUT}
            given |= {name for one in lineage for name in _fields(one)}
            written = {each.name for one in lineage for each in own_methods(one)}
            extent = "whole" if written.issuperset(wanted) else "part"
            yield Clue(
                place, element, ("implements", file.element(facts.name), extent, *(name for name in wanted if name in given))
            )
        elif any(
            up is not None and world.about(up, _asked)
            for up in (world.find_class(found.module, each) for each in found.facts.bases)
        ):
            yield Clue(place, element, ("base",))


def _fields(ref: ClassRef) -> Iterator[str]:
    """What its objects hold, by which it gives a property too: the fields of its body, and what its methods set."""
    facts = ref.facts
    if facts.body is not None:
        yield from facts.body.annotated
        yield from facts.body.stores
    for method in facts.methods:
        start = f"{me(method)}."
        yield from (name[len(start) :] for name in (*method.stores, *method.annotated) if name.startswith(start))


def _demanded(ref: ClassRef, asked: Sequence[str]) -> tuple[str, ...]:
    """The methods without which an implementer does not work; an empty one is a hook, which who needs it takes."""
    demanded = {each.name for each in own_methods(ref) if is_abstract(each) or each.body in ("not-implemented", "refuses")}
    return tuple(name for name in asked if name in demanded)


def _corners(file: Inspection) -> Iterator[Clue]:
    """Interfaces of which each client beside them calls another small part, and none much."""
    clients = [*((each.name, each.methods) for each in file.code.classes), *((each.name, (each,)) for each in file.code.functions)]
    for facts in file.code.classes:
        asked = {each.name for each in abstract_methods(ClassRef(file.number, facts))}
        if len(asked) < _WIDE or not is_interface(ClassRef(file.number, facts)):
            continue
        parts = {}
        for name, methods in clients:
            if _knows(methods, facts.short_name):
                parts[name] = asked.intersection(last(call) for each in methods for call in each.calls if "." in call)
        used = [part for part in parts.values() if part]
        if len(used) > 1 and all(2 * len(part) < len(asked) for part in used) and sum(map(len, used)) == len(set().union(*used)):
            words = [f"{name.rpartition('.')[2]}:{', '.join(sorted(part)[:2])}" for name, part in parts.items() if part]
            yield Clue(file.at(facts.line, facts.column), file.element(facts.name), ("clients", str(len(asked)), *words[:3]))


def _knows(methods: Sequence[FunctionFacts], name: str) -> bool:
    """Whether the annotation of a parameter names an interface."""
    return any(name in re.findall(r"\w+", param.annotation) for each in methods for param in each.params if param.annotation)


def _asked(ref: ClassRef) -> tuple[str, ...]:
    """The methods of a class that is an interface and nothing else; empty for any other class."""
    facts = ref.facts
    if facts.short_name.endswith(_HOOK_CLASSES) or len(facts.methods) < 2 or is_protocol(ref):
        return ()
    if any(each.body not in _LEFT_OUT and not is_abstract(each) for each in facts.methods if not is_dunder(each.name)):
        return ()
    if not is_interface(ref):
        return ()
    if is_visitor(ref):
        return ()
    names = tuple(each.name for each in abstract_methods(ref) if not each.name.startswith("_"))
    hooks = sum(name.startswith(_HOOKS) or is_life_cycle(name) for name in names)
    return names if len(names) > 1 and 2 * hooks < len(names) else ()


def conclude(_: Subject, clues: Sequence[Clue]) -> Iterator[Found]:
    """Interfaces of which the implementers, or the clients, do not agree what they are; one finding each."""
    found = set()
    for clue, message, identity in (*_of_implementers(clues), *_of_clients(clues), *_of_variants(clues)):
        if clue.element not in found:
            found.add(clue.element)
            yield Found(clue.place, clue.element, message, identity=identity)


def _of_implementers(clues: Sequence[Clue]) -> Iterator[tuple[Clue, str, str]]:
    bases = {clue.element for clue in clues if clue.words[0] == "base"}
    implementers: dict[str, list[_Given]] = {}
    homes: dict[str, set[str]] = {}
    for clue in clues:
        if clue.words[0] == "implements":
            homes.setdefault(clue.element, set()).add(clue.place.path)
            if clue.words[1] not in bases:
                given = _Given(clue.words[1].rpartition(".")[2], clue.words[2] == "whole", frozenset(clue.words[3:]))
                implementers.setdefault(clue.element, []).append(given)
    for clue in clues:
        if clue.words[0] == "interface":
            scope, *asked = clue.words[1:]
            given_parts = [each.of(asked) for each in implementers.get(clue.element, ())]
            is_sketch = scope == "alone" and homes.get(clue.element) == {clue.place.path}
            pair = _different(len(asked), given_parts) if is_sketch else _apart(len(asked), given_parts)
            if pair:
                yield clue, _message(clue.element, asked, *pair), "corners"


def _of_clients(clues: Sequence[Clue]) -> Iterator[tuple[Clue, str, str]]:
    for clue in clues:
        if clue.words[0] == "clients":
            asked, *parts = clue.words[1:]
            shown = "; ".join("'{}' calls {}".format(*each.split(":")) for each in parts)
            message = (
                f"'{clue.element.rpartition('.')[2]}' asks for {asked} methods, and each client uses others of them ({shown}); "
                "give each client an interface of what it calls"
            )
            yield clue, message, "clients"


def _of_variants(clues: Sequence[Clue]) -> Iterator[tuple[Clue, str, str]]:
    for clue in clues:
        if clue.words[0] == "variants":
            variants = clue.words[1:]
            name, verb = clue.element.rpartition(".")[2], variants[0].partition("_")[0]
            message = (
                f"'{name}' asks each implementer for every variant of '{verb}' ({', '.join(variants[:4])}); "
                f"give '{verb}' one method, or each variant an interface of its own"
            )
            yield clue, message, "variants"


def _is_per_variant(ref: ClassRef, asked: Sequence[str]) -> bool:
    """Whether it asks for one verb in each variant of what is done, and for nothing else."""
    verb, _, variant = asked[0].partition("_")
    methods = [each for each in own_methods(ref) if not is_dunder(each.name)]
    takes = {tuple(param.name for param in each.params) for each in methods}
    is_one = all(each.name.startswith(f"{verb}_") and not is_property(each) for each in methods)
    return bool(variant) and is_one and len(takes) == 1 and not any(map(is_static, methods)) and verb not in COMMON_VERBS


class _Given(NamedTuple):
    """An implementer, whether it has all methods of the interface, and which of them do something."""

    name: str
    is_whole: bool
    methods: frozenset[str]

    def of(self, asked: Sequence[str]) -> _Given:
        """The same, of these methods alone."""
        return self._replace(methods=self.methods.intersection(asked))


def _apart(asked: int, implementers: Sequence[_Given]) -> tuple[_Given, _Given] | None:
    """Two implementers that have nothing in common, where none of all gives everything."""
    some = [each for each in implementers if each.methods]
    if any(len(each.methods) >= asked for each in some):
        return None
    return next(((one, other) for one, other in combinations(some, 2) if one.methods.isdisjoint(other.methods)), None)


def _different(asked: int, implementers: Sequence[_Given]) -> tuple[_Given, _Given] | None:
    """Of an interface that stands beside all who use it: two implementers that give different parts, or one that gives a part."""
    some = [each for each in implementers if each.methods]
    partial = [each for each in some if len(each.methods) < asked]
    if len(some) < 2 or not partial or 2 * len(partial) < len(some):
        return None
    pairs = [(one, other) for one, other in combinations(some, 2) if one.methods != other.methods]
    apart = next(((one, other) for one, other in pairs if one.methods - other.methods and other.methods - one.methods), None)
    if apart is not None:
        return apart
    sorted_pairs = ((one, other) if len(one.methods) > len(other.methods) else (other, one) for one, other in pairs)
    return next(((one, other) for one, other in sorted_pairs if not other.is_whole), None)


def _message(element: str, asked: Sequence[str], one: _Given, other: _Given) -> str:
    def part(given: _Given, without: _Given) -> str:
        return ", ".join([name for name in asked if name in given.methods and name not in without.methods][:3])

    name, others = element.rpartition(".")[2], part(other, one)
    says = f"'{one.name}' gives {part(one, other)} and '{other.name}' " + (f"gives {others}" if others else "does not")
    return f"'{name}' is several interfaces in one ({says}); split it along the corners that its implementers give"
