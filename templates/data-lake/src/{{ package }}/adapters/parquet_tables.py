"""A table as plain Parquet files, and one small object that says which of them are the table now."""

import json
from io import BytesIO

from ..core.errors import UnknownName
from ..core.keys import ObjectKey
from ..core.ports import ObjectStore, Snapshot

_POINTER = "current.json"


class ParquetTables:
    """Readers follow the pointer. To replace it is one write of one object, which is what makes a commit whole."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    def current(self, folder: ObjectKey) -> Snapshot | None:
        content = self._pointer(folder)
        if content is None:
            return None
        return Snapshot(tuple(ObjectKey.parse(key) for key in content["files"]), content["properties"])

    def commit(self, folder: ObjectKey, snapshot: Snapshot) -> None:
        before = self._pointer(folder)
        replaced = list(before["files"]) if before else []
        content = {
            "files": [str(key) for key in snapshot.files],
            "properties": dict(snapshot.properties),
            # a reader that followed the pointer a moment ago may still be reading these
            "replaced": replaced,
        }
        data = json.dumps(content, indent=2, sort_keys=True).encode() + b"\n"
        self._store.put(_pointer_of(folder), BytesIO(data), {"content-type": "application/json"})
        self._sweep(folder, {*content["files"], *replaced, str(_pointer_of(folder))})

    def _pointer(self, folder: ObjectKey) -> dict[str, dict[str, str]] | None:
        try:
            with self._store.open(_pointer_of(folder)) as source:
                content: dict[str, dict[str, str]] = json.loads(source.read())
        except UnknownName:
            return None
        return content

    def _sweep(self, folder: ObjectKey, kept: set[str]) -> None:
        """Older snapshots, and what a run that was interrupted left. Only the one writer of the folder gets here."""
        for stored in list(self._store.list(f"{folder}/")):
            if str(stored.key) not in kept:
                self._store.delete(stored.key)


def _pointer_of(folder: ObjectKey) -> ObjectKey:
    return ObjectKey(folder.domain, folder.zone, f"{folder.path}/{_POINTER}")
