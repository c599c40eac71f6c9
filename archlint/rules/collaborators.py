"""Which classes a class works with, and whether those are infrastructure: something that its user should not be tied to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from archlint.facts import Ancestry, ClassFacts, ClassRef, FunctionFacts, Module, World, own_methods
from archlint.rules.class_kinds import (
    abstract_methods,
    is_class_method,
    is_data_class,
    is_dunder,
    is_enum,
    is_exception,
    is_framework_class,
    is_interface,
    is_property,
    is_protocol,
    is_static,
    last,
    me,
    words,
)
from archlint.rules.outside_work import CONSOLE, FILES, PROCESSES, call_kind, class_work, driver_kind

_MAKING: Final = ("create", "make", "build", "new", "main", "default", "setup")


SOFT: Final = frozenset({CONSOLE, FILES, PROCESSES})  # work that much code does that is no infrastructure


class Use(NamedTuple):
    """A class that a method makes for itself: by which name it is written, where, and which of its methods are called."""

    name: str
    method: FunctionFacts
    target: str
    place: int
    called: tuple[str, ...]


def constructed(facts: ClassFacts) -> Iterator[Use]:
    """What the methods of a class make and then call, seen by capital letters; factories and what is handed on are left out."""
    for method in facts.methods:
        if is_class_method(method) or is_static(method) or method.name.lstrip("_").startswith(_MAKING):
            continue
        for target, value in method.assigned.items():
            if value.endswith("()") and "|" not in value and _is_class_name(value[:-2]):
                called = used_on(facts, method, target)
                if called and target not in method.returned and not _is_injected(facts, method, target, value[:-2]):
                    yield Use(value[:-2], method, target, method.calls.get(value[:-2], 0), called)
        for chain in method.calls:
            head, made, rest = chain.partition("().")
            if made and "(" not in rest and "." not in rest and _is_class_name(head):
                yield Use(head, method, "", method.calls[chain], (rest,))


def _is_class_name(name: str) -> bool:
    return "(" not in name and last(name).lstrip("_")[:1].isupper()


def used_on(facts: ClassFacts, method: FunctionFacts, target: str) -> tuple[str, ...]:
    """The methods that are called on a field, anywhere in the class, or on a variable, in its method."""
    head, _, field = target.partition(".")
    if not field:
        return _called(method, target)
    if head != me(method) or "." in field:
        return ()
    return tuple(dict.fromkeys(name for each in facts.methods if me(each) for name in _called(each, f"{me(each)}.{field}")))


def read_on(facts: ClassFacts, method: FunctionFacts, target: str) -> frozenset[str]:
    """The attributes that are read or set on a field, anywhere in the class, or on a variable, in its method."""
    field = target.partition(".")[2]
    if not field:
        return frozenset(_attributes(method, target))
    chains = ((each, f"{me(each)}.{field}") for each in facts.methods if me(each))
    return frozenset(name for each, chain in chains for name in _attributes(each, chain))


def _attributes(method: FunctionFacts, chain: str) -> Iterator[str]:
    start = chain + "."
    for names in (method.loads, method.stores, method.calls):
        for name in names:
            if name.startswith(start):
                yield name[len(start) :].partition(".")[0]


def kept_as(method: FunctionFacts, name: str) -> str:
    """Where a constructor keeps a parameter; the parameter itself where it does not."""
    if method.name != "__init__":
        return name
    return next((target for target, value in method.assigned.items() if value == name and "." in target), name)


def _called(method: FunctionFacts, chain: str) -> tuple[str, ...]:
    start = chain + "."
    return tuple(name[len(start) :] for name in method.calls if name.startswith(start) and "." not in name[len(start) :])


def _is_injected(facts: ClassFacts, method: FunctionFacts, target: str, name: str) -> bool:
    """Whether a caller can give another one: a parameter, or a default behind one."""
    field = target.rpartition(".")[2].strip("_")
    for each in facts.methods:
        for param in each.params if each.name == "__init__" or each is method else ():
            if param.name.strip("_") == field or last(name) in param.annotation:
                return True
    return False


class Role(NamedTuple):
    """Why a class is one to be exchanged: the kinds of outside work that it does; none where its work is not written yet."""

    work: tuple[str, ...] = ()

    @property
    def is_soft(self) -> bool:
        """Whether it is work that values and helpers do as well: on files, processes, the console, or none yet."""
        return SOFT.issuperset(self.work)


def role_of(world: World, ref: ClassRef, seen_from: int) -> Role | None:
    """What makes a class infrastructure; None where nothing does."""
    ancestry = world.ancestry(ref)
    if is_protocol(ref) or is_enum(ancestry) or is_exception(ref, ancestry) or is_data_class(ref, ancestry):
        return None
    work = _work(world, ref, seen_from)
    if work:
        return None if SOFT.issuperset(work) and is_framework_class(ancestry) else Role(work)
    if [each for each in ref.facts.bases if each != "object"] or abstract_methods(ref):
        return None
    return Role() if _is_stand_in(ref) else None


def implemented(ancestry: Ancestry) -> ClassRef | None:
    """The nearest interface of the repository that a class implements."""
    return next((each for each in ancestry.classes if is_interface(each)), None)


def _work(world: World, ref: ClassRef, seen_from: int) -> tuple[str, ...]:
    """The kinds of outside work that are what the class is there for: in a third of its methods, or in its constructor."""
    kinds, count = class_work(world, ref, seen_from)
    own = max(1, sum(1 for each in own_methods(ref) if not is_dunder(each.name)))
    hard = {kind for kind in kinds if kind != CONSOLE}
    chosen = tuple(sorted(kind for kind in hard if 3 * kinds[kind] >= own))
    if chosen or count == 0:
        return chosen
    return (CONSOLE,) if 2 * kinds.get(CONSOLE, 0) >= own else ()


def _is_stand_in(ref: ClassRef) -> bool:
    """Whether nothing in it is written yet: all its methods are empty or return a constant."""
    methods = [each for each in own_methods(ref) if not is_dunder(each.name)]
    return bool(methods) and all(_is_unwritten(each) and not is_property(each) for each in methods)


def _is_unwritten(method: FunctionFacts) -> bool:
    """Whether it does nothing, or only gives back a literal."""
    literal = (
        bool(method.returned) and not method.calls and not method.stores and all(value.startswith("=") for value in method.returned)
    )
    return method.body in ("empty", "constant") or literal


def needs_arguments(ref: ClassRef) -> bool:
    """Whether it is made of something, as a value is, and not out of nothing, as a service can be."""
    constructor = next((each for each in ref.facts.methods if each.name == "__init__"), None)
    return constructor is not None and any(param.required for param in constructor.params[1:])


def is_infrastructure(world: World, ref: ClassRef) -> bool:
    """Whether a class does outside work itself, so that it may know others that do."""
    kinds, _ = class_work(world, ref, ref.module)
    return bool(kinds.keys() - {CONSOLE, FILES})


class Client(NamedTuple):
    """A client of something outside that a class makes itself, or takes from a global: what it is called, its kind, where."""

    name: str
    kind: str
    method: FunctionFacts
    is_global: bool


def clients(world: World, number: int, facts: ClassFacts) -> Iterator[Client]:
    """The clients from outside of the repository that a class makes or takes from a global of its module, and then uses."""
    top = world.code(number).top
    made = {} if top is None else {name: value[:-2] for name, value in top.assigned.items() if value.endswith("()")}
    for method in facts.methods:
        for target, value in method.assigned.items():
            name = value.removesuffix("()")
            factory = made.get(name, "") if name else ""
            if not name or "|" in name or (name == value and not factory):
                continue
            kind = call_kind(world, number, factory or name)
            if kind and kind not in (CONSOLE, FILES, PROCESSES) and used_on(facts, method, target):
                yield Client(name, kind, method, bool(factory) and "." in target)


def is_of_the_trade(world: World, user: ClassRef, ref: ClassRef, role: Role) -> bool:
    """Whether the user stands in a file that is infrastructure too.

    Such a file is named for the technology that both are about, or has a driver for this kind of work of its own.
    """
    module = world.graph.modules[user.module]
    stem = module.name.rpartition(".")[2]
    if stem in words(ref.facts.short_name) and stem in words(user.facts.short_name):
        return True
    return ref.module != user.module and any(driver_kind(each.module) in role.work for each in module.facts.imports)


def is_glue(ancestry: Ancestry) -> bool:
    """Whether a framework, or a base class that works, decides what the constructor is given."""
    return is_framework_class(ancestry) or not all(is_interface(each) for each in ancestry.classes)


def is_example(module: Module) -> bool:
    """Whether the file is there to show something, or to be run once, as far as its folders tell."""
    return any(folder in _SHOWING for folder in module.path.split("/")[:-1])


_SHOWING: Final = frozenset(
    {"example", "examples", "demo", "demos", "doc", "docs", "samples", "benchmarks", "scripts", "tools", "_vendor"}
)


def described(role: Role) -> str:
    """A role in words."""
    return f"works with {' and '.join(role.work)}" if role.work else "stands in for something that is not written yet"
