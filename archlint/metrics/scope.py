"""Which modules are measured, and which imports between them count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from archlint.facts import RUNTIME, TYPING, ImportGraph, World
from archlint.rules import Subject, context_homes, is_test


class Scope(NamedTuple):
    """What is measured.

    `numbers` are the modules, `edges` the imports between them that count for coupling, and `loading` those that run while a
    module is loaded, which alone make a cycle. `contexts` is the bounded context of each module that has one.
    """

    graph: ImportGraph
    world: World
    numbers: tuple[int, ...]
    edges: Mapping[int, tuple[int, ...]]
    loading: Mapping[int, tuple[int, ...]]
    contexts: Mapping[int, str]

    def package(self, number: int) -> str:
        """The package that a module is in; of a module at the top, its own name."""
        module = self.graph.modules[number]
        return module.name if module.is_package else module.name.rpartition(".")[0] or module.name


def scope_of(subject: Subject, tests: bool = False, typing: bool = False) -> Scope:
    """The modules of a repository.

    Args:
        subject: what was read.
        tests: whether test code is measured too. It depends on everything, so that with it all code looks depended upon.
        typing: whether an import that is there for type checkers only counts for coupling.
    """
    graph = subject.graph
    numbers = tuple(range(len(graph.modules))) if tests else _products(graph)
    inside = set(numbers)
    counted = ~0 if typing else ~TYPING
    return Scope(
        graph,
        subject.world,
        numbers,
        {each: _targets(graph, each, inside, counted) for each in numbers},
        {each: _targets(graph, each, inside, RUNTIME) for each in numbers},
        context_homes(subject.model, graph) if subject.has_model else {},
    )


def _targets(graph: ImportGraph, number: int, inside: set[int], flags: int) -> tuple[int, ...]:
    return tuple(sorted(target for target, when in graph.edges[number].items() if when & flags and target in inside))


def _products(graph: ImportGraph) -> tuple[int, ...]:
    """The modules that are no tests. What product code imports is a part of the product, whatever it is called."""
    found = {number for number, module in enumerate(graph.modules) if not is_test(module)}
    front = sorted(found)
    while front:
        reached = {target for number in front for target in graph.edges[number]} - found
        found |= reached
        front = sorted(reached)
    return tuple(sorted(found))
