"""Policy is given its infrastructure, it does not make it."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.facts import ClassFacts, ClassRef, column_of, line_of
from archlint.rules.class_kinds import is_composition_root, is_exception, is_root_module, is_test_double
from archlint.rules.collaborators import (
    Role,
    Use,
    clients,
    constructed,
    described,
    is_example,
    is_glue,
    is_infrastructure,
    is_of_the_trade,
    needs_arguments,
    role_of,
)
from archlint.rules.outside_work import imported_work, reaches_out
from archlint.rules.types import Found, Inspection, Rule

RULE = Rule(
    id="constructs-infrastructure",
    principle="dependency-inversion",
    severity="warning",
    summary="A class takes the collaborators that work with the outside world as parameters instead of making them itself.",
    why="""\
A class that makes its own database, mailer or client is tied to exactly that one: it cannot be tested
without it, and another one means an edit here. The decision which one it is belongs to whoever puts
the program together. Take the collaborator as a parameter, typed by what is asked of it (a Protocol
or an abstract class), and make it where the program starts. A default behind a parameter
(`mailer or SmtpMailer()`) is fine; so are data, private helpers, factories, framework classes, and
classes that are infrastructure themselves.
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


def inspect(file: Inspection) -> Iterator[Found]:
    """Classes that make a collaborator which does outside work."""
    if file.is_test or is_root_module(file.module) or is_example(file.module):
        return
    touching = reaches_out(file.module.facts)
    for facts in file.code.classes:
        uses = list(constructed(facts)) if facts.methods else []
        if uses:
            yield from _judged(file, facts, uses)
        if touching and facts.methods:
            yield from _mixed(file, facts)


def _judged(file: Inspection, facts: ClassFacts, uses: list[Use]) -> Iterator[Found]:
    user = ClassRef(file.number, facts)
    made: dict[str, tuple[Use, Role]] = {}
    for use in uses:
        if use.name not in made:
            role = _role(file, user, use)
            if role is not None:
                made[use.name] = use, role
    if not made or _may_make(file, user):
        return
    first, role = next(iter(made.values()))
    place = (
        file.at(line_of(first.place), column_of(first.place)) if first.place else file.at(first.method.line, first.method.column)
    )
    others = f" (and {', '.join(list(made)[1:])})" if len(made) > 1 else ""
    message = (
        f"'{facts.short_name}' makes its own {first.name}{others}, which {described(role)}; take it as a parameter, "
        "typed by what is asked of it, and let the caller choose"
    )
    yield Found(place, file.element(facts.name), message)


def _role(file: Inspection, user: ClassRef, use: Use) -> Role | None:
    ref = file.world.find_class(file.number, use.name)
    if ref is None or ref.key == user.key or ref.facts.name.startswith(user.facts.name + "."):
        return None
    if ref.facts.short_name.startswith("_") or is_test_double(ref):
        return None
    is_kept = use.method.name == "__init__" and "." in use.target
    role = role_of(file.world, ref, file.number)
    if role is None:
        work = imported_work(file.world, ref) if is_kept and ref.module != file.number else ()
        return Role(work) if work and not is_of_the_trade(file.world, user, ref, Role(work)) else None
    if role.is_soft:
        return role if is_kept or not needs_arguments(ref) else None
    return None if is_of_the_trade(file.world, user, ref, role) else role


def _may_make(file: Inspection, user: ClassRef) -> bool:
    """Whether making others is its work, or cannot be helped."""
    if is_composition_root(user, file.world):
        return True
    ancestry = file.world.ancestry(user)
    return is_exception(user, ancestry) or is_glue(ancestry) or is_infrastructure(file.world, user)


def _mixed(file: Inspection, facts: ClassFacts) -> Iterator[Found]:
    """A class that makes clients of several kinds, or works with a global one, is no adapter of any of them."""
    found = list(clients(file.world, file.number, facts))
    kinds = list(dict.fromkeys(each.kind for each in found))
    shared = [each for each in found if each.is_global]
    if (len(kinds) < 2 and not shared) or is_composition_root(ClassRef(file.number, facts), file.world):
        return
    first = shared[0] if shared else found[0]
    what = f"uses the global {first.name}" if shared else f"makes clients of its own for {' and '.join(kinds)}"
    message = f"'{facts.short_name}' {what}; take them as parameters, typed by what is asked of them, and let the caller choose"
    yield Found(file.at(first.method.line, first.method.column), file.element(facts.name), message)
