"""A SQLite file and its transactions. What a consumer writes in one of them holds together."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..consuming.ports import StoreFailed

# another process of the same consumer may just be writing
WAIT_SECONDS = 30.0


def connect(file: Path) -> sqlite3.Connection:
    """A connection for the thread that calls."""
    with _translated(sqlite3.Error, OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        # transactions begin where we say so, and not where the module thinks fit
        connection = sqlite3.connect(file, timeout=WAIT_SECONDS, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        # the broker forgets what was committed, so it must be on the disk by then, not only in its cache
        connection.execute("PRAGMA synchronous = FULL")
        # moving pages from the log into the file waits for the disk as well, so it is done for many batches at once
        connection.execute("PRAGMA wal_autocheckpoint = 10000")
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    # of sqlite3's own errors alone: what a handler does inside may fail in any other way
    with _translated(sqlite3.Error):
        # the right to write is taken at once: waiting for it after a read could fail
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            connection.rollback()
            raise
        connection.commit()


@contextmanager
def _translated(*errors: type[Exception]) -> Iterator[None]:
    try:
        yield
    except errors as error:
        raise StoreFailed(f"sqlite: {error}") from error
