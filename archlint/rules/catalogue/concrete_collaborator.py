"""Policy asks for what it needs, not for the one class that offers it today."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from archlint.facts import ClassFacts, ClassRef, column_of, line_of, own_methods
from archlint.rules.class_kinds import is_composition_root, is_data_class, is_root_module, is_test_double, me
from archlint.rules.collaborators import Role, constructed, described, implemented, is_glue, is_infrastructure, role_of, used_on
from archlint.rules.types import Found, Inspection, Rule

RULE = Rule(
    id="concrete-collaborator",
    principle="dependency-inversion",
    severity="info",
    summary="A class is tied to an interface of its collaborators, not to one implementation.",
    why="""\
A constructor that asks for `PostgresUsers` where it only calls what `Users` promises refuses every
other kind of users, and so does one that makes its own although the interface exists. The same holds
for a class that works with the outside world (a database, the network, mail) and has no interface
yet: its user then changes whenever the technology does. Type the parameter by the interface that
exists, or by a small Protocol of the methods that are called. Data, framework classes and classes
that are infrastructure themselves may know what they like.
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
    """To which class, through what, and what is called on it."""

    name: str
    field: str
    called: tuple[str, ...]
    place: int
    made: bool


def inspect(file: Inspection) -> Iterator[Found]:
    """Constructors that are typed by, or make, one implementation."""
    if file.is_test or is_root_module(file.module):
        return
    for facts in file.code.classes:
        ties = list(_ties(facts))
        if ties:
            yield from _judged(file, facts, ties)


def _ties(facts: ClassFacts) -> Iterator[_Tie]:
    """The collaborators that a constructor is given or makes, and keeps; and those that a method is given."""
    for method in facts.methods:
        is_constructor = method.name == "__init__"
        for param in method.params[1:] if me(method) else ():
            name = param.annotation.removesuffix(" | None").removeprefix("Optional[").removesuffix("]").strip("'\"")
            if not name or not name.replace(".", "").isidentifier() or not name.rpartition(".")[2].lstrip("_")[:1].isupper():
                continue
            kept = next((target for target, value in method.assigned.items() if value == param.name), "") if is_constructor else ""
            called = used_on(facts, method, kept or param.name)
            if called:
                yield _Tie(name, kept.rpartition(".")[2] or param.name, called, 0, made=False)
    for use in constructed(facts):
        if use.method.name == "__init__" and "." in use.target:
            yield _Tie(use.name, use.target.rpartition(".")[2], use.called, use.place, made=True)


def _judged(file: Inspection, facts: ClassFacts, ties: list[_Tie]) -> Iterator[Found]:
    user = ClassRef(file.number, facts)
    chosen: dict[str, tuple[_Tie, str]] = {}
    for tie in ties:
        if tie.name not in chosen:
            advice = _advice(file, user, tie)
            if advice:
                chosen[tie.name] = tie, advice
    if not chosen or _may_know(file, user):
        return
    for tie, advice in chosen.values():
        constructor = next((each for each in facts.methods if each.name == "__init__"), facts.methods[0])
        place = file.at(line_of(tie.place), column_of(tie.place)) if tie.place else file.at(constructor.line, constructor.column)
        yield Found(place, file.element(facts.name), advice)


def _advice(file: Inspection, user: ClassRef, tie: _Tie) -> str:
    world = file.world
    ref = world.find_class(file.number, tie.name)
    if ref is None or ref.key == user.key or is_test_double(ref):
        return ""
    ancestry = world.ancestry(ref)
    if is_data_class(ref, ancestry):
        return ""
    interface = implemented(ancestry)
    head = f"'{user.facts.short_name}' {'makes its own' if tie.made else 'asks for'} {tie.name}"
    if interface is not None:
        promised = {each.name for each in own_methods(interface)}
        if set(tie.called) <= promised and not any(each.key == interface.key for each in world.ancestry(user).classes):
            return (
                f"{head} and calls only what {interface.facts.short_name} promises; take any {interface.facts.short_name} instead"
            )
        return ""
    role = None if tie.made else role_of(world, ref, file.number)
    if role is None or role == Role():
        return ""
    calls = ", ".join(tie.called[:3])
    return f"{head}, which {described(role)}; ask for a Protocol with what is called ({calls}), so that another kind can be given"


def _may_know(file: Inspection, user: ClassRef) -> bool:
    if is_composition_root(user, file.world):
        return True
    return is_glue(file.world.ancestry(user)) or is_infrastructure(file.world, user)
