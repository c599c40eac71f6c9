"""Which module belongs to which bounded context."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from archlint.facts import Edge, ImportGraph, Pattern
from archlint.model import Architecture, ContextCode


class Crossing(NamedTuple):
    """An import from one context's code into another's."""

    source: str
    target: str
    importer: int
    imported: int

    def edge(self, graph: ImportGraph) -> Edge:
        """The imports, with their places."""
        return graph.edge(self.importer, self.imported)


def crossings(model: Architecture, graph: ImportGraph) -> Iterator[Crossing]:
    """All imports between the contexts, by the importing module."""
    where = context_homes(model, graph)
    for number, targets in enumerate(graph.edges):
        source = where.get(number)
        if source is None:
            continue
        for target in sorted(targets):
            other = where.get(target)
            if other is not None and other != source:
                yield Crossing(source, other, number, target)


def is_public(code: ContextCode, module: str) -> bool:
    """Whether other contexts may import a module.

    A module of the face is public with all below it; but where the face names one of the context's own top packages, only what that
    package itself exports is meant, for else there would be nothing to protect.
    """
    if not code.face:
        return True
    return any(Pattern(face).matches(module) if face in code.modules else Pattern(face).covers(module) for face in code.face)


def context_homes(model: Architecture, graph: ImportGraph) -> dict[int, str]:
    """The context of each module; where contexts are nested in the code, the inner one's."""
    claims = [
        (module.count("."), index, name, Pattern(module))
        for index, (name, context) in enumerate(model.contexts.items())
        for module in (context.code.modules if context.code else ())
    ]
    found: dict[int, str] = {}
    for _, _, name, pattern in sorted(claims, key=lambda claim: claim[:2]):
        found.update(dict.fromkeys(graph.covered([pattern]), name))
    return found
