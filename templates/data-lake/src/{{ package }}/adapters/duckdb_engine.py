"""SQL with DuckDB, in this process. It sees the tables that it is given, and neither files nor the network."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import duckdb
from pyarrow import dataset, parquet

from ..core.errors import BadQuery
from ..core.keys import ObjectKey
from ..core.ports import Answer, TableFiles
from .arrow_types import as_answer
from .location import Location

_BATCH_ROWS = 100_000
_Result = TypeVar("_Result")


class DuckDBEngine:
    def __init__(self, location: Location) -> None:
        self._location = location

    def query(self, sql: str, tables: TableFiles, limit: int) -> Answer:
        return self._run(sql, tables, lambda relation: as_answer(relation.limit(limit).to_arrow_table()))

    def stage(self, sql: str, tables: TableFiles, folder: ObjectKey) -> Sequence[ObjectKey]:
        key = ObjectKey(folder.domain, folder.zone, f"{folder.path}/part-00000.parquet")
        filesystem, path = self._location.filesystem, self._location.path(key)

        def write(relation: duckdb.DuckDBPyRelation) -> Sequence[ObjectKey]:
            batches = relation.to_arrow_reader(_BATCH_ROWS)
            if self._location.is_local:  # object stores have no folders
                filesystem.create_dir(path.rpartition("/")[0], recursive=True)
            with (
                filesystem.open_output_stream(path) as target,
                parquet.ParquetWriter(target, batches.schema, compression="zstd") as writer,
            ):
                for batch in batches:
                    writer.write_batch(batch)
            return [key]

        return self._run(sql, tables, write)

    def _run(self, sql: str, tables: TableFiles, use: Callable[[duckdb.DuckDBPyRelation], _Result]) -> _Result:
        with _connection() as connection:
            for number, (name, keys) in enumerate(tables.items()):
                schema, _, table = name.partition(".")
                paths = [self._location.path(key) for key in keys]
                files = dataset.dataset(paths, filesystem=self._location.filesystem, format="parquet")
                connection.register(f"_files_{number}", files)
                connection.execute(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')
                # the names are those that the lake's domains declare
                connection.execute(f'CREATE VIEW "{schema}"."{table}" AS SELECT * FROM _files_{number}')  # noqa: S608
            try:
                relation = connection.sql(sql)
                if relation is None:
                    raise BadQuery("the SQL must ask for rows")
                return use(relation)
            except duckdb.Error as error:
                raise BadQuery(str(error).partition("\n")[0]) from error


@contextmanager
def _connection() -> Iterator[duckdb.DuckDBPyConnection]:
    # locked: whoever may ask may not read the machine's files, load extensions or take these limits off
    with (
        # what does not fit into memory waits there
        tempfile.TemporaryDirectory(prefix="duckdb-") as spill,
        duckdb.connect(":memory:", config={"enable_external_access": "false", "temp_directory": spill}) as connection,
    ):
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET lock_configuration = true")
        yield connection
