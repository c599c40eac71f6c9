"""Runs the rules that look into one file at a time, and remembers what they found until something that it follows from changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import msgspec

from archlint.facts import Facts, World, edition, interface, share
from archlint.rules.code_kinds import is_test
from archlint.rules.comments import JUDGING, SOURCE
from archlint.rules.index import code_edition
from archlint.rules.registry import Registered
from archlint.rules.types import Clue, Found, Inspection, Subject


class Seen(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What the rules saw in one file, by the rule's number, and which other files they consulted."""

    found: tuple[tuple[int, Found], ...] = ()
    clues: tuple[tuple[int, Clue], ...] = ()
    consulted: tuple[int, ...] = ()


class _Notes(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered: the rules with their options as one key, what they saw in each file, and what follows from all of it."""

    key: bytes
    seen: list[Seen]
    concluded: dict[str, tuple[Found, ...]]


class Inspected(NamedTuple):
    """The findings and the clues of each rule, in the order of the files, and what archlint's own rules concluded from them."""

    found: Mapping[str, Sequence[Found]]
    clues: Mapping[str, Sequence[Clue]]
    concluded: Mapping[str, Sequence[Found]]


def inspect_all(rules: Sequence[Registered], subject: Subject, wanted: Iterable[str]) -> Inspected:
    """What these rules see in all files; files that nothing has changed for are not looked into again.

    Where nothing is remembered, and none of the `wanted` rules looks into files, only the comments are read.
    """
    facts = subject.facts
    inspecting = [each for each in rules if each.inspect is not None]
    key = _key(inspecting, subject.options)
    old = _remembered(facts, key)
    if old is None and JUDGING.isdisjoint(wanted) and {each.rule.id for each in inspecting}.isdisjoint(wanted):
        return _comments_alone(inspecting, subject)
    stale = list(range(len(facts.modules))) if old is None else _stale(facts, old)
    seen = [Seen()] * len(facts.modules) if old is None else list(old.seen)
    for number, each in zip(stale, _look(inspecting, subject, stale), strict=True):
        seen[number] = each
    found: dict[str, list[Found]] = {each.rule.id: [] for each in inspecting}
    clues: dict[str, list[Clue]] = {each.rule.id: [] for each in inspecting}
    for each in seen:
        for rule, one in each.found:
            found[inspecting[rule].rule.id].append(one)
        for rule, clue in each.clues:
            clues[inspecting[rule].rule.id].append(clue)
    if old is not None and not stale:
        facts.keep(facts.notes)
        return Inspected(found, clues, old.concluded)
    concluded = {
        each.rule.id: tuple(each.conclude(subject, clues[each.rule.id]))
        for each in inspecting
        if each.conclude is not None and not each.edition  # what a rule of the user's own looks at, nobody knows
    }
    facts.keep(msgspec.msgpack.encode(_Notes(key, seen, concluded)))
    return Inspected(found, clues, concluded)


def _comments_alone(rules: Sequence[Registered], subject: Subject) -> Inspected:
    """The comments that let findings pass; what no rule has looked for is not remembered as seen."""
    modules = subject.facts.modules
    source = [each for each in rules if each.rule.id == SOURCE]
    spoken = [number for number, module in enumerate(modules) if module.facts.ignores]
    seen = _look(source, subject, spoken) if source else []
    subject.facts.keep(None)
    return Inspected({}, {SOURCE: [clue for each in seen for _, clue in each.clues]}, {})


def _look(rules: Sequence[Registered], subject: Subject, numbers: Sequence[int]) -> list[Seen]:
    modules = subject.facts.modules
    world = World(subject.graph)
    options = [_options(each, subject.options) for each in rules]

    def look(some: Sequence[int]) -> list[Seen]:
        return [_seen(rules, options, world, number) for number in some]

    return share(numbers, [modules[number].size for number in numbers], look, Seen)


def _seen(rules: Sequence[Registered], options: Sequence[Mapping[str, Any]], world: World, number: int) -> Seen:
    module = world.graph.modules[number]
    world.forget()
    code = world.code(number)
    test = is_test(module)
    found: list[tuple[int, Found]] = []
    clues: list[tuple[int, Clue]] = []
    for index, each in enumerate(rules):
        assert each.inspect is not None
        for one in each.inspect(Inspection(number, module, code, world, options[index], test)):
            if isinstance(one, Clue):
                clues.append((index, one))
            else:
                found.append((index, one))
    return Seen(tuple(found), tuple(clues), tuple(sorted(world.consulted - {number})))


def _options(each: Registered, given: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    defaults = {option.name: option.default for option in each.rule.options if option.default is not None}
    return defaults | dict(given.get(each.rule.id, {}))


def _remembered(facts: Facts, key: bytes) -> _Notes | None:
    if facts.notes is None or facts.changed is None:
        return None
    try:
        notes = _decoder().decode(facts.notes)
    except msgspec.MsgspecError:
        return None
    return notes if notes.key == key and len(notes.seen) == len(facts.modules) else None


def _stale(facts: Facts, notes: _Notes) -> list[int]:
    """The files that changed, and those that consulted one whose interface did."""
    changed = facts.changed or frozenset()
    outside = {number for number in changed if not _looks_the_same(facts, number)}
    dependent = {number for number, each in enumerate(notes.seen) if not outside.isdisjoint(each.consulted)} if outside else set()
    return sorted(changed | dependent)


def _looks_the_same(facts: Facts, number: int) -> bool:
    before, now = facts.before(number), facts.modules[number]
    return before is not None and interface(before.facts(), before.code()) == interface(now.facts, now.code)


def _key(rules: Sequence[Registered], options: Mapping[str, Mapping[str, Any]]) -> bytes:
    named = [(each.rule.id, sorted(_options(each, options).items()), each.edition) for each in rules]
    return repr((edition(), code_edition(), named)).encode()


@cache
def _decoder() -> msgspec.msgpack.Decoder[_Notes]:
    return msgspec.msgpack.Decoder(_Notes)
