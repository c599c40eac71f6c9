"""A class that is several classes: its methods fall into groups that share nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from archlint.facts import ClassFacts, ClassRef, FunctionFacts, own_methods
from archlint.rules.class_kinds import (
    is_abstract,
    is_class_method,
    is_data_class,
    is_dunder,
    is_enum,
    is_exception,
    is_interface,
    is_life_cycle,
    is_mixin,
    is_property,
    is_test_double,
    is_visitor,
    last,
    me,
    words,
)
from archlint.rules.types import Found, Inspection, Option, Rule

RULE = Rule(
    id="incohesive-class",
    principle="single-responsibility",
    severity="info",
    summary="The methods of a class work on common state; groups that share nothing are classes of their own.",
    why="""\
Where some methods of a class use only these fields, and others only those, the class is two classes that happen to have
one name. Each half changes for reasons of its own, must be understood together with the other, and is built with fields
that it never needs. Make each group of methods with its fields a class; what needs both can hold both.

The rule is LCOM4 (Hitz and Montazeri): methods are connected that use a common field or call each other. A group
counts where it has fields of its own, of which it changes or asks one, and enough public methods that are no step of a
life cycle (`close`, `reset`), and where its methods speak of other things than those of the next group: groups that do
the same to other fields are one class with many fields. Constructors, dunder methods and what only gives or sets one
field connect nothing. Data classes, enums, exceptions, interfaces, visitors, mixins, doubles for tests, classes with a
base or subclasses that may bring state, and two ways of one thing (reading and writing) are left alone.

A class without any state is found where its methods have nothing else in common either, no word of their names and no
parameter: a bag of functions, each of which belongs to the module that speaks of its subject.
""",
    bad="""\
=== account.py ===
class Account:  # <- here
    def __init__(self, theme, size):
        self.balance = 0
        self.entries = []
        self.theme = theme
        self.size = size

    def pay_in(self, amount):
        self.balance += amount
        self.entries.append(amount)

    def statement(self):
        return [*self.entries, self.balance]

    def enlarge(self):
        self.size = self.theme.larger(self.size)

    def style(self):
        return {"font-size": self.size, "color": self.theme.color}
""",
    good="""\
=== account.py ===
class Account:
    def __init__(self):
        self.balance = 0
        self.entries = []

    def pay_in(self, amount):
        self.balance += amount
        self.entries.append(amount)

    def statement(self):
        return [*self.entries, self.balance]

class Appearance:
    def __init__(self, theme, size):
        self.theme = theme
        self.size = size

    def enlarge(self):
        self.size = self.theme.larger(self.size)

    def style(self):
        return {"font-size": self.size, "color": self.theme.color}
