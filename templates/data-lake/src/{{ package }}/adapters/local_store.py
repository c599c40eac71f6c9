"""Objects in a folder of this machine. A write takes over by a rename, so that nobody ever sees half of it."""

import os
import shutil
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from ..core.errors import BadKey, UnknownName
from ..core.keys import DESCRIPTOR_SUFFIX, ObjectKey
from ..core.ports import StoredObject
from . import descriptors


class LocalStore:
    def __init__(self, root: Path) -> None:
        self._root = root

    def open(self, key: ObjectKey) -> BinaryIO:
        try:
            return (self._root / str(key)).open("rb")
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
            raise UnknownName(f"there is no object {key}") from error

    def metadata(self, key: ObjectKey) -> Mapping[str, str]:
        if self.find(key) is None:
            raise UnknownName(f"there is no object {key}")
        try:
            return descriptors.decode((self._root / descriptors.descriptor_path(key)).read_bytes())
        except FileNotFoundError:
            return {}

    def find(self, key: ObjectKey) -> StoredObject | None:
        path = self._root / str(key)
        return self._stored(key, path) if path.is_file() else None

    def list(self, folder: str) -> Iterator[StoredObject]:
        keys: list[ObjectKey] = []
        for directory, _, names in os.walk(self._root / folder):
            for name in names:
                # a leading dot: a write that is on its way, or what an operating system leaves behind
                if name.startswith(".") or name.endswith(DESCRIPTOR_SUFFIX):
                    continue
                path = Path(directory, name).relative_to(self._root).as_posix()
                try:
                    keys.append(ObjectKey.parse(path))
                except BadKey:
                    continue
        for key in sorted(keys, key=str):
            if found := self.find(key):
                yield found

    def put(self, key: ObjectKey, source: BinaryIO, metadata: Mapping[str, str]) -> None:
        self._mark_root()
        path = self._root / str(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = _write_aside(path, source)
        try:
            # first what describes it: an object is there when its own file is
            description = self._root / descriptors.descriptor_path(key)
            _write_aside(description, BytesIO(descriptors.encode(metadata))).replace(description)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
        _sync(path.parent)

    def delete(self, key: ObjectKey) -> None:
        (self._root / str(key)).unlink(missing_ok=True)
        (self._root / descriptors.descriptor_path(key)).unlink(missing_ok=True)

    def _stored(self, key: ObjectKey, path: Path) -> StoredObject:
        status = path.stat()
        return StoredObject(key, status.st_size, datetime.fromtimestamp(status.st_mtime, UTC))

    def _mark_root(self) -> None:
        """Keep the data out of the repository that the lake may lie in, as the caches of other tools do."""
        marker = self._root / ".gitignore"
        if not marker.exists():
            self._root.mkdir(parents=True, exist_ok=True)
            marker.write_text("*\n", encoding="utf-8")


def _write_aside(path: Path, source: BinaryIO) -> Path:
    """All of it, on the disk, under a name that no listing shows."""
    unfinished = path.with_name(f".{uuid.uuid4().hex}.part")
    try:
        with unfinished.open("xb") as target:
            shutil.copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return unfinished


def _sync(folder: Path) -> None:
    """A rename survives a crash only once the folder that holds the name is on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
