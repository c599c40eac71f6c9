"""What is in the lake: read from the lake itself, so that it cannot be out of date."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from .contracts import Freshness, as_moment
from .domains import Domain, Domains
from .keys import Zone, folder_of
from .ports import ObjectReader, Snapshot
from .sources import Sources


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the catalogue. What a zone does not know is empty."""

    domain: str
    zone: Zone
    name: str
    owner: str
    objects: int
    bytes: int
    formats: str
    rows: int | None = None
    contract: str = ""
    published: str = ""
    state: str = ""


class Catalogue:
    def __init__(self, domains: Domains, store: ObjectReader, sources: Sources) -> None:
        self._domains = domains
        self._store = store
        self._sources = sources

    def entries(self, now: datetime) -> Iterator[Entry]:
        for domain in self._domains.values():
            for dataset in domain.datasets:
                yield self._objects(domain, Zone.RAW, dataset.name)
                if dataset.contract:
                    yield self._objects(domain, Zone.CURATED, dataset.name)
            yield from self._products(domain, now)

    def _objects(self, domain: Domain, zone: Zone, name: str) -> Entry:
        found = list(self._store.list(folder_of(domain.name, zone, name)))
        formats = Counter(stored.key.suffix.removeprefix(".") or "none" for stored in found)
        return Entry(
            domain=domain.name,
            zone=zone,
            name=name,
            owner=domain.owner,
            objects=len(found),
            bytes=sum(stored.size for stored in found),
            formats=" ".join(sorted(formats)),
        )

    def _products(self, domain: Domain, now: datetime) -> Iterator[Entry]:
        for product in domain.products:
            snapshot = self._sources.snapshot(domain.name, product.name)
            sizes = [stored.size for key in (snapshot.files if snapshot else ()) if (stored := self._store.find(key))]
            properties = snapshot.properties if snapshot else {}
            yield Entry(
                domain=domain.name,
                zone=Zone.PRODUCT,
                name=product.name,
                owner=domain.owner,
                objects=len(sizes),
                bytes=sum(sizes),
                formats="parquet" if sizes else "",
                rows=int(properties["rows"]) if snapshot else None,
                contract=properties.get("contract", product.contract.version),
                published=properties.get("published-at", ""),
                state=_state(snapshot, product.contract.freshness, now),
            )


def _state(snapshot: Snapshot | None, freshness: Freshness | None, now: datetime) -> str:
    """Whether a reader may rely on the product now, not on the day when it was published."""
    if snapshot is None:
        return "not published"
    if freshness is None:
        return "published"
    newest = as_moment(datetime.fromisoformat(snapshot.properties["newest"])).astimezone(UTC)
    return "fresh" if now - newest <= freshness.max_age else "stale"
