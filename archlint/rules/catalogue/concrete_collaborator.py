"""Policy asks for what it needs, not for the one class that offers it today."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archlint.facts import ClassFacts, ClassRef, FunctionFacts, own_methods
from archlint.rules.branches import MANY, working
from archlint.rules.class_kinds import (
    abstract_methods,
    has_abc_marker,
    is_composition_root,
    is_data_class,
    is_decorated_data,
    is_dunder,
    is_framework_class,
    is_interface,
    is_maker,
    is_protocol,
    is_root_module,
    is_test_double,
    last,
    me,
    words,
)
from archlint.rules.collaborators import (
    Client,
    Role,
    called_on,
    clients,
    described,
    implemented,
    is_example,
    is_given_collaborators,
    is_glue,
    is_infrastructure,
    is_of_the_trade,
    kept_as,
    needs_arguments,
    read_on,
    role_of,
    sketched_role,
    used_on,
)
from archlint.rules.details import ties_to_details
from archlint.rules.outside_work import outside_kind, reaches_out
from archlint.rules.sketches import found_in_programs, is_detail, is_entity, is_extended, is_filled, is_hollow, stands_alone
from archlint.rules.types import Clue, Found, Inspection, Rule, Subject

RULE = Rule(
    id="concrete-collaborator",
    principle="dependency-inversion",
    severity="info",
    summary="A class asks for what its collaborators promise, not for one implementation.",
    why="""\
A constructor that asks for `PostgresUsers` where it only calls what `Users` promises refuses every
other kind of users. Type the parameter by the interface that exists; it is meant where the class works
with a database, mail, a queue or a service. The same holds for a class that uses a client in a global of
its module (`s3 = boto3.client("s3")`): it cannot be had without that one.

A small file that uses nothing of the repository is a program of its own, and there more can be told:
a class that works with the outside world or is a sketch, and has no interface yet, ties its user to itself;
type the parameter by a small Protocol of the methods that are called. A parameter without a type that is
named for a class beside it is meant too, as are clients of several drivers that meet in one method, a driver that a
class with rules of its own calls, and an interface that takes a driver's objects. Where nobody imports the file
either, so are a class that reads the list in which another keeps what it knows, one that inherits its database
and has rules beside it, and an interface that makes one of its implementations. Data, entities, makers,
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


_FILLING = ("init", "bind", "configure", "setup")  # of a proxy, by which it is told what it stands for


class _Tie(NamedTuple):
    """A parameter or field, by what it is typed, and what is used of it."""

    name: str
    place: tuple[int, int]
    called: tuple[str, ...]
    read: frozenset[str]
    typed: bool
    kept: bool


def inspect(file: Inspection) -> Iterator[Found | Clue]:
    """Parameters that are typed by one implementation."""
    if file.is_test or is_example(file.module):
        return
    alone = stands_alone(file)
    if is_root_module(file.module) and not alone:
        return
    touching = reaches_out(file.module.facts)
    for facts in file.code.classes:
        ties = list(_ties(file, facts, alone))
        if ties:
            yield from _judged(file, facts, ties, alone)
        if touching and facts.methods:
            yield from _clients(file, facts, alone)
        if touching and alone:
            yield from _leaking(file, facts)
        if alone and facts.methods:
            yield from ties_to_details(file, facts)


def conclude(subject: Subject, clues: Sequence[Clue]) -> Iterator[Found]:
    """Classes that are tied to details, in files that nobody imports."""
    return found_in_programs(subject, clues)


def _ties(file: Inspection, facts: ClassFacts, alone: bool) -> Iterator[_Tie]:
    """The collaborators that methods are given, or that fields are declared to be, and what is called of them."""
    for method in facts.methods:
        if not me(method) or (is_dunder(method.name) and method.name != "__init__"):
            continue
        for param in method.params[1:]:
            name = _named(param.annotation) if param.annotation else _namesake(file, param.name) if alone else ""
            if not name:
                continue
            target = kept_as(method, param.name)
            called = used_on(facts, method, target)
            kept = method.name == "__init__"
            if called and (alone or kept):
                handed = target in method.loads or any(
                    f"{me(each)}.{target.partition('.')[2]}" in each.loads for each in facts.methods
                )
                if alone or not handed:
                    read = read_on(facts, method, target)
                    yield _Tie(name, (method.line, method.column), called, read, bool(param.annotation), kept)
    if alone and facts.body is not None and is_decorated_data(facts):
        for field, annotation in facts.body.annotated.items():
            name, called = _named(annotation), called_on(facts, field)
            if name and called:
                yield _Tie(name, (facts.line, facts.column), called, frozenset(), True, True)


