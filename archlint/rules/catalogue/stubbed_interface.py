"""A class that implements an interface by stubbing a part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archlint.facts import ClassRef, FunctionFacts, own_methods
from archlint.rules.class_kinds import (
    abstract_methods,
    has_abc_marker,
    is_abstract,
    is_dunder,
    is_life_cycle,
    is_mixin,
    is_null_object,
    is_property,
    is_protocol,
    is_test_double,
    is_unwritten,
    is_visitor,
)
from archlint.rules.types import Clue, Found, Inspection, Option, Rule, Subject

RULE = Rule(
    id="stubbed-interface",
    principle="interface-segregation",
    severity="warning",
    summary="A class does not stub a part of the interface that it implements.",
    why="""\
A class that implements some methods of an interface and only refuses or skips the others shows that the interface
holds more than one role. Whoever gets it through the interface cannot know which half works, and every new method
of the interface is one more stub. Split the interface by role, and let the class implement the roles that it has.

Interfaces are classes of the repository that ask for at least two public methods; visitors are not meant. A stub
raises and does nothing else, or is empty; empty ones count only where they are a good part of the whole and are no
step of a life cycle (`close`, `on_start`), since doing nothing can be the right thing to do. One stub of
many methods is an exception and no role, or not written yet; one of two or three counts where interface and
class stand in one file. Doubles for tests, null
objects, mixins, abstract classes and stubs that a subclass fills are left alone. An override that refuses what its
base can do is a matter of substitution, and not of this rule.
""",
    bad="""\
=== store.py ===
from abc import ABC, abstractmethod

class Store(ABC):
    @abstractmethod
    def read(self, key): ...

    @abstractmethod
    def write(self, key, value): ...

class WebStore(Store):  # <- here
    def __init__(self, client):
        self.client = client

    def read(self, key):
        return self.client.get(key)

    def write(self, key, value):
        raise NotImplementedError("the web is read only")
""",
    good="""\
=== store.py ===
from abc import ABC, abstractmethod

class Source(ABC):
    @abstractmethod
    def read(self, key): ...

class Store(Source):
    @abstractmethod
    def write(self, key, value): ...

class WebStore(Source):
    def __init__(self, client):
        self.client = client

    def read(self, key):
        return self.client.get(key)
