"""A class that implements an interface by stubbing a part of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple

from archlint.errors import Place
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
    last,
)
from archlint.rules.sketches import is_program
from archlint.rules.types import Clue, Found, Inspection, Option, Rule, Step, Subject

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
raises and does nothing else. It counts where the method is abstract, so that the class must write it: what the base only
raises about is optional, as is what a caller expects not to be there (`except NotImplementedError`), and an error
that the repository defines tells a user what is wrong. Stubs are a role where they are half of what the interface asks
for, or where another class has the same; fewer are an exception, or not written yet. A wrapper that is given
an object of its interface refuses on purpose.

In a small file that uses nothing of the repository one refusal is enough. An answer of nothing at all (an empty method,
None, False, an empty list, a text that is the same whatever is given) is a stub there too, where another implementer has
something to do, or where such answers are a good part of the whole and no step of a life cycle (`close`, `on_start`);
and a class that has all methods of a protocol beside it implements that. Doubles for tests, null objects, mixins,
abstract classes and stubs that a subclass fills are left alone. Of an interface that three or more classes stub there is one
finding, with all of them. An override that refuses what its base can do is a matter of substitution, and not of this rule.
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
            "from which share of the methods that a class implements its empty ones are stubs, in a program of one file",
            source="measured: in popular packages an empty method is nearly always a right answer",
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
_NEVER = frozenset({"NoReturn", "Never"})
_NO_ANSWER = frozenset({"=None", "=bool", "=list", "=dict"})
_FEW = 3  # methods of an interface, of which one is a role
_SEVERAL = 3  # classes that stub one interface, from which on it is the interface that is told of


class Interface(NamedTuple):
    """What asks for methods, and how many they are."""

    element: str
    asked: int

    @property
    def short_name(self) -> str:
        """Its name without those of its module and of classes around it."""
        return self.element.rpartition(".")[2]


class Stubbed(NamedTuple):
    """An implementer, the methods that it stubs, and whether these are enough of it to be told of without another's."""

    element: str
    place: Place
    stubs: tuple[str, ...]
    is_enough: bool


def inspect(file: Inspection) -> Iterator[Clue]:
    """Classes that stub a part of an interface, and those that fill what their base left open."""
    if file.is_test or file.module.path.endswith(".pyi"):
        return
    alone = is_program(file)
    yield from _caught(file)
    for facts in file.code.classes:
        if not facts.methods or not (facts.bases or alone):
            continue
        ref = ClassRef(file.number, facts)
        methods = tuple(own_methods(ref))
        may_stub = any(_gives_up(each) or _is_nothing(each) for each in methods) and not _is_excused(ref)
        bases = file.world.ancestry(ref).classes or (_promised(file, ref) if alone else ())
        yield from _filled(file, ref, methods, bases)
        if may_stub and bases:
            yield from _stubbed(file, ref, methods, bases)


def _caught(file: Inspection) -> Iterator[Clue]:
    """What is called where somebody expects that it may not be implemented."""
    for function in (*file.code.functions, *(each for facts in file.code.classes for each in facts.methods)):
        if "NotImplementedError" in function.loads and not any(each.exception == "NotImplementedError" for each in function.raises):
            called = sorted({last(each) for each in function.calls if "." in each})
            if called:
                yield Clue(file.at(function.line, function.column), file.element(function.name), ("caught", *called))


def _filled(file: Inspection, ref: ClassRef, methods: Sequence[FunctionFacts], bases: Sequence[ClassRef]) -> Iterator[Clue]:
    for base in bases:
        if not base.facts.bases:
            continue  # has no interface of its own to stub
        open_ones = {each.name for each in base.facts.methods if each.body != "code" and (_is_refusing(each) or _is_empty(each))}
        filled = open_ones.intersection(each.name for each in methods)
        if filled:
            element = f"{file.world.graph.modules[base.module].name}.{base.facts.name}"
            yield Clue(file.at(ref.facts.line, ref.facts.column), element, ("filled", *sorted(filled)))


def _promised(file: Inspection, ref: ClassRef) -> tuple[ClassRef, ...]:
    """The protocols of the file that a class without a base has all methods of."""
    others = (ClassRef(file.number, each) for each in file.code.classes if each.bases)
    own = file.world.methods(ref).keys()
    return tuple(each for each in others if is_protocol(each) and own >= file.world.methods(each).keys())


