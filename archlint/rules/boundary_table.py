"""A table of boundaries applied to the modules of a repository."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from archlint.facts import TYPING, Import, ImportGraph, Pattern
from archlint.model import ROOT, Boundaries, Boundary, Interface

Keys = tuple[str | int, ...]


class Row(NamedTuple):
    """A module with its boundary, and the key of the table that gave it."""

    name: str
    key: str
    boundary: Boundary


class Use(NamedTuple):
    """An import from one row's code into another's; `path` is the whole of what is imported."""

    source: Row
    target: Row
    importer: int
    imported: int
    place: Import
    path: str

    @property
    def member(self) -> str:
        """What is imported, without the name of its row."""
        return self.path[len(self.target.name) + 1 :] if self.path.startswith(self.target.name + ".") else ""


def stands_for(pattern: str, name: str) -> bool:
    """Whether a name in the table, with its wildcards, stands for a module; `.**` at its end includes what is before it."""
    if "*" not in pattern:
        return pattern == name
    if pattern.endswith(".**") and stands_for(pattern[:-3], name):
        return True
    return Pattern(pattern).matches(name)


def listed(names: tuple[str, ...], name: str) -> str | None:
    """The first of the names that stands for a module."""
    return next((each for each in names if stands_for(each, name)), None)


class Table:
    """The rows of a table, and the imports between them."""

    def __init__(self, boundaries: Boundaries, graph: ImportGraph) -> None:
        self.boundaries = boundaries
        self.graph = graph
        self.rows: dict[str, Row] = {}
        self.doubled: list[str] = []
        self.unmatched: list[str] = []
        for key, boundary in boundaries.modules.items():
            self._add(key, boundary)
        self.rows.setdefault(ROOT, Row(ROOT, ROOT, Boundary(depends_on=())))
        self._interfaces = [_Compiled(each) for each in boundaries.interfaces]

    def _add(self, key: str, boundary: Boundary) -> None:
        names = [ROOT] if key == ROOT else self._modules(key)
        if not names:
            self.unmatched.append(key)
        for name in names:
            known = self.rows.get(name)
            if known is not None and "*" not in known.key:
                self.doubled.append(key)
            self.rows[name] = Row(name, key, boundary)

    def _modules(self, key: str) -> list[str]:
        if "*" not in key:
            return [key] if self.graph.covered([Pattern(key)]) else []
        if key.endswith(".**"):
            return sorted({*self.graph.packages(Pattern(key)), *self.graph.packages(Pattern(key[:-3]))})
        return self.graph.packages(Pattern(key))

    @cached_property
    def _homes(self) -> list[Row]:
        return [self.nearest(module.name) for module in self.graph.modules]

    def nearest(self, name: str) -> Row:
        """The row that covers a module most closely."""
        while name and name not in self.rows:
            name = name.rpartition(".")[0]
        return self.rows[name or ROOT]

    def uses(self) -> Iterator[Use]:
        """The imports that lead from one row to another, and that the table does not leave alone."""
        ignores_root = self.boundaries.rest == "ignore"
        for number, targets in enumerate(self.graph.edges):
            source = self._homes[number]
            if source.boundary.unchecked or (ignores_root and source.name == ROOT):
                continue
            for target, flags in targets.items():
                row = self._homes[target]
                if row is source or (ignores_root and row.name == ROOT) or self._project(number) != self._project(target):
                    continue
                if flags != TYPING or self.boundaries.type_checking:
                    yield from self._between(source, row, number, target)

    def _project(self, number: int) -> str:
        path = self.graph.modules[number].path
        return max((each for each in self.boundaries.projects if path.startswith(f"{each}/")), key=len, default="")

    def _between(self, source: Row, target: Row, importer: int, imported: int) -> Iterator[Use]:
        waivers = self.graph.modules[importer].facts.waivers
        for each in self.graph.imports(importer, imported):
            if each.type_checking and not self.boundaries.type_checking:
                continue
            if (each.in_function or each.in_main) and not self.boundaries.local:
                continue
            path = f"{each.module}.{each.name}" if each.name else each.module
            if not any(
                waiver.first <= each.line <= waiver.last and (not waiver.rules or any(path.endswith(name) for name in waiver.rules))
                for waiver in waivers
            ):
                yield Use(source, target, importer, imported, each, path)

    def is_hidden(self, use: Use) -> bool:
        """Whether an import takes what no interface of its target offers."""
        if not use.member:
            return False
        offered = []
        for interface in self._interfaces:
            if interface.is_of(use.target.name) and interface.is_for(use.source.name):
                if interface.exclusive:
                    offered = [interface]
                    break
                offered.append(interface)
        return bool(offered) and not any(interface.shows(use.member) for interface in offered)


class _Compiled:
    def __init__(self, interface: Interface) -> None:
        self._of = [re.compile(pattern) for pattern in interface.of]
        self._exposes = [re.compile(pattern) for pattern in interface.exposes]
        self._to = interface.to
        self.exclusive = interface.exclusive

    def is_of(self, module: str) -> bool:
        return any(pattern.fullmatch(module) for pattern in self._of)

    def is_for(self, module: str) -> bool:
        return self._to is None or module in self._to

    def shows(self, member: str) -> bool:
        return any(pattern.fullmatch(member) for pattern in self._exposes)


class Verdict(NamedTuple):
    """What the table says about an import; an empty reason is a yes."""

    reason: str = ""
    is_deprecated: bool = False


def judged(boundaries: Boundaries, use: Use) -> Verdict:
    """Whether the row of an import lets it be: layers first, then what is forbidden, then what is listed."""
    source, target = use.source, use.target
    above, below = source.boundary.layer, target.boundary.layer
    if above is not None and below is not None and above != below:
        reason = _against_layers(boundaries, above, below)
        if reason or not boundaries.explicit or target.boundary.open:
            return Verdict(reason)
    if listed(source.boundary.never, target.name) is not None:
        return Verdict(f"'{source.name}' must never import '{target.name}'")
    if source.boundary.depends_on is None or target.boundary.open:
        return Verdict()
    known = listed(source.boundary.depends_on, target.name)
    if known is None:
        return Verdict(f"'{source.name}' does not list '{target.name}' among what it depends on")
    return Verdict(is_deprecated=known in source.boundary.deprecated)


def _against_layers(boundaries: Boundaries, above: str, below: str) -> str:
    layers = boundaries.layers
    if above not in layers or below not in layers:
        return f"the layer '{below if above in layers else above}' is not in `layers`"
    upper, lower = layers.index(above), layers.index(below)
    if upper > lower:
        return f"the layer '{above}' stands below the layer '{below}'"
    closed = next((name for name in layers[upper + 1 : lower] if name in boundaries.closed), None)
    return f"the closed layer '{closed}' stands between the layers '{above}' and '{below}'" if closed else ""