""",
    options=(
        Option(
            "methods",
            "how many methods make a group in a package; outside of packages two do",
            source="Hitz and Montazeri 1995 count any; measured: smaller groups are settings and parts of a state",
            default=3,
        ),
        Option(
            "fields",
            "how many fields of its own make a group",
            source="measured: one field with its setter and its use is mostly an option of the whole",
            default=2,
        ),
        Option(
            "shared",
            "up to which part of its words a group may share with another",
            source="measured: a registry shares two in five, two classes in one less than one in ten",
            default=0.2,
        ),
        Option(
            "bag",
            "from how many methods on a class without state is a bag of functions, where they share nothing else either",
            source="measured: none in 150 packages",
            default=4,
        ),
    ),
    needs_model=False,
)


_STATELESS: Final = frozenset({"object", "ABC", "Generic"})
_WAYS: Final = {"read": "write", "reading": "writing", "get": "set", "send": "receive", "load": "dump", "push": "pull"}


class _Group(NamedTuple):
    """Methods that are connected, and the fields that connect them."""

    methods: tuple[str, ...]
    fields: frozenset[str]


def inspect(file: Inspection) -> Iterator[Found]:
    """Classes whose methods fall into several groups."""
    if file.is_test or file.module.path.endswith(".pyi"):
        return
    least = file.options["methods"] if "." in file.module.name else 2
    for facts in file.code.classes:
        ref = ClassRef(file.number, facts)
        place, element = file.at(facts.line, facts.column), file.element(facts.name)
        if len(facts.methods) > 2 * least and _is_meant(file, ref):
            groups = _groups(ref, least, file.options["fields"])
            if len(groups) > 1 and not _are_opposites(groups) and not _are_alike(groups, file.options["shared"]):
                yield Found(place, element, _message(facts.short_name, groups), identity="groups")
        if len(facts.methods) >= file.options["bag"] and _is_bag(facts) and _is_meant(file, ref):
            yield Found(place, element, _bag_message(facts), identity="bag")


def _is_bag(facts: ClassFacts) -> bool:
    """Whether it has no state, and its methods have no words and no parameters in common, but each some to work on."""
    if facts.decorators or (facts.body is not None and (facts.body.stores or facts.body.annotated)):
        return False
    met: set[str] = set()
    answering = 0
    for method in facts.methods:
        given = {each.name for each in method.params if each.name != me(method)}
        named = {*words(method.name)}
        if method.name.startswith("_") or method.body != "code" or not given or met & (given | named) or _touches(facts, method):
            return False
        met |= given | named
        answering += any(each != "=None" for each in method.returned)
    return 2 * answering > len(facts.methods)


def _touches(facts: ClassFacts, method: FunctionFacts) -> bool:
    """Whether it uses its object or its class."""
    own = {me(method), facts.short_name}
    return any(chain.partition(".")[0] in own for chain in (*method.loads, *method.stores, *method.calls))


def _are_alike(groups: Sequence[_Group], most: float) -> bool:
    """Whether two groups have many words in common: they do the same to different fields."""
    spoken = [{word for name in group.methods for word in words(name)} for group in groups]
    return any(
        len(one & other) > most * min(len(one), len(other)) for number, one in enumerate(spoken) for other in spoken[:number]
    )


def _is_meant(file: Inspection, ref: ClassRef) -> bool:
    if is_mixin(ref) or is_test_double(ref) or is_interface(ref) or is_visitor(ref):
        return False
    if ref.facts.short_name.endswith(("Base", "ABC")) or ref.facts.short_name.lstrip("_").startswith(("Base", "Abstract")):
        return False  # what its methods share may come from subclasses
    if any(each.body == "not-implemented" or is_abstract(each) for each in ref.facts.methods):
        return False
    if any(last(base) == ref.facts.short_name for each in file.code.classes for base in each.bases):
        return False
    ancestry = file.world.ancestry(ref)
    if ancestry.classes or ancestry.unknown or any(last(each) not in _STATELESS for each in ancestry.externals):
        return False
    return not (is_enum(ancestry) or is_exception(ref, ancestry) or is_data_class(ref, ancestry))


def _are_opposites(groups: Sequence[_Group]) -> bool:
    """Whether one group goes the other's way back (`escape` and `unescape`, `pause_reading` and `pause_writing`)."""
    first, *others = ({word for name in group.methods for word in words(name)} for group in groups)
    for word in first:
        back = (
            f"un{word}",
            f"de{word}",
            word.removeprefix("un"),
            word.removeprefix("de"),
            word.replace("en", "de", 1),
            _WAYS.get(word, ""),
        )
        if any(each != word and each in other for each in back for other in others):
            return True
    return any(back in first and word in other for word, back in _WAYS.items() for other in others)