def _stubbed(file: Inspection, ref: ClassRef, methods: Sequence[FunctionFacts], bases: Sequence[ClassRef]) -> Iterator[Clue]:
    own = {each.name: each for each in methods}
    alone = is_program(file)
    if not alone and _forwards(file, ref, bases):
        return
    for base in bases:
        asked = [each for each in abstract_methods(base) if not each.name.startswith("_")]
        given = [own[each.name] for each in asked if each.name in own]
        if len(asked) < 2 or len(given) < 2:
            continue
        is_small = False
        if alone:
            stubs = _program_stubs(file, base, asked, given)
            # one is an exception, or is not written yet; it is a role where all stand together, and it refuses or they are few
            is_small = base.module == ref.module and (len(asked) <= _FEW or any(_gives_up(own[name]) for name in stubs))
        else:
            stubs = _refused(file, base, asked, given)
        least = max(1 if is_small else 2, ceil(file.options["share"] * max(len(given), len(asked) / 4)))
        if len(given) > len(stubs) >= least:
            interface = f"{file.world.graph.modules[base.module].name}.{base.facts.name}"
            enough = least if alone else _enough(asked, [own[name] for name in stubs])
            words = ("sketched" if alone else "stubbed", interface, str(len(asked)), str(least), str(enough), *stubs)
            yield Clue(file.at(ref.facts.line, ref.facts.column), file.element(ref.facts.name), words)
            return


def _forwards(file: Inspection, ref: ClassRef, bases: Sequence[ClassRef]) -> bool:
    """Whether it is given another object of its interface, to which it hands on what it does not leave out on purpose."""
    made = file.world.methods(ref).get("__init__")
    if made is None:
        return False
    wrapped = {(each.module, each.facts.name) for each in bases}
    types = (file.world.annotation(ref.module, param.annotation) for param in made.params[1:] if param.annotation)
    return any(found is not None and (found.module, found.name) in wrapped for found in types)


def _refused(file: Inspection, base: ClassRef, asked: Sequence[FunctionFacts], given: Sequence[FunctionFacts]) -> list[str]:
    """What a class must refuse to exist at all; what its base only raises about it need not write, and may not have written yet."""
    if is_visitor(base):
        return []
    demanded = {each.name for each in asked if is_protocol(base) or is_abstract(each)}
    return [
        each.name
        for each in given
        if each.name in demanded and _is_refusing(each) and not _is_answered(file, each) and last(each.returns) not in _NEVER
    ]


def _enough(asked: Sequence[FunctionFacts], stubs: Sequence[FunctionFacts]) -> int:
    """How many stubs of one class show a role without another's: half of what is asked for, where no text calls them a limit."""
    half = ceil(len(asked) / 2)
    return half if sum(each.wording != "limit" for each in stubs) >= half else len(asked)


def _program_stubs(file: Inspection, base: ClassRef, asked: Sequence[FunctionFacts], given: Sequence[FunctionFacts]) -> list[str]:
    stubs = [] if is_visitor(base) else _stubs(file, given, file.options["empty-share"])
    if not stubs and "Visitor" not in base.facts.short_name:
        return _sketched_stubs(file, base, asked, given)
    return stubs


def _stubs(file: Inspection, given: Sequence[FunctionFacts], empty_share: float) -> list[str]:
    refusing = [each.name for each in given if _is_refusing(each) and not _is_answered(file, each)]
    empty = [each.name for each in given if _is_empty(each)]
    if refusing or len(empty) >= empty_share * len(given):
        return [each.name for each in given if each.name in refusing or each.name in empty]
    return []


def _is_answered(file: Inspection, method: FunctionFacts) -> bool:
    """Whether what it raises is an error of the program's own, by which a user is told what is wrong."""
    if method.body == "not-implemented" or not method.raises:
        return False
    found = file.world.resolve(file.number, method.raises[0].exception)
    return found is not None and found.module is not None


def _sketched_stubs(file: Inspection, base: ClassRef, asked: Sequence[FunctionFacts], given: Sequence[FunctionFacts]) -> list[str]:
    """Of an interface beside it: what a class answers with nothing, where another implementer has something to do."""
    if base.module != file.number:
        return []
    demands = is_protocol(base) or any(map(is_abstract, asked))
    demanded = {each.name for each in asked if demands or each.body == "not-implemented"}
    stubs = [each.name for each in given if (_gives_up(each) or _is_nothing(each)) and each.name in demanded]
    if len(given) <= _FEW or 2 * len(stubs) <= len(given):  # a few empty steps are an answer, and no more than that
        stubs = [name for name in stubs if not is_life_cycle(name)]
    name = base.facts.short_name
    others = (each for facts in file.code.classes if name in map(last, facts.bases) for each in facts.methods)
    done = {each.name for each in others if not (_gives_up(each) or _is_nothing(each))}
    is_stubbed = any(_gives_up(each) for each in given) or not done.isdisjoint(stubs) or 2 * len(stubs) > len(given)
    return stubs if is_stubbed else []


