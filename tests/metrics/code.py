"""A repository out of a text, read as `archlint metrics` reads it."""

from __future__ import annotations

from pathlib import Path

from archlint.facts import ClassFacts
from archlint.facts.python import extract
from archlint.metrics import Scope, Unit, measure, scope_of
from archlint.rules import read
from tests.rules.helpers import write


def scope(folder: Path, text: str, tests: bool = False, typing: bool = False) -> Scope:
    return scope_of(read(write(folder, text)), tests, typing)


def units(folder: Path, text: str, level: str = "module", **options: bool) -> dict[str, Unit]:
    found = measure(scope(folder, text, **options), (level,))  # type: ignore[arg-type]
    return {unit.name: unit for unit in next(iter(found.values()))}


def a_class(source: str) -> ClassFacts:
    _, code = extract(source.encode(), "m", False)
    return code.classes[0]
