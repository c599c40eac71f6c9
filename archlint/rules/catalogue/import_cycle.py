"""Modules that import each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from archlint.errors import Place
from archlint.facts import RUNTIME, Import, ImportGraph
from archlint.rules.cycles import best_cut, components, restricted, shortest_path
from archlint.rules.types import Found, Rule, Step, Subject

RULE = Rule(
    id="import-cycle",
    principle="layering",
    severity="warning",
    summary="Modules do not import each other in a circle.",
    why="""\
Modules in a circle are one module in several files: none can be understood, tested or moved alone, and
which of them may be imported first is a matter of luck. There is one finding for each knot of modules,
at the import whose removal opens most of it. Only imports that run while a module is loaded count:
those under TYPE_CHECKING and inside functions do not. `from package import part` is an import of the
part and not of the package, so that a package that imports its own parts is no circle by itself.
""",
    bad="""\
=== shop/__init__.py ===
=== shop/orders.py ===
from shop import stock  # <- here
=== shop/stock.py ===
import shop.orders
""",
    good="""\
=== shop/__init__.py ===
from shop.orders import Order
=== shop/orders.py ===
from typing import TYPE_CHECKING
from shop import stock
if TYPE_CHECKING:
    from shop import Basket
=== shop/stock.py ===
def reserve():
    from shop import orders
""",
    needs_model=False,
)


_SHOWN = 6


def find(subject: Subject) -> Iterator[Found]:
    """One finding for each knot of modules that import each other."""
    whole = {
        number: [target for target, flags in targets.items() if flags & RUNTIME]
        for number, targets in enumerate(subject.graph.edges)
    }
    for knot in components(whole):
        yield _found(subject, whole, knot)


def _runtime(graph: ImportGraph, source: int, target: int) -> list[Import]:
    return [each for each in graph.imports(source, target) if each.at_runtime]


def _found(subject: Subject, whole: dict[int, list[int]], knot: list[int]) -> Found:
    names, modules = subject.graph.name, subject.graph.modules
    graph = subject.graph
    inner = restricted(whole, knot)
    weight = {(source, target): len(_runtime(graph, source, target)) for source in inner for target in inner[source]}
    (source, target), freed = best_cut(inner, weight)
    circle = [source, *shortest_path(inner, target, source)]
    steps = tuple(
        Step(modules[one].path, (at := _runtime(graph, one, other)[0]).line, at.column, f"{names(one)} imports {names(other)}")
        for one, other in pairwise(circle)
    )
    path = " → ".join(names(number) for number in circle[:_SHOWN]) + (" → …" if len(circle) > _SHOWN else "")
    message = f"{len(knot)} modules import each other in a circle: {path}; {_advice(len(knot), freed)}"
    first = _runtime(graph, source, target)[0]
    identity = f"{names(source)} -> {names(target)}"
    return Found(Place(modules[source].path, first.line, first.column), names(source), message, steps, identity)


def _advice(size: int, freed: int) -> str:
    if freed == size:
        return "without this import it is open"
    if freed:
        return f"without this import {freed} of them {'is' if freed == 1 else 'are'} free, {size - freed} remain"
    return "no single import opens it, and this one is in its shortest circle"
