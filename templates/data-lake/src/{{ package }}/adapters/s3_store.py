"""Objects on S3, or on any other file system of pyarrow that shows a file when it is closed, and not before."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import BinaryIO, cast

from pyarrow import fs

from ..core.errors import BadKey, UnknownName
from ..core.keys import DESCRIPTOR_SUFFIX, ObjectKey
from ..core.ports import StoredObject
from . import descriptors
from .location import Location

_IN_MEMORY = 16 * 1024 * 1024


class S3Store:
    def __init__(self, location: Location) -> None:
        self._location = location
        self._filesystem = location.filesystem

    def open(self, key: ObjectKey) -> BinaryIO:
        if self.find(key) is None:
            raise UnknownName(f"there is no object {key}")
        return cast("BinaryIO", self._filesystem.open_input_file(self._location.path(key)))

    def metadata(self, key: ObjectKey) -> Mapping[str, str]:
        if self.find(key) is None:
            raise UnknownName(f"there is no object {key}")
        try:
            with self._filesystem.open_input_file(self._location.path(descriptors.descriptor_path(key))) as source:
                return descriptors.decode(source.read())
        except FileNotFoundError:
            return {}

    def find(self, key: ObjectKey) -> StoredObject | None:
        info = self._filesystem.get_file_info(self._location.path(key))
        return _stored(key, info) if info.type == fs.FileType.File else None

    def list(self, folder: str) -> Iterator[StoredObject]:
        selector = fs.FileSelector(self._location.path(folder.rstrip("/")), recursive=True, allow_not_found=True)
        for info in sorted(self._filesystem.get_file_info(selector), key=lambda each: each.path):
            if info.type != fs.FileType.File or info.base_name.startswith(".") or info.path.endswith(DESCRIPTOR_SUFFIX):
                continue
            try:
                yield _stored(self._location.key(info.path), info)
            except BadKey:
                continue

    def put(self, key: ObjectKey, source: BinaryIO, metadata: Mapping[str, str]) -> None:
        # closing an upload completes it, also when an error closes it: read the source to its end before one begins
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as whole:
            shutil.copyfileobj(source, whole)
            whole.seek(0)
            # first what describes it: an object is there when its own bytes are
            self._write(descriptors.descriptor_path(key), descriptors.encode(metadata), "application/json")
            self._upload(str(key), cast("BinaryIO", whole), metadata.get("content-type", "application/octet-stream"))

    def delete(self, key: ObjectKey) -> None:
        for path in (str(key), descriptors.descriptor_path(key)):
            try:
                self._filesystem.delete_file(self._location.path(path))
            except FileNotFoundError:
                continue

    def _write(self, path: str, data: bytes, content_type: str) -> None:
        with self._open_output(path, content_type) as target:
            target.write(data)

    def _upload(self, path: str, source: BinaryIO, content_type: str) -> None:
        with self._open_output(path, content_type) as target:
            shutil.copyfileobj(source, target, _IN_MEMORY)

    def _open_output(self, path: str, content_type: str) -> BinaryIO:
        full = self._location.path(path)
        return cast("BinaryIO", self._filesystem.open_output_stream(full, metadata={"Content-Type": content_type}))


def _stored(key: ObjectKey, info: fs.FileInfo) -> StoredObject:
    return StoredObject(key, info.size or 0, info.mtime or datetime.fromtimestamp(0, UTC))
