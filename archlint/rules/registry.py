"""The rules: whatever files the folder `catalogue` holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

from archlint.errors import UserError
from archlint.model import did_you_mean
from archlint.rules.comments import Audit
from archlint.rules.index import Entry, Late, entries
from archlint.rules.types import PRINCIPLES, Clue, Found, Inspection, Rule, Subject


class Registered(NamedTuple):
    """A rule and the functions that find its breaches, at least one.

    `find` looks at the whole subject. `inspect` looks into one file at a time; its findings are remembered as long as nothing
    that they follow from has changed. The clues that `inspect` yields beside findings go to `conclude`, all of them, in the
    order of the files. `audit` looks at the comments that let findings pass, once all other rules have been run.
    """

    rule: Rule
    find: Callable[[Subject], Iterator[Found]] | None = None
    inspect: Callable[[Inspection], Iterator[Found | Clue]] | None = None
    conclude: Callable[[Subject, Sequence[Clue]], Iterator[Found]] | None = None
    audit: Callable[[Audit], Iterator[Found]] | None = None
    edition: str = ""  # of a rule that is not archlint's own: changes when its code does

    @classmethod
    def of(cls, entry: Entry) -> Registered:
        """A rule of the catalogue; its module is imported once one of its functions is called."""
        functions: dict[str, Any] = {name: Late(entry.module, name) for name in entry.functions}
        if "find" in functions and entry.rule.contracts:
            functions["find"] = partial(_of_all_parts, functions["find"])
        return cls(entry.rule, **functions)


def _of_all_parts(find: Callable[[Subject], Iterator[Found]], subject: Subject) -> Iterator[Found]:
    """What a rule on contracts finds for the model's, and for those of other linters."""
    for part in (subject, *subject.parts):
        if part.has_model:
            yield from find(part)


@cache
def registered() -> tuple[Registered, ...]:
    """Every rule with its function, by principle and name."""
    return ordered(map(Registered.of, entries()))


def ordered(rules: Iterable[Registered]) -> tuple[Registered, ...]:
    """Rules by principle and name."""
    return tuple(sorted(rules, key=lambda each: (PRINCIPLES.index(each.rule.principle), each.rule.id)))


def all_rules() -> tuple[Rule, ...]:
    """Every rule, by principle and name."""
    return tuple(each.rule for each in registered())


def find_rule(name: str, among: Iterable[Rule] | None = None) -> Rule:
    """The rule of that name, by default among archlint's own.

    Raises:
        UserError: there is none.
    """
    rules = {rule.id: rule for rule in (all_rules() if among is None else among)}
    if name not in rules:
        raise UserError(f"no rule is named '{name}'{did_you_mean(name, rules) or '; `archlint rules` lists them'}")
    return rules[name]


def chosen(
    rules: Sequence[Registered], select: tuple[str, ...], ignore: tuple[str, ...], off: frozenset[str] = frozenset()
) -> tuple[Registered, ...]:
    """The rules that are selected (all of them by default), not ignored and not off; a principle stands for its rules.

    Raises:
        UserError: a name is neither a rule nor a principle, or no rule is left.
    """
    wanted, unwanted = _expanded(rules, select), _expanded(rules, ignore)
    picked = [each for each in rules if (not select or each.rule.id in wanted) and each.rule.id not in unwanted]
    left = tuple(each for each in picked if each.rule.id not in off)
    if not left:
        turned_off = f"; off in the model: {', '.join(each.rule.id for each in picked)}" if picked else ""
        raise UserError(f"no rule is left to check; select one more or ignore one less{turned_off}")
    return left


def _expanded(rules: Sequence[Registered], names: tuple[str, ...]) -> set[str]:
    found: set[str] = set()
    for name in (part.strip() for word in names for part in word.split(",")):
        if name in PRINCIPLES:
            found.update(each.rule.id for each in rules if each.rule.principle == name)
        elif name:
            found.add(find_rule(name, (each.rule for each in rules)).id)
    return found
