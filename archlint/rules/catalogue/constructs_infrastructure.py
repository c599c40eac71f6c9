"""Policy is given its infrastructure, it does not make it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from archlint.facts import ClassFacts, ClassRef, World, column_of, line_of
from archlint.rules.branches import chooses
from archlint.rules.class_kinds import (
    is_class_method,
    is_composition_root,
    is_data_class,
    is_enum,
    is_exception,
    is_framework_class,
    is_maker,
    is_protocol,
    is_root_module,
    is_static,
    is_test_double,
)
from archlint.rules.collaborators import (
    Role,
    Use,
    constructed,
    described,
    hands_on,
    implemented,
    is_example,
    is_given_collaborators,
    is_glue,
    is_infrastructure,
    is_of_the_trade,
    needs_arguments,
    role_of,
    shared,
    sketched_role,
    technology_role,
)
from archlint.rules.outside_work import FILES, imported_work
from archlint.rules.sketches import found_in_programs, has_twin, is_detail, is_entity, stands_alone
from archlint.rules.types import Clue, Found, Inspection, Rule, Subject

RULE = Rule(
    id="constructs-infrastructure",
    principle="dependency-inversion",
    severity="warning",
    summary="A class takes the collaborators that work with the outside world as parameters instead of making them itself.",
    why="""\
A class that makes its own database, mailer or client is tied to exactly that one: it cannot be tested
without it, and another one means an edit here. The decision which one it is belongs to whoever puts
the program together. Take the collaborator as a parameter, typed by what is asked of it (a Protocol
or an abstract class), and make it where the program starts.

Anywhere, a collaborator counts that works with a database, mail, a queue or a service. In a small file that
uses nothing of the repository, functions, class bodies, globals and a class that hands out an instance of itself
count as makers too. Where nobody imports that file either, it is a program of its own, and there so do
collaborators that work with files, the network or the console, sketches with nothing written yet, one of several
implementations of an interface, one that is named for a technology, and any other class beside it that it keeps
for good and works with, unless it is given other collaborators. A default behind a parameter
(`mailer or SmtpMailer()`) is fine; so are data, entities, private helpers, factories, framework classes,
classes that hand on what they make, and classes that are infrastructure, or one of several alternatives,
themselves.
""",
    bad="""\
=== shop/orders.py ===
import sqlite3

class SqliteOrders:
    def __init__(self, path):
        self.connection = sqlite3.connect(path)

    def add(self, order):
        self.connection.execute("insert into orders values (?)", (order,))

class OrderService:
    def __init__(self):
        self.orders = SqliteOrders("orders.db")  # <- here

    def place(self, order):
        if order <= 0:
            raise ValueError("an order has a price")
        self.orders.add(order)
""",
    good="""\
=== shop/orders.py ===
import sqlite3
from typing import Protocol

class Orders(Protocol):
    def add(self, order): ...

class SqliteOrders:
    def __init__(self, path):
        self.connection = sqlite3.connect(path)

    def add(self, order):
        self.connection.execute("insert into orders values (?)", (order,))

class OrderService:
    def __init__(self, orders: Orders):
        self.orders = orders

    def place(self, order):
        if order <= 0:
            raise ValueError("an order has a price")
        self.orders.add(order)

def main():
    OrderService(SqliteOrders("orders.db")).place(1)
