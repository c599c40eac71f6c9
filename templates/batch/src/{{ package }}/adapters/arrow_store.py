"""A store in a folder or in a bucket, as its URL says: tables are Parquet files."""

import hashlib
from collections.abc import Iterator, Sequence
from io import RawIOBase
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.fs
import pyarrow.parquet as pq

from ..core.entities import Chunk, Table

# fixed, so that a file's bytes do not tell in which chunks its rows came
GROUP_ROWS = 65_536


class ArrowStore:
    """A name is a path below the URL: `s3://bucket/prefix`, or a folder of this machine."""

    def __init__(self, url: str) -> None:
        self._files, self._root = open_filesystem(url)
        self._local = isinstance(self._files, pyarrow.fs.LocalFileSystem)

    def write(self, name: str, chunks: Iterator[Chunk]) -> Table:
        path = self._path(name)
        with _Hashed(self._open(path)) as sink:
            rows = _write_table(pa.PythonFile(sink, mode="w"), chunks)
        self._show(path)
        return Table(name, rows, sink.hexdigest())

    def read(self, table: Table, columns: Sequence[str], rows: int) -> Iterator[Chunk]:
        for batch in self.batches(table, columns, rows):
            yield {name: batch.column(name).to_numpy(zero_copy_only=False) for name in columns}

    def batches(self, table: Table, columns: Sequence[str], rows: int) -> Iterator[Any]:
        """The same for those who know Arrow."""
        with self._files.open_input_file(self._path(table.name)) as source:
            yield from pq.ParquetFile(source, pre_buffer=False).iter_batches(rows, columns=list(columns))

    def location(self, table: Table) -> str:
        """Where a table lies, for engines that read files by themselves."""
        return f"{'' if self._local else f'{self._files.type_name}a://'}{self._path(table.name)}"

    def write_text(self, name: str, text: str) -> None:
        path = self._path(name)
        with self._open(path) as sink:
            sink.write(text.encode())
        self._show(path)

    def read_text(self, name: str) -> str | None:
        try:
            with self._files.open_input_stream(self._path(name), compression=None) as source:
                return str(source.read().decode())
        except FileNotFoundError:
            return None

    def remove(self, folder: str) -> None:
        self._files.delete_dir_contents(self._path(folder), missing_dir_ok=True)

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    def _open(self, path: str) -> Any:
        if self._local:  # a bucket has no folders
            self._files.create_dir(path.rpartition("/")[0], recursive=True)
        return self._files.open_output_stream(_unfinished(path), compression=None)

    def _show(self, path: str) -> None:
        """Only now, when all of it is there, does it get its name."""
        self._files.move(_unfinished(path), path)


def open_filesystem(url: str) -> tuple[Any, str]:
    """What reads and writes there, and the path within it."""
    files, path = pyarrow.fs.FileSystem.from_uri(url if "://" in url else Path(url).resolve().as_posix())
    return files, path.rstrip("/")


def _unfinished(path: str) -> str:
    return f"{path}.unfinished"


def _write_table(sink: Any, chunks: Iterator[Chunk]) -> int:
    """Rows in groups of one size, whatever the size of the chunks that bring them."""
    writer: Any = None
    written = waiting_rows = 0
    waiting: list[Any] = []
    try:
        for chunk in chunks:
            table = pa.table({name: _column(values) for name, values in chunk.items()})
            writer = writer or pq.ParquetWriter(sink, table.schema, compression="zstd")
            waiting.append(table)
            waiting_rows += table.num_rows
            if waiting_rows >= GROUP_ROWS:
                whole = pa.concat_tables(waiting)
                full = waiting_rows - waiting_rows % GROUP_ROWS
                writer.write_table(whole.slice(0, full), row_group_size=GROUP_ROWS)
                waiting, waiting_rows, written = [whole.slice(full)], waiting_rows - full, written + full
        if waiting_rows:
            writer.write_table(pa.concat_tables(waiting), row_group_size=GROUP_ROWS)
    finally:
        if writer:
            writer.close()
    return written + waiting_rows


def _column(values: Any) -> Any:
    return pa.array(values, type=pa.string() if values.dtype == object else None)


class _Hashed(RawIOBase):
    """Passes bytes on, and knows their digest."""

    def __init__(self, sink: Any) -> None:
        self._sink = sink
        self._digest = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._digest.update(data)
        self._sink.write(data)
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._sink.close()
        super().close()

    def hexdigest(self) -> str:
        return self._digest.hexdigest()
