"""The lake as its users see it: bring files, promote them, ask questions, look at what is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from .catalogue import Catalogue, Entry
from .curating import Curating
from .domains import Domain, Domains, Product
from .errors import BadQuery, NothingThere
from .ingesting import Delivery, Ingested, Ingesting
from .keys import ObjectKey
from .ports import Answer, Engine, ObjectStore
from .publishing import Published, Publishing, Waiting
from .sources import Sources
from .writers import DomainWriter


@dataclass(frozen=True, slots=True)
class Steps:
    """The use cases, ready to be used."""

    sources: Sources
    ingesting: Ingesting
    curating: Curating
    publishing: Publishing
    catalogue: Catalogue


class Lake:
    """One lake over one store. `writes_as` is the domain that it writes for; without it, for whichever a call names."""

    def __init__(
        self, domains: Domains, store: ObjectStore, steps: Steps, engine: Engine, writes_as: str | None = None
    ) -> None:
        self._domains = domains
        self._store = store
        self._steps = steps
        self._engine = engine
        self._writes_as = domains[writes_as].name if writes_as else None

    def ingest(self, delivery: Delivery, source: BinaryIO, now: datetime) -> Ingested:
        return self._steps.ingesting.ingest(self._writer(delivery.domain), delivery, source, now)

    def withdraw(self, key: ObjectKey) -> None:
        self._steps.ingesting.withdraw(self._writer(key.domain), key)

    def promote(self, domain_name: str, as_of: datetime) -> list[Published | Waiting]:
        """Curate what came in, then publish each product of the domain, in the order in which it declares them.

        One that has nothing to be made of waits, and stops no other; `NothingThere` where all of them would.
        """
        domain = self._domains[domain_name]
        writer = self._writer(domain.name)
        self._steps.curating.curate(writer, domain)
        done = [self._publish(writer, domain, product, as_of) for product in domain.products]
        if not any(isinstance(each, Published) for each in done):
            raise NothingThere("; ".join(each.reason for each in done if isinstance(each, Waiting)))
        return done

    def query(self, sql: str, limit: int) -> Answer:
        if not sql.strip():
            raise BadQuery("there is no SQL in the query")
        return self._engine.query(sql, self._steps.sources.products_in(sql), limit)

    def catalogue(self, now: datetime) -> list[Entry]:
        return list(self._steps.catalogue.entries(now))

    def describe(self, key: ObjectKey) -> Mapping[str, str]:
        return self._store.metadata(key)

    def _publish(self, writer: DomainWriter, domain: Domain, product: Product, as_of: datetime) -> Published | Waiting:
        try:
            return self._steps.publishing.publish(writer, domain, product, as_of)
        except NothingThere as nothing:
            return Waiting(f"{domain.name}.{product.name}", str(nothing))

    def _writer(self, domain: str) -> DomainWriter:
        return DomainWriter(self._writes_as or domain, self._store)
