"""The extension points of the lake: where objects are kept, what computes, how a product's table is kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol

from .contracts import TableContract
from .keys import ObjectKey

# a table by the name that SQL has for it, `schema.table`, with the keys of its Parquet files
TableFiles = Mapping[str, Sequence[ObjectKey]]


@dataclass(frozen=True, slots=True)
class StoredObject:
    key: ObjectKey
    size: int
    modified: datetime


class ObjectReader(Protocol):
    """Looks at objects. Most of the lake needs no more."""

    def open(self, key: ObjectKey) -> BinaryIO:
        """The content; `UnknownName` where there is no such object."""
        ...

    def metadata(self, key: ObjectKey) -> Mapping[str, str]:
        """What was put with the object; `UnknownName` where there is no such object."""
        ...

    def find(self, key: ObjectKey) -> StoredObject | None: ...

    def list(self, folder: str) -> Iterator[StoredObject]:
        """All objects below a folder such as `shop/raw/`, ordered by key; none where there is no such folder."""
        ...


class ObjectStore(ObjectReader, Protocol):
    """Keeps any bytes under a key, with metadata.

    Promises that every implementation keeps, and that tests/contract/test_object_stores.py checks for each of them:

    - an object is there whole or not at all, also when its source breaks in the middle or the process dies;
    - putting it again replaces it, and a reader sees the old one or the new one;
    - metadata may be any text.
    """

    def put(self, key: ObjectKey, source: BinaryIO, metadata: Mapping[str, str]) -> None: ...

    def delete(self, key: ObjectKey) -> None:
        """Gone afterwards, whether or not it was there."""
        ...


class RowReader(Protocol):
    """Makes typed rows, as one Parquet file, of a delivered file."""

    @property
    def formats(self) -> Sequence[str]:
        """The endings of the files that it reads, such as `.csv`."""
        ...

    def to_parquet(self, source: BinaryIO, suffix: str, contract: TableContract) -> BinaryIO:
        """`ValueError` with what is wrong, where the file is not what the contract says."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows with the names and types of their columns; a type that contracts do not know keeps its own name."""

    columns: dict[str, str]
    rows: list[tuple[object, ...]]


class Engine(Protocol):
    """Computes with SQL over Parquet files: the portable part of SQL that tests/contract/test_engines.py uses.

    `BadQuery` where it cannot make sense of the SQL. An engine reads the given tables and nothing else.
    """

    def query(self, sql: str, tables: TableFiles, limit: int) -> Answer: ...

    def stage(self, sql: str, tables: TableFiles, folder: ObjectKey) -> Sequence[ObjectKey]:
        """Write the answer as Parquet files below a new folder, without ever holding all of it."""
        ...


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What readers of a product see at a moment."""

    files: tuple[ObjectKey, ...]
    properties: Mapping[str, str]


class Tables(Protocol):
    """Knows which files are a product's table now.

    Promises that every implementation keeps, and that tests/contract/test_tables.py checks for each of them: a commit
    takes over at once or not at all; readers see what was committed before until then; files that were never
    committed are never seen.
    """

    def commit(self, folder: ObjectKey, snapshot: Snapshot) -> None:
        """Replace what the table below `folder` consists of."""
        ...

    def current(self, folder: ObjectKey) -> Snapshot | None: ...
