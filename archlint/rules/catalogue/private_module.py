"""Modules that their name says are private."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.facts import Pattern, is_at_or_below
from archlint.rules.chains import place_of, reason
from archlint.rules.imports import Imports
from archlint.rules.types import Found, Option, Rule, Subject

RULE = Rule(
    id="private-module",
    principle="bounded-contexts",
    severity="error",
    summary="A module whose name begins with `_` is imported only from within the package that it is in.",
    why="""\
The underscore promises that a module can be changed, renamed or removed with a look at its own package
alone. An import from elsewhere breaks that promise silently. Only direct imports count, and names such
as `__main__` are not private. Take what is needed from the package, and let the package offer it.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
code:
  private:
    underscores: {}
=== shop/__init__.py ===
=== shop/web.py ===
from shop.sales._ledger import book  # <- here
=== shop/sales/__init__.py ===
from shop.sales._ledger import book
=== shop/sales/_ledger.py ===
def book(): ...
""",
    good="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
code:
  private:
    underscores: {}
=== shop/__init__.py ===
=== shop/web.py ===
from shop.sales import book
=== shop/sales/__init__.py ===
from shop.sales._ledger import book
=== shop/sales/_ledger.py ===
def book(): ...
""",
    options=(
        Option("code.private.<id>.within", "the packages whose private modules are meant", "none: those of all packages"),
        Option("code.private.<id>.type_checking", "whether imports under TYPE_CHECKING count", "on: they are dependencies too"),
        Option("code.private.<id>.exceptions", "imports that are let pass, each with a reason and an owner"),
    ),
    contracts=True,
)


def find(subject: Subject) -> Iterator[Found]:
    """Imports of private modules from outside of their package."""
    code = subject.model.code
    graph = subject.contract_graph
    for name, private in code.private.items() if code else ():
        imports = Imports(graph, private)
        inside = graph.covered(map(Pattern, private.within)) if private.within else set(range(len(graph.modules)))
        homes = {number: home for number in inside if (home := private_to(graph.name(number)))}
        for source, row in enumerate(imports.edges) if homes else ():
            for target in sorted(homes.keys() & row.keys()):
                importer = graph.name(source)
                if not is_at_or_below(importer, homes[target]):
                    hop = imports.hop(source, target)
                    message = (
                        f"'{importer}' imports '{hop.target}', which is private to '{homes[target]}'{reason(private.because)}; "
                        f"let '{homes[target]}' offer what is needed, and import it from there"
                    )
                    yield Found(place_of(graph, hop), name, message, identity=f"{importer} -> {hop.target}")


def private_to(name: str) -> str:
    """The innermost package that a module is private to; empty where it is public."""
    parts = name.split(".")
    for position in range(len(parts) - 1, 0, -1):
        if parts[position].startswith("_") and not (parts[position].startswith("__") and parts[position].endswith("__")):
            return ".".join(parts[:position])
    return ""
