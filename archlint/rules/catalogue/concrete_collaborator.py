"""Policy asks for what it needs, not for the one class that offers it today."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from archlint.facts import ClassFacts, ClassRef, FunctionFacts, own_methods
from archlint.rules.class_kinds import (
    abstract_methods,
    is_composition_root,
    is_data_class,
    is_dunder,
    is_framework_class,
    is_root_module,
    is_test_double,
    is_unwritten,
    last,
    me,
    words,
)
from archlint.rules.collaborators import (
    described,
    implemented,
    is_example,
    is_glue,
    is_infrastructure,
    is_of_the_trade,
    kept_as,
    read_on,
    role_of,
    used_on,
)
from archlint.rules.outside_work import FILES
from archlint.rules.types import Found, Inspection, Rule

RULE = Rule(
    id="concrete-collaborator",
    principle="dependency-inversion",
    severity="info",
    summary="A class asks for what its collaborators promise, not for one implementation.",
    why="""\
A constructor that asks for `PostgresUsers` where it only calls what `Users` promises refuses every
other kind of users. The same holds for a class that works with the outside world (a database, the
network, mail) and has no interface yet: its user then changes whenever the technology does. Type the
parameter by the interface that exists, or by a small Protocol of the methods that are called. A
parameter without a type that is named for a class beside it is meant too, and so is a class beside it
that is a sketch with nothing written yet. Data,
framework classes and classes that are infrastructure themselves may know what they like.
""",
    bad="""\
=== shop/login.py ===
from abc import ABC, abstractmethod

class Users(ABC):
    @abstractmethod
    def by_email(self, email): ...

class PostgresUsers(Users):
    def by_email(self, email):
        return {"email": email}

class Login:
    def __init__(self, users: PostgresUsers):  # <- here
        self.users = users

    def login(self, email):
        return self.users.by_email(email)
""",
    good="""\
=== shop/login.py ===
from abc import ABC, abstractmethod

class Users(ABC):
    @abstractmethod
    def by_email(self, email): ...

class PostgresUsers(Users):
    def by_email(self, email):
        return {"email": email}

class Login:
    def __init__(self, users: Users):
        self.users = users

    def login(self, email):
        return self.users.by_email(email)
""",
    needs_model=False,
)


class _Tie(NamedTuple):
    """A parameter, by what it is typed, and what is used of it."""

    name: str
    method: FunctionFacts
    called: tuple[str, ...]
    read: frozenset[str]


def inspect(file: Inspection) -> Iterator[Found]:
    """Parameters that are typed by one implementation."""
    if file.is_test or is_root_module(file.module) or is_example(file.module):
        return
    for facts in file.code.classes:
        ties = list(_ties(file, facts))
        if ties:
            yield from _judged(file, facts, ties)


def _ties(file: Inspection, facts: ClassFacts) -> Iterator[_Tie]:
    """The collaborators that methods are given, and call."""
    for method in facts.methods:
        if not me(method) or (is_dunder(method.name) and method.name != "__init__"):
            continue
        for param in method.params[1:]:
            name = _named(param.annotation) if param.annotation else _namesake(file, param.name)
            if not name:
                continue
            target = kept_as(method, param.name)
            called = used_on(facts, method, target)
            if called:
                yield _Tie(name, method, called, read_on(facts, method, target))


def _namesake(file: Inspection, name: str) -> str:
    """The class beside it that a parameter without an annotation is named for."""
    return next((each.name for each in file.code.classes if words(each.name) == words(name)), "")


def _named(annotation: str) -> str:
    """The class that an annotation names alone, apart from None."""
    name = annotation.removesuffix(" | None").removeprefix("Optional[").removesuffix("]").strip("'\"")
    return name if name[:1] and name.replace(".", "").isidentifier() and last(name).lstrip("_")[:1].isupper() else ""


def _judged(file: Inspection, facts: ClassFacts, ties: list[_Tie]) -> Iterator[Found]:
    user = ClassRef(file.number, facts)
    seen: dict[str, tuple[_Tie, str]] = {}
    for tie in ties:
        if tie.name not in seen:
            seen[tie.name] = tie, _advice(file, user, tie)
    chosen = [(tie, advice) for tie, advice in seen.values() if advice]
    if not chosen or _may_know(file, user):
        return
    method = chosen[0][0].method
    message = f"'{facts.short_name}' asks for {'; and for '.join(advice for _, advice in chosen)}"
    yield Found(file.at(method.line, method.column), file.element(facts.name), message)


def _advice(file: Inspection, user: ClassRef, tie: _Tie) -> str:
    world = file.world
    ref = world.find_class(file.number, tie.name)
    if ref is None or ref.key == user.key or is_test_double(ref) or world.graph.modules[ref.module].is_stub:
        return ""
    ancestry = world.ancestry(ref)
    if abstract_methods(ref) or is_data_class(ref, ancestry):
        return ""
    sketched = _is_sketched(file, ref)
    if not sketched and all(is_unwritten(each) for each in own_methods(ref)):
        return ""
    interface = implemented(ancestry)
    if interface is not None:
        if interface.facts.short_name.startswith("_"):
            return ""
        promised = {each.name for each in own_methods(interface)}
        known = {each.key for each in world.ancestry(user).classes}
        if set(tie.called) | tie.read <= promised and interface.key not in known:
            return f"{tie.name} and calls only what {interface.facts.short_name} promises; take any {interface.facts.short_name}"
        return ""
    role = None if is_glue(world.ancestry(user)) else role_of(world, ref, file.number)
    if role is None or (role.work in ((), (FILES,)) and not sketched) or is_of_the_trade(world, user, ref, role):
        return ""
    calls = ", ".join(tie.called[:3])
    return f"{tie.name}, which {described(role)}; take a Protocol of what is called ({calls}), or an abstract class"


def _is_sketched(file: Inspection, ref: ClassRef) -> bool:
    """Whether it stands beside its user with nothing written yet, and is no base that others fill."""
    if ref.module != file.number or any(last(base) == ref.facts.short_name for each in file.code.classes for base in each.bases):
        return False
    methods = [each for each in own_methods(ref) if not is_dunder(each.name)]
    return bool(methods) and all(each.body in ("empty", "constant") for each in methods)


def _may_know(file: Inspection, user: ClassRef) -> bool:
    if is_composition_root(user, file.world):
        return True
    return is_framework_class(file.world.ancestry(user)) or is_infrastructure(file.world, user)