def _namesake(file: Inspection, name: str) -> str:
    """The class beside it that a parameter without an annotation is named for."""
    return next((each.name for each in file.code.classes if words(each.name) == words(name)), "")


def _named(annotation: str) -> str:
    """The class that an annotation names alone, apart from None."""
    name = annotation.removesuffix(" | None").removeprefix("Optional[").removesuffix("]").strip("'\"")
    return name if name[:1] and name.replace(".", "").isidentifier() and last(name).lstrip("_")[:1].isupper() else ""


def _judged(file: Inspection, facts: ClassFacts, ties: list[_Tie], alone: bool) -> Iterator[Found]:
    user = ClassRef(file.number, facts)
    types = {tie.name: file.world.find_class(file.number, tie.name) for tie in ties}
    chooses = any(
        ref is not None and is_interface(ref) and (not is_hollow(file, ref) or is_filled(file, ref)) for ref in types.values()
    )
    seen: dict[str, tuple[_Tie, str]] = {}
    for tie in ties:
        if tie.name not in seen:
            seen[tie.name] = tie, _advice(file, user, tie, alone, chooses)
    chosen = [(tie, advice) for tie, advice in seen.values() if advice]
    if not chosen or _may_know(file, user, alone):
        return
    message = f"'{facts.short_name}' asks for {'; and for '.join(advice for _, advice in chosen)}"
    yield Found(file.at(*chosen[0][0].place), file.element(facts.name), message)


def _advice(file: Inspection, user: ClassRef, tie: _Tie, alone: bool, chooses: bool) -> str:
    """What to take instead; a class that `chooses` what to take an interface for may take a helper as it is."""
    world = file.world
    ref = world.find_class(file.number, tie.name)
    if ref is None:
        kind = outside_kind(world.external(file.number, tie.name)) if alone and chooses else ""
        return _of_role(tie, Role((kind,))) if kind else ""
    ancestry = world.ancestry(ref)
    if ref.key == user.key or is_test_double(ref) or is_data_class(ref, ancestry) or world.graph.modules[ref.module].is_stub:
        return ""
    if alone and is_hollow(file, ref):
        return "" if is_filled(file, ref) else _of_role(tie, Role())
    if abstract_methods(ref):
        return ""
    interface = implemented(ancestry)
    role = role_of(world, ref, file.number)
    if interface is not None:
        is_meant = alone or (role is not None and role.is_certain)
        return _of_interface(file, user, tie, interface) if is_meant else ""
    if not alone or (chooses and (role is None or role.is_soft)) or not (tie.typed or _is_free(file, user)):
        return ""
    role = _sketched_role(file, ref, tie, role)
    is_tied = is_glue(world.ancestry(user)) or is_extended(file, ref.facts)
    return "" if role is None or is_tied or is_of_the_trade(world, user, ref, role) else _of_role(tie, role)


def _of_interface(file: Inspection, user: ClassRef, tie: _Tie, interface: ClassRef) -> str:
    """The interface, where it promises all that is used, and the user is none of its implementations."""
    name, promised = interface.facts.short_name, {each.name for each in own_methods(interface)}
    is_known = interface.key in {each.key for each in file.world.ancestry(user).classes}
    if is_known or name.startswith("_") or not set(tie.called) | tie.read <= promised:
        return ""
    return f"{tie.name} and calls only what {name} promises; take any {name}"


def _sketched_role(file: Inspection, ref: ClassRef, tie: _Tie, role: Role | None) -> Role | None:
    """What makes a class beside its user one to be exchanged; None for entities and values."""
    if (role is None or role.is_shown) and (is_entity(ref) or (not tie.kept and needs_arguments(ref))):
        return None
    return role or sketched_role(file.world, ref, tie.called, by_name=tie.typed)


