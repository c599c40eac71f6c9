"""A module imports what its row in a table of boundaries allows."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.errors import Place
from archlint.model import Boundaries
from archlint.rules.boundary_table import Table, Use, judged
from archlint.rules.boundary_terms import broken_terms
from archlint.rules.types import Found, Option, Rule, Subject

RULE = Rule(
    id="module-boundary",
    principle="bounded-contexts",
    severity="error",
    summary="A module imports only what its row in a table of boundaries lists, and only what the other module offers.",
    why="""\
A table that says of each module what it may depend on makes every new dependency a decision: it cannot
slip in with an import. What is listed is all that is allowed, and an interface says which parts of a
module others may take. Only direct imports count, since each module answers for its own row. Either
list the dependency, where it is meant, or take what is needed from where it may come.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
code:
  boundaries:
    shop:
      modules:
        shop.web: {depends_on: [shop.orders]}
        shop.orders: {depends_on: []}
        shop.mail: {depends_on: []}
      interfaces: [{of: [shop.orders], exposes: [place]}]
=== shop/__init__.py ===
=== shop/web.py ===
from shop.orders import place
from shop.orders import _ledger  # <- here
=== shop/orders.py ===
from shop import mail  # <- here
def place(): ...
_ledger = []
=== shop/mail.py ===
""",
    good="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
code:
  boundaries:
    shop:
      modules:
        shop.web: {depends_on: [shop.orders]}
        shop.orders: {depends_on: [shop.mail]}
        shop.mail: {depends_on: []}
      interfaces: [{of: [shop.orders], exposes: [place]}]
=== shop/__init__.py ===
=== shop/web.py ===
from shop.orders import place
=== shop/orders.py ===
from shop import mail
def place(): ...
=== shop/mail.py ===
""",
    options=(
        Option("code.boundaries.<id>.modules", "a row for each module: `depends_on`, `never`, `layer`, `open`, `unchecked`, …"),
        Option(
            "code.boundaries.<id>.layers, closed", "layers of the table's modules, top first, and those that nobody reaches over"
        ),
        Option("code.boundaries.<id>.interfaces", "what may be imported from a module, as regular expressions"),
        Option("code.boundaries.<id>.rest", "what becomes of code that no row covers", "ignore, as with tach"),
        Option("code.boundaries.<id>.exact, acyclic", "whether unused dependencies and circles in the table are breaches", "off"),
    ),
    contracts=True,
)


def find(subject: Subject) -> Iterator[Found]:
    """Imports against a table, and terms of a table that cannot hold."""
    code = subject.model.code
    for name, boundaries in code.boundaries.items() if code else ():
        table = Table(boundaries, subject.contract_graph)
        yield from broken_terms(subject, name, table)
        for use in table.uses():
            yield from _breaches(name, boundaries, table, use)


def _breaches(name: str, boundaries: Boundaries, table: Table, use: Use) -> Iterator[Found]:
    importer = table.graph.modules[use.importer]
    place = Place(importer.path, use.place.line, use.place.column)
    identity = f"{importer.name} -> {use.path}"
    reason = judged(boundaries, use).reason
    if reason:
        message = f"'{importer.name}' imports '{use.path}', but {reason} in '{name}'; take the import out, or allow it there"
        yield Found(place, name, message, identity=identity)
    if table.is_hidden(use):
        message = (
            f"'{importer.name}' imports '{use.path}', which no interface of '{use.target.name}' in '{name}' offers"
            f" to '{use.source.name}'; take what it offers, or offer this too"
        )
        yield Found(place, name, message, identity=f"{identity} hidden")