def _groups(ref: ClassRef, least: int, fields: int) -> list[_Group]:
    uses = _uses(ref.facts)
    if uses is None:
        return []
    kept, alive = _kept(ref.facts), _alive(ref.facts)
    if any(method.name == "__init__" and _names(method.loads, method) & uses.keys() for method in ref.facts.methods):
        return []  # gives a method away, and with it all that the method uses
    methods = list(uses)
    names = set(methods)
    home = {name: name for name in methods}

    def root(name: str) -> str:
        while home[name] != name:
            home[name] = home[home[name]]
            name = home[name]
        return name

    first: dict[str, str] = {}
    for name, used in uses.items():
        for each in sorted(used.union(*(kept.get(one, ()) for one in used))):
            other = each if each in names else first.setdefault(each, name)
            home[root(other)] = root(name)
    parts: dict[str, list[str]] = {}
    for name in methods:
        parts.setdefault(root(name), []).append(name)
    hidden = {each.name for each in ref.facts.methods if each.name.startswith("_") or is_property(each)}
    groups = []
    for part in parts.values():
        own = frozenset(field for name in part for field in uses[name] if field in kept)
        shown = [name for name in part if name not in hidden and not is_life_cycle(name)]
        if len(shown) >= least and len(own) >= fields and own & alive:
            groups.append(_Group(tuple(part), own))
    return groups


def _kept(facts: ClassFacts) -> dict[str, set[str]]:
    """The fields that the class sets itself, each with the fields and methods that it is set to."""
    found: dict[str, set[str]] = {}
    if facts.body is not None:
        found.update((name, set()) for name in (*facts.body.stores, *facts.body.annotated))
    for method in facts.methods:
        prefix = f"{me(method)}."
        for target in method.stores:
            if target.startswith(prefix):
                found.setdefault(target[len(prefix) :].partition(".")[0], set())
        for target, value in method.assigned.items():
            if target.startswith(prefix):
                linked = found.setdefault(target[len(prefix) :].partition(".")[0], set())
                parts = (part[len(prefix) :].partition(".")[0] for part in value.split("|") if part.startswith(prefix))
                linked.update(part.removesuffix("()") for part in parts)
    return found


def _alive(facts: ClassFacts) -> set[str]:
    """The fields that the class changes after its construction, or asks to do something."""
    found: set[str] = set()
    for method in facts.methods:
        if method.name != "__init__":
            found |= _names(method.stores, method)
        found |= _names((called.rpartition(".")[0] for called in method.calls), method)
    return found


def _names(chains: Iterable[str], method: FunctionFacts) -> set[str]:
    """The fields and methods that begin these chains."""
    prefix = f"{me(method)}."
    return {chain[len(prefix) :].partition(".")[0].removesuffix("()") for chain in chains if chain.startswith(prefix)}


def _uses(facts: ClassFacts) -> dict[str, set[str]] | None:
    """What each method uses of its object: fields and other methods; None where that cannot be told."""
    found: dict[str, set[str]] = {}
    through: dict[str, set[str]] = {}
    for method in own_methods(ClassRef(0, facts)):
        self = me(method)
        if method.name in ("__eq__", "__lt__", "__hash__"):
            return None  # a value, which is all its fields
        if is_dunder(method.name) or not self or is_class_method(method):
            continue
        if self in method.loads or any(called.startswith("super") for called in method.calls):
            return None  # hands itself on, or asks a base
        used = _names((*method.loads, *method.stores, *method.calls), method)
        if used:
            (through if _is_accessor(method, used) else found)[method.name] = used
    for used in found.values():
        used.update(*(through.get(name, ()) for name in tuple(used)))
    return found


def _is_accessor(method: FunctionFacts, used: set[str]) -> bool:
    return len(used) == 1 and method.statements <= 2 and (not method.calls or is_property(method))


def _message(name: str, groups: Sequence[_Group]) -> str:
    listed = "; ".join(", ".join(group.methods[:3]) + (", …" if len(group.methods) > 3 else "") for group in groups)
    number = len(groups)
    return f"'{name}' is {number} classes in one, which share no state ({listed}); give each group and its fields its own class"


def _bag_message(facts: ClassFacts) -> str:
    listed = ", ".join(each.name for each in facts.methods[:3])
    return (
        f"'{facts.short_name}' is a bag of {len(facts.methods)} functions that share no state and no subject ({listed}, …); "
        "let each be a function beside what it is about"
    )
