"""Which classes a class works with, and whether those are infrastructure: something that its user should not be tied to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
from archlint.rules.outside_work import (
    CONSOLE,
    FILES,
    NETWORK,
    PROCESSES,
    call_kind,
    class_work,
    driver_kind,
    is_named_for_technology,
    outside_kind,
)
from archlint.rules.sketches import is_sketched, outward_work
from archlint.rules.types import Inspection

_MAKING: Final = ("create", "make", "build", "new", "main", "default", "setup")


_SOFT: Final = frozenset({CONSOLE, FILES, PROCESSES})  # work that much code does that is no infrastructure
_COMMON: Final = _SOFT | {NETWORK}  # what is about a network anyway speaks to it all over


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
        if is_class_method(method) or _is_factory(method):
            continue
        for target, value in method.assigned.items():
            if _is_made(value):
                called = used_on(facts, method, target)
                if called and target not in method.returned and not _is_injected(facts, method, target, value[:-2]):
                    yield Use(value[:-2], method, target, method.calls.get(value[:-2], 0), called)
        for chain in method.calls:
            head, made, rest = chain.partition("().")
            if made and "(" not in rest and "." not in rest and _is_class_name(head):
                yield Use(head, method, "", method.calls[chain], (rest,))


def _is_factory(method: FunctionFacts) -> bool:
    """Whether it is called as one and gives back something that it makes, or fields that it sets."""
    if not method.name.lstrip("_").startswith(_MAKING):
        return False
    given = [method.assigned.get(value, value) for value in method.returned]
    return not given or any(map(_is_made, given))


def shared(file: Inspection, facts: ClassFacts) -> Iterator[Use]:
    """What a class does not make but finds made: in its body, in a global of its file, or as a class that is called itself."""
    top = file.code.top
    made = {} if top is None else {name: value[:-2] for name, value in top.assigned.items() if _is_made(value)}
    known = file.module.facts.classes
    made = {name: value for name, value in made.items() if value in known or not value.endswith("Logger")}  # one for all by design
    for method in facts.methods:
        own = {param.name for param in method.params} | method.assigned.keys() | method.stores.keys()
        for chain, place in method.calls.items():
            head, dot, rest = chain.partition(".")
            if dot and head in made and head not in own and "." not in rest and "(" not in rest:
                yield Use(made[head], method, head, place, (rest,))
            elif dot and _is_class_name(head) and "." not in rest and "(" not in rest and head != facts.name:
                yield Use(head, method, head, place, (rest,))
        yield from _instances(file, facts, method)
    if facts.body is not None:
        for name, value in facts.body.assigned.items():
            called = called_on(facts, name) if _is_made(value) else ()
            if called:
                yield Use(value[:-2], facts.methods[0], f"self.{name}", facts.body.calls.get(value[:-2], 0), called)


def _instances(file: Inspection, facts: ClassFacts, method: FunctionFacts) -> Iterator[Use]:
    """What a class of the file hands out of itself, to whoever asks (`Database.instance()`)."""
    for target, value in method.assigned.items():
        name, _, made = value[:-2].rpartition(".") if value.endswith("()") else ("", "", "")
        called = used_on(facts, method, target) if name in file.module.facts.classes and _is_given_out(file, name, made) else ()
        if called:
            yield Use(name, method, target, method.calls.get(value[:-2], 0), called)
    for chain, place in method.calls.items():
        head, made, rest = chain.partition("().")
        name, _, factory = head.rpartition(".")
        if made and name in file.module.facts.classes and rest.isidentifier() and _is_given_out(file, name, factory):
            yield Use(name, method, "", place, (rest,))


def _is_given_out(file: Inspection, name: str, factory: str) -> bool:
    """Whether it is a method of the class itself that asks for nothing."""
    ref = file.world.class_at(file.number, name)
    made = next((each for each in ref.facts.methods if each.name == factory), None) if ref is not None else None
    if made is None or not (is_class_method(made) or is_static(made)):
        return False
    return not any(each.required for each in made.params[is_class_method(made) :])


def _is_made(value: str) -> bool:
    return value.endswith("()") and "|" not in value and _is_class_name(value[:-2])


def hands_on(facts: ClassFacts, uses: Iterable[Use]) -> bool:
    """Whether a class gives something that it makes to another: then it puts others together."""
    for use in uses:
        field = use.target.partition(".")[2]
        for method in facts.methods:
            target = f"{me(method)}.{field}" if field else use.target
            if target and target in method.loads and (method is use.method or (field and any(map(_is_class_name, method.calls)))):
                return True
    return False


def _is_class_name(name: str) -> bool:
    return "(" not in name and last(name).lstrip("_")[:1].isupper()


def used_on(facts: ClassFacts, method: FunctionFacts, target: str) -> tuple[str, ...]:
    """The methods that are called on a field, anywhere in the class, or on a variable, in its method."""
    head, _, field = target.partition(".")
    if not field:
        return _called(method, target)
    return () if head != me(method) or "." in field else called_on(facts, field)


def called_on(facts: ClassFacts, field: str) -> tuple[str, ...]:
    """The methods that are called on a field, anywhere in the class."""
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
    kept = (target for target, value in method.assigned.items() if value.partition("|")[0] == name and "." in target)
    return next(kept, name)


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
    """Why a class is one to be exchanged: the kinds of outside work that it does, or what else says so.

    Neither where its work is not written yet.
    """

    work: tuple[str, ...] = ()
    reason: str = ""

    @property
    def is_soft(self) -> bool:
        """Whether it is work that values and helpers do as well: on files, processes, the console, or none yet."""
        return _SOFT.issuperset(self.work)

    @property
    def is_shown(self) -> bool:
        """Whether it does nothing that is seen elsewhere than on the console."""
        return not (self.work or self.reason) or self.work == (CONSOLE,)

    @property
    def is_certain(self) -> bool:
        """Whether it is work that nothing but infrastructure does: not on files, processes, the console or any network."""
        return not _COMMON.issuperset(self.work)


def role_of(world: World, ref: ClassRef, seen_from: int) -> Role | None:
    """What makes a class infrastructure; None where nothing does."""
    ancestry = world.ancestry(ref)
    if is_protocol(ref) or is_enum(ancestry) or is_exception(ref, ancestry) or is_data_class(ref, ancestry):
        return None
    work = _work(world, ref, seen_from)
    if work:
        return None if _SOFT.issuperset(work) and is_framework_class(ancestry) else Role(work)
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
    shown = kinds.get(CONSOLE, 0) - sum(1 for each in own_methods(ref) if each.raises)  # these say what is wrong
    return (CONSOLE,) if 2 * max(0, shown) >= own else ()


def _is_stand_in(ref: ClassRef) -> bool:
    """Whether nothing in it is written yet: all its methods are empty or return a constant."""
    methods = [each for each in own_methods(ref) if not is_dunder(each.name)]
    return bool(methods) and all(is_sketched(each) and not is_property(each) for each in methods)


def needs_arguments(ref: ClassRef) -> bool:
    """Whether it is made of something, as a value is, and not out of nothing, as a service can be."""
    constructor = next((each for each in ref.facts.methods if each.name == "__init__"), None)
    return constructor is not None and any(param.required for param in constructor.params[1:])


def is_given_collaborators(ref: ClassRef) -> bool:
    """Whether its constructor takes something that it calls methods of: who makes it puts the program together."""
    made = next((each for each in ref.facts.methods if each.name == "__init__"), None)
    if made is None:
        return False
    kept = (kept_as(made, each.name).partition(".")[2] for each in made.params[1:] if each.required)
    return any(field and called_on(ref.facts, field) for field in kept)


def is_infrastructure(world: World, ref: ClassRef) -> bool:
    """Whether a class does outside work itself, so that it may know others that do."""
    kinds, _ = class_work(world, ref, ref.module)
    return bool(kinds.keys() - {CONSOLE, FILES})


class Client(NamedTuple):
    """A client of something outside that a class makes, or takes from a global: what it is called, of which driver, where."""

    name: str
    package: str
    role: Role
    method: FunctionFacts
    is_global: bool


def clients(world: World, number: int, facts: ClassFacts) -> Iterator[Client]:
    """The clients from outside of the repository that a class makes or takes from a global of its module, and then uses."""
    top = world.code(number).top
    made = {} if top is None else {name: value[:-2] for name, value in top.assigned.items() if value.endswith("()")}
    for method in facts.methods:
        own = {param.name for param in method.params} | method.assigned.keys()
        for target, value in method.assigned.items():
            name = value.removesuffix("()")
            factory = made.get(name, "") if name not in own else ""
            if name and "|" not in name and (name != value or factory) and _is_used(facts, method, target):
                yield from _client(world, number, method, factory or name, name if factory and "." in target else "")
        for chain in method.calls:
            head, dot, _ = chain.partition(".")
            if dot and head in made and head not in own:
                yield from _client(world, number, method, made[head], head)
            elif "()." in chain and "(" not in chain.partition("().")[2]:
                yield from _client(world, number, method, chain.partition("().")[0], "")
            elif dot and head not in own and head.islower():
                yield from _client(world, number, method, chain, "")


def _is_used(facts: ClassFacts, method: FunctionFacts, target: str) -> bool:
    """Whether something is called on a field, anywhere in the class, or on a variable, or on what these have."""
    field = target.partition(".")[2]
    chains = {f"{me(each)}.{field}." for each in facts.methods if me(each)} if field else {f"{target}."}
    return any(call.startswith(tuple(chains)) for each in (facts.methods if field else (method,)) for call in each.calls)


def _client(world: World, number: int, method: FunctionFacts, name: str, common: str) -> Iterator[Client]:
    found = world.external(number, name) if call_kind(world, number, name) else ""
    kind = outside_kind(found)
    if kind not in {"", *_SOFT}:
        yield Client(common or name, found.partition(".")[0], Role((kind,)), method, bool(common))


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
    if role.work:
        return f"works with {' and '.join(role.work)}"
    return role.reason or "stands in for something that is not written yet"


def sketched_role(world: World, ref: ClassRef, called: tuple[str, ...], *, by_name: bool) -> Role | None:
    """What makes a class beside its user one to be exchanged where it does no work by trade: what is called of it, or its name."""
    work = outward_work(world, ref, called)
    if work is None:
        return technology_role(ref) if by_name else None
    return Role(tuple(sorted(work)))


def technology_role(ref: ClassRef) -> Role | None:
    """What makes a class one to be exchanged by its name alone."""
    return Role((), "is named for one technology") if is_named_for_technology(ref.facts.short_name) else None
