"""What a rule is, what it looks at, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, Final, Literal, NamedTuple, TypeAlias, get_args

from msgspec import Struct

from archlint.errors import Place
from archlint.facts import CodeFacts, Facts, ImportGraph, Module, World
from archlint.model import Architecture, Document
from archlint.peers import Borrowed, Remark
from archlint.rules.scope import in_files, in_packages, restricted

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
    """A setting that changes what a rule finds: where it stands, what it does, and where its default comes from.

    One with a `default` is a threshold or list of the rule, set under `check.rules.<rule>.options`; the others are parts of the
    model.
    """

    name: str
    meaning: str
    source: str = ""
    default: int | float | str | tuple[str, ...] | None = None

    @property
    def shown_default(self) -> str:
        """The default as architecture.yaml has it; empty where there is none."""
        if isinstance(self.default, tuple):
            return f"[{', '.join(self.default)}]"
        return "" if self.default is None else str(self.default).lower() if isinstance(self.default, bool) else str(self.default)


class Rule(NamedTuple):
    """A rule as people read about it; `bad` and `good` are texts of several files that the tests run.

    A rule with `needs_model` is not run where there is no architecture.yaml; one that judges `contracts` on imports is run for
    those of other linters too.
    """

    id: str
    principle: Principle
    severity: Severity
    summary: str
    why: str
    bad: str = ""
    good: str = ""
    options: tuple[Option, ...] = ()
    needs_model: bool = True
    contracts: bool = False


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


class Clue(NamedTuple):
    """What a rule sees in one file and cannot judge before it has seen the others: a place, an element, its own words."""

    place: Place
    element: str
    words: tuple[str, ...] = ()


class Inspection(NamedTuple):
    """One Python file, for the rules that look into code.

    What a rule finds here is remembered until the file, its own options, or the interface of a file that `world` was asked
    about changes; so it must follow from these alone.
    """

    number: int
    module: Module
    code: CodeFacts
    world: World
    options: Mapping[str, Any]
    is_test: bool

    def at(self, line: int, column: int = 1) -> Place:
        """A place in the file."""
        return Place(self.module.path, line, column)

    def element(self, *names: str) -> str:
        """The dotted name of a part of the file."""
        return ".".join((self.module.name, *names))


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

    `path` is the model file relative to the tree, and the names of files in the model are relative to `folder`. `parts`
    are the contracts of other linters, a subject each without a path of its own; `inside` tells which modules they speak of.
    """

    def __init__(
        self,
        facts: Facts,
        document: Document | Borrowed | None = None,
        path: str = "",
        folder: str = "",
        options: Mapping[str, Mapping[str, Any]] | None = None,
        borrowed: Sequence[Borrowed] = (),
        inside: Callable[[Module], bool] | None = None,
    ) -> None:
        self.facts = facts
        self.world = World(facts.graph)
        self.options = options or {}
        self.path = path
        self._document = document
        self._folder = folder
        self._inside = inside
        self.parts = [Subject(facts, each, inside=in_files(each.roots, each.exclude)) for each in borrowed]

    @property
    def model(self) -> Architecture:
        """The model; only rules with `needs_model` may ask."""
        assert self._document is not None
        return self._document.architecture

    def at(self, *keys: str | int) -> Place:
        """Where a part of the model stands."""
        assert self._document is not None
        place = self._document.place(*keys)
        return place._replace(path=self.path) if self.path else place

    def exists(self, file: str) -> bool:
        """Whether a file that the model names is there."""
        return named_file(self._folder, file) in self.facts.existing

    @property
    def remarks(self) -> Sequence[Remark]:
        """What another linter's configuration says beyond the model."""
        return self._document.remarks if isinstance(self._document, Borrowed) else ()

    @property
    def is_borrowed(self) -> bool:
        """Whether the model is made of another linter's configuration."""
        return isinstance(self._document, Borrowed)

    @property
    def has_model(self) -> bool:
        """Whether there is a model."""
        return self._document is not None

    @property
    def graph(self) -> ImportGraph:
        """Who imports whom."""
        return self.facts.graph

    @cached_property
    def contract_graph(self) -> ImportGraph:
        """The part of it that the contracts on imports speak of."""
        code = self.model.code
        graph = self.graph if self._inside is None else restricted(self.graph, self._inside)
        return restricted(graph, in_packages(code.packages)) if code is not None and code.packages else graph


def named_file(folder: str, file: str) -> str:
    """The path of a file that a model names, as the facts know it."""
    return f"{folder}/{file}" if folder else file