""",
    options=(
        Option(
            "empty-share",
            "from which share of the methods that a class implements its empty ones are stubs, not answers",
            source="measured: in popular packages one empty method among several is nearly always a right answer",
            default=0.5,
        ),
        Option(
            "share",
            "from which share of the methods that a class implements (or a quarter of those asked for) its stubs are found",
            source="measured: a few refusals in dozens of methods are exceptions to a role, not a role of their own",
            default=0.2,
        ),
    ),
    needs_model=False,
)

_REFUSING = frozenset({"not-implemented", "refuses"})
_INTERFACE = re.compile(r"I[A-Z][a-z]")
_SHOWN = 4
_FEW = 3  # methods of an interface, of which one is a role


def inspect(file: Inspection) -> Iterator[Clue]:
    """Classes that stub a part of an interface, and those that fill what their base left open."""
    if file.is_test or file.module.path.endswith(".pyi"):
        return
    for facts in file.code.classes:
        if not facts.bases or not facts.methods:
            continue
        ref = ClassRef(file.number, facts)
        methods = tuple(own_methods(ref))
        may_stub = any(_is_refusing(each) or _is_empty(each) for each in methods) and not _is_excused(ref)
        bases = file.world.ancestry(ref).classes
        yield from _filled(file, ref, methods, bases)
        if may_stub and bases:
            yield from _stubbed(file, ref, methods, bases)


def _filled(file: Inspection, ref: ClassRef, methods: Sequence[FunctionFacts], bases: Sequence[ClassRef]) -> Iterator[Clue]:
    for base in bases:
        if not base.facts.bases:
            continue  # has no interface of its own to stub
        open_ones = {each.name for each in base.facts.methods if each.body != "code" and (_is_refusing(each) or _is_empty(each))}
        filled = open_ones.intersection(each.name for each in methods)
        if filled:
            element = f"{file.world.graph.modules[base.module].name}.{base.facts.name}"
            yield Clue(file.at(ref.facts.line, ref.facts.column), element, ("filled", *sorted(filled)))


def _stubbed(file: Inspection, ref: ClassRef, methods: Sequence[FunctionFacts], bases: Sequence[ClassRef]) -> Iterator[Clue]:
    own = {each.name: each for each in methods}
    for base in bases:
        asked = [each.name for each in abstract_methods(base) if not each.name.startswith("_")]
        given = [own[name] for name in asked if name in own]
        if len(asked) < 2 or len(given) < 2 or is_visitor(base):
            continue
        stubs = _stubs(given, file.options["empty-share"])
        least = file.options["share"] * max(len(given), len(asked) / 4)
        is_role = _is_role(stubs, len(asked), base.module == ref.module)
        if is_role and len(given) > len(stubs) >= max(1, least):
            words = ("stubbed", base.facts.short_name, str(len(asked)), *stubs)
            yield Clue(file.at(ref.facts.line, ref.facts.column), file.element(ref.facts.name), words)
            return


def _is_role(stubs: Sequence[str], asked: int, is_near: bool) -> bool:
    """Whether stubs are a role: several are, and one of few in one file; one of more is an exception, or is not written yet."""
    return len(stubs) > 1 or (is_near and asked <= _FEW)


def _stubs(given: Sequence[FunctionFacts], empty_share: float) -> list[str]:
    refusing = [each.name for each in given if _is_refusing(each)]
    empty = [each.name for each in given if _is_empty(each)]
    if refusing or len(empty) >= empty_share * len(given):
        return [each.name for each in given if each.name in refusing or each.name in empty]
    return []


def _is_refusing(method: FunctionFacts) -> bool:
    if method.body not in _REFUSING or is_abstract(method):
        return False
    return not any("supported" in each.exception.lower() for each in method.raises)  # a word that the interface's callers know


def _is_empty(method: FunctionFacts) -> bool:
    if method.body != "empty" or is_abstract(method) or is_property(method) or is_dunder(method.name):
        return False
    return not is_life_cycle(method.name)


def _is_excused(ref: ClassRef) -> bool:
    name = ref.facts.short_name.lstrip("_")
    if name.startswith(("Base", "Abstract")) or name.endswith(("Base", "ABC", "Interface")):
        return True
    if _INTERFACE.match(name) or all(map(is_unwritten, ref.facts.methods)):
        return True  # asks for more itself
    return (
        is_protocol(ref)
        or has_abc_marker(ref)
        or is_mixin(ref)
        or is_test_double(ref)
        or is_null_object(ref)
        or any(map(is_abstract, ref.facts.methods))
    )


def conclude(_: Subject, clues: Sequence[Clue]) -> Iterator[Found]:
    """Stubs that nobody fills."""
    filled: dict[str, set[str]] = {}
    for clue in clues:
        if clue.words[0] == "filled":
            filled.setdefault(clue.element, set()).update(clue.words[1:])
    for clue in clues:
        if clue.words[0] == "stubbed":
            interface, asked, *stubs = clue.words[1:]
            left = [name for name in stubs if name not in filled.get(clue.element, ())]
            if left:
                yield Found(clue.place, clue.element, _message(clue.element, interface, int(asked), left), identity=interface)


def _message(element: str, interface: str, asked: int, stubs: Sequence[str]) -> str:
    name = element.rpartition(".")[2]
    listed = ", ".join(stubs[:_SHOWN]) + (", …" if len(stubs) > _SHOWN else "")
    return (
        f"'{name}' stubs {len(stubs)} of the {asked} methods that '{interface}' asks for ({listed}); "
        f"split '{interface}' by role, so that '{name}' implements only what it can do"
    )
