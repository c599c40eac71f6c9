"""The detector's effects: what is usual for each device, and what was not."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from ..core.entities import Anomaly, DeviceId, Profile

SCHEMA = """
CREATE TABLE IF NOT EXISTS profiles (
    device TEXT NOT NULL, metric TEXT NOT NULL,
    count INTEGER NOT NULL, mean REAL NOT NULL, squares REAL NOT NULL,
    PRIMARY KEY (device, metric)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS anomalies (
    number INTEGER PRIMARY KEY,
    identity TEXT NOT NULL, device TEXT NOT NULL, metric TEXT NOT NULL,
    value REAL NOT NULL, expected REAL NOT NULL, score REAL NOT NULL, at TEXT NOT NULL
);
"""


class SqliteProfiles:
    def __init__(self, connection: sqlite3.Connection) -> None:
        connection.executescript(SCHEMA)
        self._connection = connection

    def of(self, device: DeviceId, metric: str) -> Profile:
        row = self._connection.execute(
            "SELECT count, mean, squares FROM profiles WHERE device = ? AND metric = ?", (device, metric)
        ).fetchone()
        return Profile() if row is None else Profile(*row)

    def keep(self, device: DeviceId, metric: str, profile: Profile) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO profiles VALUES (?, ?, ?, ?, ?)",
            (device, metric, profile.count, profile.mean, profile.squares),
        )


class SqliteAnomalies:
    def __init__(self, connection: sqlite3.Connection) -> None:
        connection.executescript(SCHEMA)
        self._connection = connection

    def add(self, identity: str, anomaly: Anomaly) -> None:
        found = anomaly
        self._connection.execute(
            "INSERT INTO anomalies (identity, device, metric, value, expected, score, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (identity, found.device, found.metric, found.value, found.expected, found.score, found.at.isoformat()),
        )

    def all(self) -> Sequence[Anomaly]:
        rows = self._connection.execute(
            "SELECT device, metric, value, expected, score, at FROM anomalies ORDER BY number"
        )
        return [
            Anomaly(device, metric, value, expected, score, datetime.fromisoformat(at))
            for device, metric, value, expected, score, at in rows
        ]