""",
    needs_model=False,
)


def inspect(file: Inspection) -> Iterator[Found | Clue]:
    """Classes, and functions of a file that stands alone, that make a collaborator which does outside work."""
    if file.is_test or is_example(file.module):
        return
    alone = stands_alone(file)
    if is_root_module(file.module) and not alone:
        return
    for facts in file.code.classes:
        if not facts.methods:
            continue
        uses = list(constructed(facts))
        if alone:
            yield from _sketched(file, facts, [*uses, *shared(file, facts)])
        elif uses:
            yield from _judged(file, facts, uses)
    for function in file.code.functions if alone else ():
        if function.params and function.statements > 2 and not function.switches and ".<locals>." not in function.name:
            facts = ClassFacts(function.name, function.line, function.column, function.end_line, methods=(function,))
            uses = [each for each in (*constructed(facts), *shared(file, facts)) if "." not in each.target]
            yield from _sketched(file, facts, uses, is_function=True)


def conclude(subject: Subject, clues: Sequence[Clue]) -> Iterator[Found]:
    """Classes that make their parts, in files that nobody imports."""
    return found_in_programs(subject, clues)


def _judged(file: Inspection, facts: ClassFacts, uses: list[Use]) -> Iterator[Found]:
    user = ClassRef(file.number, facts)
    made = _with_roles(uses, lambda use: _role(file, user, use))
    if made and not is_composition_root(user, file.world) and not _is_bound(file, user):
        yield _found(file, facts, made)


def _sketched(file: Inspection, facts: ClassFacts, uses: list[Use], *, is_function: bool = False) -> Iterator[Found | Clue]:
    """The same where the file is the whole program: what stands beside the class may be a sketch, or one of several.

    A function may read and write the files that it is called for.
    """
    user = ClassRef(file.number, facts)
    made = _with_roles(uses, lambda use: _sketched_role(file, user, use)) if uses else {}
    parts = _parts(file, user, uses) if uses and not made and not is_given_collaborators(user) else {}
    chosen = made or parts
    if is_function and all(role.work == (FILES,) for _, role in chosen.values()):
        return
    if not chosen or hands_on(facts, [use for use, _ in chosen.values()]) or has_twin(file, facts, chosen):
        return
    if (is_maker(user) and not facts.name.endswith("App")) or _is_bound(file, user, several=len(chosen) > 1):
        return
    found = _found(file, facts, chosen)
    is_certain = any(role.is_certain for _, role in chosen.values())
    yield found if is_certain else Clue(found.place, found.element, (found.message,))


def _parts(file: Inspection, user: ClassRef, uses: list[Use]) -> dict[str, tuple[Use, Role]]:
    """What it makes and works with, whatever that does: one that it keeps, or several that it makes anew."""
    parts = _with_roles(uses, lambda use: _part(file, user, use))
    return parts if len(parts) > 1 or any("." in use.target for use, _ in parts.values()) else {}


def _part(file: Inspection, user: ClassRef, use: Use) -> Role | None:
    ref = _target(file, user, use)
    if ref is None or ref.module != file.number or is_given_collaborators(ref):
        return None
    ancestry = file.world.ancestry(ref)
    if ancestry.classes or is_framework_class(ancestry) or is_data_class(ref, ancestry) or is_detail(file, user):
        return None
    is_kept = "." in use.target
    if use.target == use.name or (is_kept and not _is_fixed(user, use)) or (needs_arguments(ref) and not is_kept):
        return None
    called = [each for each in map(file.world.methods(ref).get, use.called) if each is not None and not each.raises]
    return Role((), "nobody else can choose") if called and not is_entity(ref) else None


def _is_fixed(user: ClassRef, use: Use) -> bool:
    """Whether the field holds the same for good, from the constructor or the body of the class on."""
    return use.method.name == "__init__" or use.target.partition(".")[2] in (user.facts.body or use.method).assigned


def _with_roles(uses: list[Use], role_of_use: Callable[[Use], Role | None]) -> dict[str, tuple[Use, Role]]:
    made: dict[str, tuple[Use, Role]] = {}
    for use in uses:
        role = role_of_use(use) if use.name not in made else None
        if role is not None:
            made[use.name] = use, role
    return made


def _found(file: Inspection, facts: ClassFacts, made: dict[str, tuple[Use, Role]]) -> Found:
    first, role = next(iter(made.values()))
    place = (
        file.at(line_of(first.place), column_of(first.place)) if first.place else file.at(first.method.line, first.method.column)
    )
    others = f" (and {', '.join(list(made)[1:])})" if len(made) > 1 else ""
    message = (
        f"'{facts.short_name}' makes its own {first.name}{others}, which {described(role)}; take it as a parameter, "
        "typed by what is asked of it, and let the caller choose"
    )
    return Found(place, file.element(facts.name), message)


def _role(file: Inspection, user: ClassRef, use: Use) -> Role | None:
    ref = _target(file, user, use)
    if ref is None:
        return None
    role = role_of(file.world, ref, file.number)
    if role is None:
        is_kept = use.method.name == "__init__" and "." in use.target
        work = imported_work(file.world, ref) if is_kept and ref.module != file.number else ()
        role = Role(work) if work else None
    return role if role is not None and role.is_certain and not is_of_the_trade(file.world, user, ref, role) else None


def _sketched_role(file: Inspection, user: ClassRef, use: Use) -> Role | None:
    ref = _target(file, user, use)
    is_kept = "." in use.target
    if ref is None:
        return Role() if is_kept and use.method.name == "__init__" and _is_undefined(file, use.name) else None
    world, ancestry = file.world, file.world.ancestry(ref)
    if is_data_class(ref, ancestry) or is_enum(ancestry) or is_exception(ref, ancestry) or is_protocol(ref):
        return None
    if (use.target == use.name and not _is_static(world, ref, use)) or is_given_collaborators(ref):
        return None
    if not is_kept and any(chooses(each) for name, each in world.methods(ref).items() if name in use.called):
        return None  # what is to be exchanged are the kinds that it knows, which open-closed tells
    role = role_of(world, ref, file.number) or technology_role(ref)
    if (role is None or role.is_shown) and ((not is_kept and needs_arguments(ref)) or is_entity(ref)):
        return None
    interface = implemented(ancestry)
    if interface is not None and (role is None or not role.work):
        is_sibling = interface.key in {each.key for each in world.ancestry(user).classes}
        return None if is_sibling else Role((), f"is one '{interface.facts.short_name}' of several")
    role = role or sketched_role(world, ref, use.called, by_name=is_kept)
    return None if interface is None and is_detail(file, user) else role


def _target(file: Inspection, user: ClassRef, use: Use) -> ClassRef | None:
    """The class that is made, unless it is a part of its maker."""
    ref = file.world.find_class(file.number, use.name)
    if ref is None or ref.key == user.key or ref.facts.name.startswith(user.facts.name + "."):
        return None
    return None if ref.facts.short_name.startswith("_") or is_test_double(ref) else ref


def _is_undefined(file: Inspection, name: str) -> bool:
    """Whether a class is named that the file neither defines nor imports, as a sketch may."""
    facts = file.module.facts
    known = name in facts.offered or any(each.binds == name or each.name == "*" for each in facts.imports)
    return not known and name.isidentifier() and file.world.resolve(file.number, name) is None


def _is_static(world: World, ref: ClassRef, use: Use) -> bool:
    """Whether what is called of the class itself is there for that."""
    called = (world.methods(ref).get(name) for name in use.called)
    return any(each is not None and (is_static(each) or is_class_method(each)) for each in called)


def _is_bound(file: Inspection, user: ClassRef, *, several: bool = False) -> bool:
    """Whether it cannot help what it makes, is a detail of its file, or is infrastructure itself, which makes no `several`."""
    if user.facts.short_name.startswith("_"):
        return True
    ancestry = file.world.ancestry(user)
    return is_exception(user, ancestry) or is_glue(ancestry) or (not several and is_infrastructure(file.world, user))
