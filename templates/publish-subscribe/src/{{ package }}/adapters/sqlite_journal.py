"""The journal of handled events and outgoing messages in SQLite."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime

from pydantic_core import from_json, to_json

from ..consuming.ports import Parcel
from ..events.broker import Message
from .sqlite_database import transaction

SCHEMA = """
CREATE TABLE IF NOT EXISTS handled (identity TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outgoing (number INTEGER PRIMARY KEY AUTOINCREMENT, messages BLOB NOT NULL);
"""


class SqliteJournal:
    def __init__(self, connection: sqlite3.Connection) -> None:
        connection.executescript(SCHEMA)
        self._connection = connection

    def transaction(self) -> AbstractContextManager[None]:
        return transaction(self._connection)

    def claim(self, identities: Sequence[str]) -> set[str]:
        claimed = self._connection.execute(
            "INSERT OR IGNORE INTO handled SELECT value, ? FROM json_each(?) RETURNING identity",
            (int(datetime.now(UTC).timestamp()), json.dumps(identities)),
        )
        return {identity for (identity,) in claimed}

    def release(self, identities: Sequence[str]) -> None:
        self._connection.executemany("DELETE FROM handled WHERE identity = ?", [(each,) for each in identities])

    def post(self, messages: Sequence[Message]) -> None:
        if messages:
            self._connection.execute("INSERT INTO outgoing (messages) VALUES (?)", (_packed(messages),))

    def outgoing(self) -> Parcel | None:
        row = self._connection.execute("SELECT number, messages FROM outgoing ORDER BY number LIMIT 1").fetchone()
        return None if row is None else Parcel(row[0], _unpacked(row[1]))

    def delivered(self, parcel: Parcel) -> None:
        # not worth a wait for the disk: were it lost, the messages would be sent once more
        self._connection.execute("PRAGMA synchronous = NORMAL")
        with self.transaction():
            self._connection.execute("DELETE FROM outgoing WHERE number = ?", (parcel.number,))
        self._connection.execute("PRAGMA synchronous = FULL")

    def forget(self, before: datetime) -> int:
        with self.transaction():
            return self._connection.execute("DELETE FROM handled WHERE at < ?", (int(before.timestamp()),)).rowcount


# one row for all messages of a batch: a row for each would cost more than all the rest of the journal


def _packed(messages: Sequence[Message]) -> bytes:
    # Latin-1 has a character for every byte
    return to_json([(topic, key, value.decode("latin-1"), headers) for topic, key, value, headers in messages])


def _unpacked(packed: bytes) -> Sequence[Message]:
    return [Message(topic, key, value.encode("latin-1"), headers) for topic, key, value, headers in from_json(packed)]
