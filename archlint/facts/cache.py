"""What earlier runs read, in one small database for each folder that is checked.

It only saves time: every fault of it (damaged, locked, read-only, of another version) is met by doing the work again. Facts are
keyed by the content that they were read from, so that an entry is either right or never found; two runs at once can only both be
right.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from archlint import __version__
from archlint.facts.record import Record
from archlint.user_cache import folder

_KEPT = 3  # versions of a file that are kept, as a multiple of the files: enough to go back and forth between branches
_WAIT = 0.2  # seconds for another run that writes


def cache_of(top: Path) -> Cache:
    """The cache for a folder, in the user's cache folder; without a home it is one that forgets."""
    home = folder()
    if home is None:
        return Cache(None)
    path = os.fsencode(top.resolve())
    return Cache(home / "check" / f"{crc32(path):08x}{crc32(path[::-1]):08x}.sqlite")


def edition() -> str:
    """What facts depend on beside the files: archlint's version and code, and the Python that parses."""
    here = os.path.dirname(__file__)
    places = (os.path.join(here, "python"), here, os.path.join(here, "..", "model"))
    files = [entry for place in places for entry in os.scandir(place) if entry.is_file()]
    code = crc32(repr([(entry.name, (stat := entry.stat()).st_size, stat.st_mtime_ns) for entry in files]).encode())
    return f"{__version__} {code:x} {sys.implementation.cache_tag} {sys.hexversion:x}"


class Cache:
    """Facts by digest of content, and named pieces of bytes; `None` as file is a cache that forgets."""

    def __init__(self, file: Path | None, scope: str = "") -> None:
        """With a scope, what is kept by name stands apart; where nothing is, what is kept without a scope is read."""
        self._file = file
        self._scope = scope
        self._base: sqlite3.Connection | None = None
        self._opened = False

    def scoped(self, scope: str) -> Cache:
        """The same cache for another state of the same files: facts are shared, what is kept by name is apart."""
        return Cache(self._file, scope)

    def get(self, digests: Iterable[bytes]) -> dict[bytes, Record]:
        """The records that are known, by digest."""
        found: dict[bytes, Record] = {}
        base = self._open()
        if base is None:
            return found
        try:
            for digest in digests:
                row = base.execute("SELECT head, body, sum FROM facts WHERE digest = ?", (digest,)).fetchone()
                if row is not None and _sum(digest, row[0], row[1]) == row[2]:
                    found[digest] = Record(row[0], row[1])
        except (sqlite3.Error, TypeError):
            self._give_up()
        return found

    def has(self, digests: Iterable[bytes]) -> set[bytes]:
        """Those of the digests that have a record."""
        base = self._open()
        if base is None:
            return set()
        try:
            ask = "SELECT 1 FROM facts WHERE digest = ?"
            return {digest for digest in digests if base.execute(ask, (digest,)).fetchone() is not None}
        except sqlite3.Error:
            self._give_up()
            return set()

    def is_empty(self) -> bool:
        """Whether no record is kept."""
        base = self._open()
        if base is None:
            return True
        try:
            return base.execute("SELECT 1 FROM facts LIMIT 1").fetchone() is None
        except sqlite3.Error:
            self._give_up()
            return True

    def piece(self, name: str) -> bytes | None:
        """The bytes that are kept under a name."""
        base = self._open()
        if base is None:
            return None
        try:
            ask = "SELECT data, sum FROM pieces WHERE name IN (?, ?) ORDER BY name = ? DESC"
            row = base.execute(ask, (self._scope + name, name, self._scope + name)).fetchone()
            return row[0] if row is not None and _sum(row[0]) == row[1] else None
        except (sqlite3.Error, TypeError):
            self._give_up()
            return None

    def keep(self, name: str, data: bytes) -> None:
        """Keep bytes under a name."""
        self.put({}, {name: data}, 0)

    def put(self, records: Mapping[bytes, Record], pieces: Mapping[str, bytes], files: int) -> None:
        """Keep records and pieces, all of them or none; `files` is how many files the folder has."""
        base = self._open(make=True)
        if base is None:
            return
        try:
            with base:
                rows = ((digest, each.head, each.body, _sum(digest, each.head, each.body)) for digest, each in records.items())
                base.executemany("INSERT OR REPLACE INTO facts (digest, head, body, sum) VALUES (?, ?, ?, ?)", rows)
                named = ((self._scope + name, data, _sum(data)) for name, data in pieces.items())
                base.executemany("INSERT OR REPLACE INTO pieces VALUES (?, ?, ?)", named)
                newest = "SELECT rowid FROM facts ORDER BY rowid DESC LIMIT ?"
                if records:
                    base.execute(f"DELETE FROM facts WHERE rowid NOT IN ({newest})", (max(_KEPT * files, 100),))  # noqa: S608
        except sqlite3.Error:
            self._give_up()

    def _open(self, make: bool = False) -> sqlite3.Connection | None:
        if self._file is None or (self._opened and (self._base is not None or not make)):
            return self._base
        self._opened = True
        if not make and not self._file.is_file():
            return None
        try:
            self._base = self._connected(make)
        except (sqlite3.Error, OSError):
            self._give_up()
        return self._base

    def _connected(self, make: bool) -> sqlite3.Connection:
        assert self._file is not None
        if make:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        base = sqlite3.connect(self._file, timeout=_WAIT)
        base.execute("PRAGMA synchronous = OFF")
        wanted = edition()
        row = None
        if base.execute("SELECT 1 FROM sqlite_master WHERE name = 'edition'").fetchone():
            row = base.execute("SELECT name FROM edition").fetchone()
        if row is None or row[0] != wanted:
            with base:
                for table in ("edition", "facts", "pieces"):
                    base.execute(f"DROP TABLE IF EXISTS {table}")
                base.execute("CREATE TABLE edition (name TEXT)")
                base.execute("INSERT INTO edition VALUES (?)", (wanted,))
                base.execute("CREATE TABLE facts (digest BLOB UNIQUE, head BLOB, body BLOB, sum INTEGER)")
                base.execute("CREATE TABLE pieces (name TEXT PRIMARY KEY, data BLOB, sum INTEGER)")
        return base

    def _give_up(self) -> None:
        """Go on without a cache; one that is damaged is taken away, so that the next run can make a new one."""
        damaged = isinstance(sys.exc_info()[1], sqlite3.DatabaseError) and not isinstance(
            sys.exc_info()[1], sqlite3.OperationalError
        )
        if self._base is not None:
            self._base.close()
        self._base = None
        if damaged and self._file is not None:
            with suppress(OSError):
                self._file.unlink()
        self._file = None


def _sum(*parts: bytes) -> int:
    total = 0
    for part in parts:
        total = crc32(part, total)
    return total
