"""The classifier's effects: one row for each event."""

import sqlite3

from ..core.entities import Classification, Severity

SCHEMA = """
CREATE TABLE IF NOT EXISTS classifications (
    number INTEGER PRIMARY KEY,
    identity TEXT NOT NULL, device TEXT NOT NULL, severity TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL
);
"""


class SqliteClassifications:
    def __init__(self, connection: sqlite3.Connection) -> None:
        connection.executescript(SCHEMA)
        self._connection = connection

    def add(self, identity: str, classification: Classification) -> None:
        said = classification
        self._connection.execute(
            "INSERT INTO classifications (identity, device, severity, reason, at) VALUES (?, ?, ?, ?, ?)",
            (identity, said.device, said.severity.value, said.reason, said.at.isoformat()),
        )

    def counts(self) -> dict[tuple[str, Severity], int]:
        """How many of each severity each device has."""
        rows = self._connection.execute(
            "SELECT device, severity, count(*) FROM classifications GROUP BY device, severity ORDER BY device, severity"
        )
        return {(device, Severity(severity)): count for device, severity, count in rows}
