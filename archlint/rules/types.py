"""What a rule is, what it looks at, and what it finds."""

from __future__ import annotations

from functools import cached_property
from typing import Final, Literal, NamedTuple, TypeAlias, get_args

from msgspec import Struct

from archlint.errors import Place
from archlint.facts import Facts, ImportGraph
from archlint.model import Architecture, Document

Principle: TypeAlias = Literal[
    "single-responsibility",
    "open-closed",
    "liskov-substitution",
    "interface-segregation",
    "dependency-inversion",
    "bounded-contexts",
    "layering",
    "drift",
    "model",
]
Severity: TypeAlias = Literal["error", "warning", "info"]

PRINCIPLES: Final[tuple[str, ...]] = get_args(Principle)
SEVERITIES: Final[tuple[str, ...]] = get_args(Severity)  # most important first


class Option(NamedTuple):
    """A setting that changes what a rule finds: where it stands, what it does, and where its default comes from."""

    name: str
    meaning: str
    source: str = ""


class Rule(NamedTuple):
    """A rule as people read about it; `bad` and `good` are texts of several files that the tests run.

    A rule with `needs_model` is not run where there is no architecture.yaml.
    """

    id: str
    principle: Principle
    severity: Severity
    summary: str
    why: str
    bad: str
    good: str
    options: tuple[Option, ...] = ()
    needs_model: bool = True


class Step(Struct, frozen=True):
    """A link of the chain that explains a finding."""

    path: str
    line: int
    column: int
    text: str


class Found(NamedTuple):
    """What a rule yields: a place, the element concerned, and what to do about it.

    `identity` is what makes it the same finding after an edit elsewhere; by default the message.
    """

    place: Place
    element: str
    message: str
    steps: tuple[Step, ...] = ()
    identity: str = ""


class Finding(Struct, frozen=True, omit_defaults=True):
    """A finding as it is reported; the fields' names and order are those of the JSON output."""

    rule: str
    principle: Principle
    severity: Severity
    path: str
    line: int
    column: int
    element: str
    message: str
    fingerprint: str
    steps: tuple[Step, ...] = ()


class Subject:
    """What is linted: the facts of a tree and, for the rules that need one, its model.

    `path` is the model file relative to the tree, and the names of files in the model are relative to `folder`.
    """

    def __init__(self, facts: Facts, document: Document | None = None, path: str = "", folder: str = "") -> None:
        self.facts = facts
        self.path = path
        self._document = document
        self._folder = folder

    @property
    def model(self) -> Architecture:
        """The model; only rules with `needs_model` may ask."""
        assert self._document is not None
        return self._document.architecture

    def at(self, *keys: str | int) -> Place:
        """Where a part of the model stands."""
        assert self._document is not None
        return self._document.place(*keys)._replace(path=self.path)

    def exists(self, file: str) -> bool:
        """Whether a file that the model names is there."""
        return named_file(self._folder, file) in self.facts.existing

    @cached_property
    def graph(self) -> ImportGraph:
        """Who imports whom."""
        return ImportGraph(self.facts)


def named_file(folder: str, file: str) -> str:
    """The path of a file that a model names, as the facts know it."""
    return f"{folder}/{file}" if folder else file
