"""Parts of a package that import each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from archlint.facts import Pattern
from archlint.model import Acyclic
from archlint.rules.chains import place_of, reason, steps_of
from archlint.rules.cycles import best_cut, components, restricted, shortest_path
from archlint.rules.imports import Hop, Imports
from archlint.rules.sibling_graph import Import, SiblingGraph, Siblings, levels
from archlint.rules.types import Found, Option, Rule, Subject

RULE = Rule(
    id="sibling-cycle",
    principle="layering",
    severity="error",
    summary="The parts of a package do not import each other in a circle.",
    why="""\
No two modules need to import each other for two packages to be one knot: `orders.api` imports `stock.db`
and `stock.jobs` imports `orders.db`, and neither of the two packages can be understood, tested or moved
without the other any more. What is below a part counts as the part. There is one finding for each knot,
at an import from the part to the part whose separation opens most of it.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
code:
  acyclic:
    parts: {within: [shop]}
=== shop/__init__.py ===
=== shop/orders/api.py ===
import shop.stock.db  # <- here
=== shop/orders/db.py ===
=== shop/stock/db.py ===
=== shop/stock/jobs.py ===
import shop.orders.db
import shop.orders.api
""",
    good="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
code:
  acyclic:
    parts: {within: [shop]}
=== shop/__init__.py ===
=== shop/orders/api.py ===
import shop.stock.db
=== shop/orders/db.py ===
=== shop/stock/db.py ===
=== shop/stock/jobs.py ===
import shop.stock.db
""",
    options=(
        Option("code.acyclic.<id>.within", "the packages whose parts are meant; `*` and `**` allowed"),
        Option("code.acyclic.<id>.depth", "how many levels below are looked into as well; 0: none", "none given: all"),
        Option("code.acyclic.<id>.skip", "packages that are not looked into, nor what is below them"),
        Option("code.acyclic.<id>.type_checking", "whether imports under TYPE_CHECKING count", "on: they are dependencies too"),
        Option("code.acyclic.<id>.exceptions", "imports that are let pass, each with a reason and an owner"),
    ),
    contracts=True,
)

_SHOWN = 6


def find(subject: Subject) -> Iterator[Found]:
    """One finding for each knot of siblings."""
    code = subject.model.code
    graph = subject.contract_graph
    for name, acyclic in code.acyclic.items() if code else ():
        imports = Imports(graph, acyclic)
        everything = graph.packages(Pattern("**"))
        ancestors = [package for text in acyclic.within for package in graph.packages(Pattern(text))]
        skipped = {package for text in acyclic.skip for package in graph.packages(Pattern(text))}
        asked = levels(everything, ancestors, acyclic.depth, skipped)
        for package, pairs in sorted(SiblingGraph(imports, asked).packages.items()):
            yield from _knots(name, acyclic, imports, package, pairs)


def _knots(name: str, acyclic: Acyclic, imports: Imports, package: str, pairs: dict[Siblings, list[Import]]) -> Iterator[Found]:
    names = sorted({part for pair in pairs for part in pair})
    number = {part: index for index, part in enumerate(names)}
    whole: dict[int, list[int]] = {index: [] for index in range(len(names))}
    for source, target in sorted(pairs):
        whole[number[source]].append(number[target])
    for knot in components(whole):
        inner = restricted(whole, knot)
        weight = {(one, other): len(pairs[names[one], names[other]]) for one in inner for other in inner[one]}
        (start, end), freed = best_cut(inner, weight)
        circle = [names[index] for index in (start, *shortest_path(inner, end, start))]
        advice = _advice(_cut(_below(names[start], package), _below(names[end], package), weight[start, end]), len(knot), freed)
        path = " → ".join(_below(part, package) for part in circle[:_SHOWN]) + (" → …" if len(circle) > _SHOWN else "")
        why = reason(acyclic.because)
        message = f"{len(knot)} parts of '{package}' import each other in a circle{why}: {path}; {advice}"
        hops = [_first(imports, pairs[one, other]) for one, other in pairwise(circle)]
        place, steps = place_of(imports.graph, hops[0]), steps_of(imports.graph, hops)
        yield Found(place, name, message, steps, f"{circle[0]} -> {circle[1]}")


def _first(imports: Imports, found: list[Import]) -> Hop:
    return imports.hop(*min(found))


def _below(name: str, package: str) -> str:
    return name.removeprefix(package + ".")


def _cut(source: str, target: str, count: int) -> str:
    return f"the import of '{target}' by '{source}'" if count == 1 else f"the {count} imports of '{target}' by '{source}'"


def _advice(cut: str, size: int, freed: int) -> str:
    if freed == size:
        return f"without {cut} it is open"
    if freed:
        return f"without {cut} {freed} of them {'is' if freed == 1 else 'are'} free, {size - freed} remain"
    return f"no single dependency opens it, and {cut} is in its shortest circle"
