"""Checkpoints in SQLite: the states of all series and the positions that belong to them, in one transaction.

A state without its position would count readings twice or never after a crash. Both are written together or not at all,
and only what changed since the last time is written.
"""

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

_TABLES = """
CREATE TABLE IF NOT EXISTS progress (
    id INTEGER PRIMARY KEY CHECK (id = 1), source INTEGER NOT NULL, sink INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS series (id TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;
"""


class Positions(NamedTuple):
    source: int = 0
    sink: int = 0


class Checkpoints:
    """One database for one worker; `None` keeps it in memory, for a run that nobody continues."""

    def __init__(self, file: Path | None) -> None:
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
        # the health check's thread never comes here, but a shutdown may close from another one
        self._database = sqlite3.connect(file or ":memory:", isolation_level=None, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=FULL")
        self._database.executescript(_TABLES)

    def positions(self) -> Positions:
        row = self._database.execute("SELECT source, sink FROM progress").fetchone()
        return Positions(*row) if row else Positions()

    def states(self) -> dict[str, str]:
        return dict(self._database.execute("SELECT id, state FROM series"))

    def save(self, changed: Mapping[str, str], positions: Positions) -> None:
        self._database.execute("BEGIN IMMEDIATE")
        try:
            self._database.executemany("INSERT OR REPLACE INTO series VALUES (?, ?)", changed.items())
            self._database.execute("INSERT OR REPLACE INTO progress VALUES (1, ?, ?)", positions)
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")

    def close(self) -> None:
        self._database.close()
