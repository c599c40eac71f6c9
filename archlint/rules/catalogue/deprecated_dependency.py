"""A dependency that is on its way out."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.errors import Place
from archlint.rules.boundary_table import Table, judged
from archlint.rules.types import Found, Option, Rule, Subject

RULE = Rule(
    id="deprecated-dependency",
    principle="bounded-contexts",
    severity="warning",
    summary="A module no longer imports what its table of boundaries lists as deprecated.",
    why="""\
A dependency that is on its way out goes one import at a time. Until the last one is gone the table still
allows it, and says so at each import, so that nobody adds another by mistake. Move what is needed, and
take the dependency out of the table once nothing is left.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
code:
  boundaries:
    shop:
      modules:
        shop.web: {depends_on: [shop.legacy], deprecated: [shop.legacy]}
        shop.legacy: {depends_on: []}
=== shop/__init__.py ===
=== shop/web.py ===
from shop import legacy  # <- here
=== shop/legacy.py ===
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
        shop.orders: {depends_on: []}
=== shop/__init__.py ===
=== shop/web.py ===
from shop import orders
=== shop/orders.py ===
""",
    options=(Option("code.boundaries.<id>.modules.<module>.deprecated", "what it may still import, and should not"),),
    contracts=True,
)


def find(subject: Subject) -> Iterator[Found]:
    """Imports that a table allows for the time being."""
    code = subject.model.code
    for name, boundaries in code.boundaries.items() if code else ():
        table = Table(boundaries, subject.contract_graph)
        for use in table.uses():
            if judged(boundaries, use).is_deprecated:
                importer = table.graph.modules[use.importer]
                message = f"'{importer.name}' imports '{use.path}', and '{name}' calls that deprecated; take it from elsewhere"
                place = Place(importer.path, use.place.line, use.place.column)
                yield Found(place, name, message, identity=f"{importer.name} -> {use.path}")
