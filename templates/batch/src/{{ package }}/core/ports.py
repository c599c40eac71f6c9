"""What the steps need from outside. Each is a protocol here and an adapter in adapters/; composition.py chooses."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from .entities import Chunk, Table


class Store(Protocol):
    """Where tables and texts lie, under names with slashes. Promises, tested in tests/unit/test_store.py:

    - a name holds all of what was written under it or what it held before, also after a crash in the middle;
    - the same rows in the same chunks give the same bytes;
    - memory for one chunk is enough, whatever the size of the table.
    """

    def write(self, name: str, chunks: Iterator[Chunk]) -> Table: ...

    def read(self, table: Table, columns: Sequence[str], rows: int) -> Iterator[Chunk]:
        """Chunks of at most so many rows, in the order in which they were written."""
        ...

    def write_text(self, name: str, text: str) -> None: ...

    def read_text(self, name: str) -> str | None: ...

    def remove(self, folder: str) -> None:
        """Remove everything below a name; nothing there is fine."""
        ...


class ReadingSource(Protocol):
    """Where the readings of a day come from."""

    def chunks(self, day: date, rows: int) -> Iterator[Chunk]:
        """Raw rows, as core/readings.py says; InvalidBatch where there are none or their form is wrong."""
        ...


class TransformEngine(Protocol):
    """Adds up readings. Promises, which tests/support.py checks: exact sums, ordered by device and hour."""

    def hourly_sums(self, readings: Table, rows: int) -> Iterator[Chunk]:
        """For each device and hour: count, and for each measure its sum and the sum of its squares."""
        ...
