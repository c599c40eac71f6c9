"""A store has one owner."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.rules.types import Found, Rule, Subject

RULE = Rule(
    id="store-owned-twice",
    principle="bounded-contexts",
    severity="error",
    summary="A store or broker is owned by one context, the one that it lies in.",
    why="""\
Two contexts that own one store share its schema: each change of one can break the other, and neither
can say what the data mean. Let one own it, and let the other ask, subscribe, or keep what it needs
itself. A store that says `context: a` and that b owns contradicts itself in the same way.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
contexts:
  sales: {owns: [orders-db]}
  delivery: {owns: [orders-db]}  # <- here
components:
  orders-db: {kind: store, context: sales}
""",
    good="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
contexts:
  sales: {owns: [orders-db]}
  delivery: {owns: [routes-db]}
components:
  orders-db: {kind: store, context: sales}
  routes-db: {kind: store, context: delivery}
""",
)


def find(subject: Subject) -> Iterator[Found]:
    """Stores with two owners."""
    owners: dict[str, str] = {}
    for name, context in subject.model.contexts.items():
        for index, store in enumerate(context.owns):
            home = subject.model.components[store].context
            place = subject.at("contexts", name, "owns", index)
            if store in owners and owners[store] != name:
                message = f"'{store}' is owned by '{owners[store]}' and by '{name}'; let one own it and the other use a contract"
                yield Found(place, store, message)
            elif home is not None and home != name:
                message = f"'{store}' lies in the context '{home}' but '{name}' owns it; let one context have both"
                yield Found(place, store, message)
            owners.setdefault(store, name)