def _leaking(file: Inspection, facts: ClassFacts) -> Iterator[Found]:
    """An abstraction that speaks of a driver's classes is one of this driver."""
    ref = ClassRef(file.number, facts)
    if not (is_protocol(ref) or has_abc_marker(ref)) or not is_interface(ref):
        return
    texts = [param.annotation for each in facts.methods for param in each.params]
    texts += facts.body.annotated.values() if facts.body is not None else ()
    for text in filter(None, texts):
        for name in re.findall(r"[A-Za-z_][\w.]*", text):
            kind = outside_kind(file.world.external(file.number, name))
            if kind and Role((kind,)).is_certain:
                message = (
                    f"'{facts.short_name}' promises {name}, which works with {kind}; let it speak of what its callers need, "
                    "so that another implementation can keep the promise"
                )
                yield Found(file.at(facts.line, facts.column), file.element(facts.name), message)
                return


def _of_role(tie: _Tie, role: Role) -> str:
    calls = ", ".join(tie.called[:3])
    return f"{tie.name}, which {described(role)}; take a Protocol of what is called ({calls}), or an abstract class"


def _is_free(file: Inspection, user: ClassRef) -> bool:
    """Whether it implements nothing: an implementation may be made for the one class that it adapts."""
    return not file.world.ancestry(user).classes


def _may_know(file: Inspection, user: ClassRef, alone: bool) -> bool:
    if is_maker(user) or (is_composition_root(user, file.world) and not alone):
        return True
    return is_framework_class(file.world.ancestry(user)) or is_infrastructure(file.world, user)


def _clients(file: Inspection, facts: ClassFacts, alone: bool) -> Iterator[Found]:
    """A class that works with a global client is no adapter of it, nor is one that makes those of several drivers, or decides."""
    user = ClassRef(file.number, facts)
    found = [
        each
        for each in clients(file.world, file.number, facts)
        if not (_is_for_a_kind(each) or (each.is_global and _fills(facts, each.name)))
    ]
    common = [each for each in found if each.is_global and not (alone and is_detail(file, user))]
    several = alone and any(_meets(each, found) for each in facts.methods)
    certain = alone and any(each.role.is_certain for each in found) and _is_free(file, user) and not is_detail(file, user)
    decides = certain and (_decides(facts) or is_given_collaborators(user))
    if not (common or several or decides) or is_composition_root(user, file.world):
        return
    first = common[0] if common else found[0]
    names = " and ".join(dict.fromkeys(each.name for each in found if not each.is_global))
    what = f"uses the global {first.name}" if common else f"makes its own {names}"
    message = f"'{facts.short_name}' {what}; take it as a parameter, typed by what is asked of it, and let the caller choose"
    yield Found(file.at(first.method.line, first.method.column), file.element(facts.name), message)


def _meets(method: FunctionFacts, found: list[Client]) -> bool:
    """Whether clients of several drivers are made by one method and its helpers, and not to choose between them."""
    helpers = {name for name in method.calls if name.startswith(f"{me(method)}._")}
    near = [each for each in found if each.method is method or f"{me(method)}.{each.method.name}" in helpers]
    return not any(each.method.switches for each in near) and len({each.package for each in near}) > 1


def _is_for_a_kind(client: Client) -> bool:
    """Whether one branch of a choice makes it: each kind has another one, so that each wants a class, which open-closed tells."""
    made = client.name.partition("(")[0]
    switches = (each for each in client.method.switches if len(working(each)) >= MANY)
    return any(use.startswith(made) for switch in switches for part in switch.parts for use in part.uses)


def _fills(facts: ClassFacts, name: str) -> bool:
    """Whether a class gives a global its content: then that stands for what the class was given, and is no choice made before."""
    start = f"{name}."
    filling = tuple(start + verb for verb in _FILLING)
    return any(
        any(called.startswith(filling) for called in method.calls) or any(stored.startswith(start) for stored in method.stores)
        for method in facts.methods
    )


def _decides(facts: ClassFacts) -> bool:
    """Whether it has rules of its own: what it is given, or what that says, it refuses where that is not as it should be."""
    return any(
        each.guarded_by and {name.partition(".")[0] for name in each.guarded_by} <= _given(method)
        for method in facts.methods
        for each in method.raises
    )


def _given(method: FunctionFacts) -> set[str]:
    """The parameters of a method, and the variables that hold what these have or answer."""
    params = {param.name for param in method.params}
    return params | {name for name, value in method.assigned.items() if value.partition(".")[0] in params}
