"""One folder, one writer."""

from collections.abc import Mapping
from typing import BinaryIO

from .errors import ForeignFolder
from .keys import ObjectKey
from .ports import ObjectStore


class DomainWriter:
    """All that writes goes through here, on behalf of one domain, and is refused anywhere but in that domain's folder.

    It keeps honest code honest. What keeps everybody else out are the rights of the object store, where each domain
    has a role that may write below its own prefix alone.
    """

    def __init__(self, domain: str, store: ObjectStore) -> None:
        self._domain = domain
        self._store = store

    def must_own(self, key: ObjectKey) -> None:
        if key.domain != self._domain:
            raise ForeignFolder(self._domain, str(key))

    def put(self, key: ObjectKey, source: BinaryIO, metadata: Mapping[str, str]) -> None:
        self.must_own(key)
        self._store.put(key, source, metadata)

    def delete(self, key: ObjectKey) -> None:
        self.must_own(key)
        self._store.delete(key)
