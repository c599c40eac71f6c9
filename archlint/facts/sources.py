"""The files of a folder as records: those that are known from an earlier run are taken, the others are read and parsed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from archlint.facts.cache import Cache
from archlint.facts.parallel import share
from archlint.facts.record import Record, noted, record
from archlint.facts.snapshot import digest_of

MAX_BYTES: Final = 20 * 1024 * 1024
_PACKAGES: Final = ("__init__.py", "__init__.pyi")


def read_source(file: str) -> bytes:
    """The bytes of a file, or one more than `MAX_BYTES` of them.

    Raises:
        OSError: it cannot be read.
    """
    with open(file, "rb") as opened:
        return opened.read(MAX_BYTES + 1)


class _Read(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What reading a file gave; the digest is empty where its facts are not to be kept."""

    digest: bytes
    record: Record


class Sources:
    """The records of files by number. `digests` are filled in where they were empty; `fresh` holds what was parsed in this run."""

    def __init__(self, top: str, files: Sequence[str], names: Sequence[str], digests: list[bytes], cache: Cache) -> None:
        self.digests = digests
        self.fresh: dict[bytes, Record] = {}
        self._top = top
        self._files = files
        self._names = names
        self._cache = cache
        self._known: dict[bytes, Record] = {}
        self._unreadable: dict[int, Record] = {}

    def record(self, number: int) -> Record:
        """The record of a file; where the cache has lost it, the file is read once more."""
        if number in self._unreadable:
            return self._unreadable[number]
        digest = self.digests[number]
        known = self.fresh.get(digest) or self._known.get(digest) or self._cache.get([digest]).get(digest)
        return known or self._read(number).record

    def fetch(self) -> None:
        """Take all records of the cache that are wanted in one go."""
        self._known = self._cache.get(digest for digest in self.digests if digest and digest not in self.fresh)

    def read(self, numbers: Sequence[int], sizes: Sequence[int]) -> None:
        """Find the digests of these files, and parse those whose content is new."""
        if not self._cache.is_empty():
            numbers = self._unknown(numbers)
        found = share(numbers, [sizes[number] for number in numbers], self._read_all, _Read)
        for number, each in zip(numbers, found, strict=True):
            self.digests[number] = each.digest
            if each.digest:
                self.fresh[each.digest] = each.record
            else:
                self._unreadable[number] = each.record

    def _unknown(self, numbers: Sequence[int]) -> list[int]:
        """Take the digests that the cache knows; returns the files of which it does not know the content."""
        digests: dict[int, bytes] = {}
        for number in numbers:
            try:
                digests[number] = self._digest(number, read_source(self._path(number)))
            except OSError:
                continue
        known = self._cache.has(digests.values())
        for number, digest in digests.items():
            if digest in known:
                self.digests[number] = digest
        return [number for number in numbers if not self.digests[number]]

    def _path(self, number: int) -> str:
        return f"{self._top}/{self._files[number]}"

    def _is_package(self, number: int) -> bool:
        return self._files[number].endswith(_PACKAGES)

    def _digest(self, number: int, source: bytes) -> bytes:
        return digest_of(source, self._names[number], self._is_package(number))

    def _read_all(self, numbers: Sequence[int]) -> list[_Read]:
        return [self._read(number) for number in numbers]

    def _read(self, number: int) -> _Read:
        try:
            source = read_source(self._path(number))
        except OSError as error:
            return _Read(b"", noted(f"it cannot be opened: {error.strerror}"))
        if len(source) > MAX_BYTES:
            return _Read(b"", noted(f"it is larger than {MAX_BYTES // 1024 // 1024} MiB"))
        return _Read(self._digest(number, source), record(source, self._names[number], self._is_package(number)))
