"""Modules that only some others may import."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.facts import ImportGraph, Pattern
from archlint.model import Protected
from archlint.rules.chains import place_of, reason
from archlint.rules.imports import Imports, external_names
from archlint.rules.types import Found, Option, Rule, Subject

RULE = Rule(
    id="protected-module",
    principle="bounded-contexts",
    severity="error",
    summary="A protected module is imported only by those that the model lists as its importers.",
    why="""\
Some modules are easy to reach for and dear to depend on: tables, a client of a paid service, the inside
of another team's package. Where only its gateway imports such a module, it can change with the gateway
alone. The protected module itself and all below it may import each other. Only direct imports count: who
goes through an importer uses the module as it is meant. Take what is needed from one of the importers.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
code:
  protected:
    tables: {modules: [shop.tables, sqlalchemy], importers: [shop.store, shop.tables]}
=== shop/__init__.py ===
=== shop/web.py ===
from shop import store
from shop import tables  # <- here
=== shop/store.py ===
from shop import tables
=== shop/tables.py ===
import sqlalchemy
""",
    good="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
code:
  protected:
    tables: {modules: [shop.tables, sqlalchemy], importers: [shop.store, shop.tables]}
=== shop/__init__.py ===
=== shop/web.py ===
from shop import store
=== shop/store.py ===
from shop import tables
=== shop/tables.py ===
import sqlalchemy
""",
    options=(
        Option("code.protected.<id>.modules", "modules with all below them, or external packages; `*` and `**` allowed"),
        Option("code.protected.<id>.importers", "who may import them, each with all below it"),
        Option("code.protected.<id>.descendants", "whether the modules below those named are meant too", "on, as with packages"),
        Option("code.protected.<id>.type_checking", "whether imports under TYPE_CHECKING count", "on: they are dependencies too"),
        Option("code.protected.<id>.exceptions", "imports that are let pass, each with a reason and an owner"),
    ),
    contracts=True,
)


def find(subject: Subject) -> Iterator[Found]:
    """Imports of protected modules by strangers."""
    code = subject.model.code
    for name, protected in code.protected.items() if code else ():
        imports = Imports(subject.contract_graph, protected)
        allowed = _modules(imports.graph, protected, protected.importers)
        for module, members in _protected(imports.graph, protected):
            for source, row in enumerate(imports.edges):
                if source not in allowed and source not in members and not members.isdisjoint(row):
                    for target in sorted(members & row.keys()):
                        yield _found(name, protected, imports, module, source, target)
        yield from _from_outside(name, protected, imports, allowed)


def _modules(graph: ImportGraph, protected: Protected, patterns: tuple[str, ...]) -> set[int]:
    if protected.descendants:
        return graph.covered(map(Pattern, patterns))
    return {number for text in patterns for number in graph.matching(Pattern(text))}


def _protected(graph: ImportGraph, protected: Protected) -> Iterator[tuple[str, set[int]]]:
    """Each protected module with those that may import it because they are parts of it."""
    for name in sorted({name for text in protected.modules for name in graph.packages(Pattern(text))}):
        yield name, _modules(graph, protected, (name,))


def _from_outside(name: str, protected: Protected, imports: Imports, allowed: set[int]) -> Iterator[Found]:
    patterns = [Pattern(text) for text in protected.modules]
    names = {each: text for each in external_names(imports.graph) if (text := _covering(patterns, each))}
    for source, row in enumerate(imports.externals) if names else ():
        if source not in allowed and not names.keys().isdisjoint(row):
            for target in sorted(names.keys() & row.keys()):
                yield _found(name, protected, imports, names[target], source, target)


def _covering(patterns: list[Pattern], name: str) -> str:
    return next((pattern.text for pattern in patterns if pattern.covers(name)), "")


def _found(name: str, protected: Protected, imports: Imports, module: str, source: int, target: int | str) -> Found:
    hop = imports.hop(source, target)
    importer = imports.graph.name(source)
    few = ", ".join(protected.importers)
    way = f"take what is needed from {few}" if few else "only its own parts may do that"
    message = f"'{importer}' imports '{hop.target}', which '{name}' protects with '{module}'{reason(protected.because)}; {way}"
    return Found(place_of(imports.graph, hop), name, message, identity=f"{importer} -> {hop.target}")
