"""The rules: whatever files the folder `catalogue` holds."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from archlint.errors import UserError
from archlint.model import did_you_mean
from archlint.rules import catalogue
from archlint.rules.types import PRINCIPLES, Clue, Found, Inspection, Rule, Subject


class Registered(NamedTuple):
    """A rule and the functions that find its breaches, at least one.

    `find` looks at the whole subject. `inspect` looks into one file at a time; its findings are remembered as long as nothing
    that they follow from has changed. The clues that `inspect` yields beside findings go to `conclude`, all of them, in the
    order of the files.
    """

    rule: Rule
    find: Callable[[Subject], Iterator[Found]] | None = None
    inspect: Callable[[Inspection], Iterator[Found | Clue]] | None = None
    conclude: Callable[[Subject, Sequence[Clue]], Iterator[Found]] | None = None
    edition: str = ""  # of a rule that is not archlint's own: changes when its code does

    @classmethod
    def of(cls, module: Any) -> Registered:
        """The rule that a module of Python code defines."""
        find, inspect, conclude = (getattr(module, name, None) for name in ("find", "inspect", "conclude"))
        return cls(module.RULE, find, inspect, conclude)


@cache
def registered() -> tuple[Registered, ...]:
    """Every rule with its function, by principle and name."""
    names = sorted({name[:-3] for folder in catalogue.__path__ for name in os.listdir(folder) if name.endswith(".py")})
    modules = [import_module(f"{catalogue.__name__}.{name}") for name in names if not name.startswith("_")]
    rules = [Registered.of(module) for module in modules]
    return tuple(sorted(rules, key=lambda each: (PRINCIPLES.index(each.rule.principle), each.rule.id)))


def all_rules() -> tuple[Rule, ...]:
    """Every rule, by principle and name."""
    return tuple(each.rule for each in registered())


def find_rule(name: str) -> Rule:
    """The rule of that name.

    Raises:
        UserError: there is none.
    """
    rules = {rule.id: rule for rule in all_rules()}
    if name not in rules:
        raise UserError(f"no rule is named '{name}'{did_you_mean(name, rules) or '; `archlint rules` lists them'}")
    return rules[name]


def chosen(select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[Registered, ...]:
    """The rules that are selected (all of them by default) and not ignored; a principle stands for its rules.

    Raises:
        UserError: a name is neither a rule nor a principle, or no rule is left.
    """
    wanted, unwanted = _expanded(select), _expanded(ignore)
    left = tuple(each for each in registered() if (not select or each.rule.id in wanted) and each.rule.id not in unwanted)
    if not left:
        raise UserError("no rule is left to check; select one more or ignore one less")
    return left


def _expanded(names: tuple[str, ...]) -> set[str]:
    found: set[str] = set()
    for name in (part.strip() for word in names for part in word.split(",")):
        if name in PRINCIPLES:
            found.update(rule.id for rule in all_rules() if rule.principle == name)
        elif name:
            found.add(find_rule(name).id)
    return found