def _is_nothing(method: FunctionFacts) -> bool:
    """Whether it gives what an implementation gives that has nothing to do: None, False for an argument, an empty collection."""
    if is_abstract(method) or is_property(method) or is_dunder(method.name):
        return False
    if method.body == "empty" or _ignores(method):
        return True
    kinds = set(method.returned)
    is_nothing = bool(kinds) and kinds <= _NO_ANSWER and (len(method.params) > 1 or "=bool" not in kinds)
    return is_nothing and not (method.calls or method.stores or method.loads) and method.statements < 2


def _ignores(method: FunctionFacts) -> bool:
    """Whether it only says or gives back a text, the same whatever it is given."""
    given = {param.name for param in method.params[1:]}
    used = {name.partition(".")[0] for names in (method.loads, method.calls) for name in names}
    is_text = method.calls.keys() <= {"print"} and set(method.returned) <= {"=str"} and not method.stores
    return bool(given) and is_text and method.body not in _REFUSING and method.statements < 2 and given.isdisjoint(used)


def _is_refusing(method: FunctionFacts) -> bool:
    if method.body not in _REFUSING or is_abstract(method):
        return False
    return not any("supported" in each.exception.lower() for each in method.raises)  # a word that the interface's callers know


def _gives_up(method: FunctionFacts) -> bool:
    """Whether it only raises, or says something and raises."""
    if method.body in _REFUSING and not is_abstract(method):
        return True
    says = method.calls.keys() <= {"print", *(each.exception for each in method.raises)}
    return says and not method.returned and not method.stores and any(each.unconditional for each in method.raises)


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
    """Stubs that nobody fills: a finding for each class that has some, or one for an interface that several implementers stub."""
    filled: dict[str, set[str]] = {}
    for clue in clues:
        if clue.words[0] == "filled":
            filled.setdefault(clue.element, set()).update(clue.words[1:])
    caught = {name for clue in clues if clue.words[0] == "caught" for name in clue.words[1:]}
    stubbed: dict[Interface, list[Stubbed]] = {}
    for clue in clues:
        kind = clue.words[0]
        if kind in ("sketched", "stubbed"):
            interface, asked, least, enough, *stubs = clue.words[1:]
            done = filled.get(clue.element, set()) | (caught if kind == "stubbed" else set())
            left = tuple(name for name in stubs if name not in done)
            if len(left) >= int(least):
                each = Stubbed(clue.element, clue.place, left, len(left) >= int(enough))
                stubbed.setdefault(Interface(interface, int(asked)), []).append(each)
    for asking, together in stubbed.items():
        found = _agreeing(together)
        if len(found) < _SEVERAL:
            yield from (Found(each.place, each.element, _of_one(each, asking), identity=asking.short_name) for each in found)
        else:
            yield _of_all(asking, found)


def _agreeing(stubbed: Sequence[Stubbed]) -> list[Stubbed]:
    """Those that stub much, or what another stubs too: a few refusals of one class alone are not written yet, and no role."""

    def agrees(one: Stubbed) -> bool:
        return any(len({*one.stubs}.intersection(other.stubs)) > 1 for other in stubbed if other is not one)

    return [each for each in stubbed if each.is_enough or agrees(each)]


def _of_one(stubbed: Stubbed, interface: Interface) -> str:
    name, asked = stubbed.element.rpartition(".")[2], interface.short_name
    return (
        f"'{name}' stubs {len(stubbed.stubs)} of the {interface.asked} methods that '{asked}' asks for ({_listed(stubbed.stubs)}); "
        f"split '{asked}' by role, so that '{name}' implements only what it can do"
    )


def _of_all(interface: Interface, found: Sequence[Stubbed]) -> Found:
    counted = Counter(name for each in found for name in each.stubs)
    names = [name for name, _ in counted.most_common()]
    steps = tuple(Step(*each.place, f"{each.element.rpartition('.')[2]} stubs {_listed(each.stubs)}") for each in found)
    message = (
        f"{len(found)} implementers stub a part of the {interface.asked} methods that '{interface.short_name}' asks for "
        f"({_listed(names)}); split '{interface.short_name}' by role, so that each implements only what it can do"
    )
    return Found(found[0].place, interface.element, message, steps, identity="many")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
