"""Cohesion: LCOM4 of a class (Hitz and Montazeri, "Measuring coupling and cohesion in object-oriented systems", 1995).

LCOM4 is the number of groups that the methods of a class fall into, where two methods are in one group when they use the same
member of the object or when one uses the other. One group is a cohesive class; with more, each could be a class of its own.

Where Python needs a decision: constructors do not count, because they touch everything; nor do static and class methods, which
have no object; nor do methods without a body (`...`, `raise NotImplementedError`), which use nothing yet. A member that is
inherited is a member like any other, whether it is read, set or called. A property with its setter is one method. Methods that use
the object as a whole (`self[key]`, `return self`) are in one group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from archlint.facts import ClassFacts, FunctionFacts

_CONSTRUCTORS: Final = frozenset({"__init__", "__new__", "__post_init__", "__init_subclass__", "__class_getitem__", "__del__"})
_WITHOUT_OBJECT: Final = frozenset({"staticmethod", "classmethod"})
_WITHOUT_BODY: Final = frozenset({"empty", "not-implemented"})
_OVERLOAD: Final = "overload"
_NAME_END: Final = re.compile(r"[.(\[]")


class Cohesion(NamedTuple):
    """A class with its LCOM4 and the number of methods that it was counted over."""

    name: str
    path: str
    line: int
    lcom4: int
    methods: int


def cohesion(facts: ClassFacts, module: str, path: str) -> Cohesion | None:
    """The cohesion of a class; None where it has no method that counts."""
    found = groups(facts)
    if not found:
        return None
    return Cohesion(f"{module}.{facts.name}", path, facts.line, len(found), sum(map(len, found)))


def groups(facts: ClassFacts) -> list[list[str]]:
    """The methods that belong together, each group and all groups in the order of the file."""
    used = _members_by_method(facts)
    leader = {name: name for name in used}

    def find(name: str) -> str:
        while leader[name] != name:
            leader[name] = name = leader[leader[name]]
        return name

    first_user: dict[str, str] = {}
    for name, members in used.items():
        for member in members:
            other = member if member in used else first_user.setdefault(member, name)
            leader[find(other)] = find(name)
    found: dict[str, list[str]] = {}
    for name in used:
        found.setdefault(find(name), []).append(name)
    return sorted(found.values(), key=lambda group: list(used).index(group[0]))


def _members_by_method(facts: ClassFacts) -> dict[str, set[str]]:
    """What each method uses of its object; all definitions of one name together."""
    found: dict[str, set[str]] = {}
    for method in facts.methods:
        if _counts(method):
            found.setdefault(method.name, set()).update(_members(method))
    return found


def _counts(method: FunctionFacts) -> bool:
    if method.name in _CONSTRUCTORS or method.body in _WITHOUT_BODY or not method.params:
        return False
    decorators = {each.rpartition(".")[2] for each in method.decorators}
    return _OVERLOAD not in decorators and decorators.isdisjoint(_WITHOUT_OBJECT)


def _members(method: FunctionFacts) -> Iterator[str]:
    """The first name behind `self.`, and behind `super().`, which is the same object, in every chain; "" is the whole object."""
    me = method.params[0].name
    prefixes = (f"{me}.", "super().")
    for chains in (method.loads, method.stores, method.calls):
        for chain in chains:
            if chain == me:
                yield ""
            for prefix in prefixes:
                if chain.startswith(prefix):
                    yield _NAME_END.split(chain.removeprefix(prefix), maxsplit=1)[0]
