"""A delivered file comes into the lake: as it is, once, with what is known about it."""

import hashlib
import mimetypes
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from .domains import Domains
from .errors import AlreadyThere
from .keys import ObjectKey, Zone
from .ports import ObjectStore
from .writers import DomainWriter

_CHUNK = 1024 * 1024
# the table of the machine would make the answer depend on the machine
_CONTENT_TYPES = mimetypes.MimeTypes(filenames=())
_CONTENT_TYPES.add_type("application/vnd.apache.parquet", ".parquet")
_CONTENT_TYPES.add_type("application/x-ndjson", ".jsonl")


@dataclass(frozen=True, slots=True)
class Delivery:
    """What somebody brings: a file for a dataset, on a day."""

    domain: str
    dataset: str
    file_name: str
    day: date


@dataclass(frozen=True, slots=True)
class Ingested:
    key: ObjectKey
    # whether the same file had been brought before, so that nothing was left to do
    repeated: bool


class Ingesting:
    def __init__(self, domains: Domains, store: ObjectStore) -> None:
        self._domains = domains
        self._store = store

    def ingest(self, writer: DomainWriter, delivery: Delivery, source: BinaryIO, now: datetime) -> Ingested:
        domain = self._domains[delivery.domain]
        dataset = domain.dataset(delivery.dataset)
        key = ObjectKey(domain.name, Zone.RAW, f"{dataset.name}/{delivery.day.isoformat()}/{delivery.file_name}")
        writer.must_own(key)
        checksum = _checksum_of(source)
        if self._store.find(key):
            if self._store.metadata(key).get("sha256") == checksum:
                return Ingested(key, repeated=True)
            raise AlreadyThere(f"{key} is there with another content; bring a correction under a name of its own")
        metadata = {
            "content-type": _CONTENT_TYPES.guess_type(delivery.file_name)[0] or "application/octet-stream",
            "ingested-at": now.isoformat(timespec="seconds"),
            "owner": domain.owner,
            "sha256": checksum,
        }
        writer.put(key, source, metadata)
        return Ingested(key, repeated=False)

    def withdraw(self, writer: DomainWriter, key: ObjectKey) -> None:
        """Take a raw object back, with the rows that were made of it; the next promotion does without."""
        writer.must_own(key)
        self._store.metadata(key)
        writer.delete(curated_twin(key))
        writer.delete(key)


def _checksum_of(source: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
    source.seek(0)
    return digest.hexdigest()


def curated_twin(raw: ObjectKey) -> ObjectKey:
    """Where the rows of a raw object stand."""
    return ObjectKey(raw.domain, Zone.CURATED, f"{raw.path}.parquet")
