"""Readings as CSV files, a folder a day: `date=2026-01-05/*.csv`, in a folder or a bucket."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.fs

from ..core.entities import Chunk
from ..core.errors import InvalidBatch
from ..core.readings import COLUMNS, MEASURES
from .arrow_store import open_filesystem

TYPES = {
    "device_id": pa.string(),
    "at": pa.timestamp("s", tz="UTC"),
    **{measure.name: pa.float64() for measure in MEASURES},
}
# about what a row takes: a block is read at a time, and cut where it has more rows than asked for
ROW_BYTES = 50


class CsvReadings:
    """Reads block by block: what is in memory is a block, whatever the size of the file."""

    def __init__(self, url: str) -> None:
        self._files, self._root = open_filesystem(url)

    def chunks(self, day: date, rows: int) -> Iterator[Chunk]:
        folder = f"{self._root}/date={day}"
        found = self._files.get_file_info(pyarrow.fs.FileSelector(folder, allow_not_found=True))
        paths = sorted(info.path for info in found if info.path.endswith(".csv"))
        if not paths:
            raise InvalidBatch(f"no readings for {day}: no CSV file in {folder}")
        for path in paths:
            yield from self._read(path, rows)

    def _read(self, path: str, rows: int) -> Iterator[Chunk]:
        try:
            with self._files.open_input_stream(path) as source, _reader(source, rows) as reader:
                for batch in reader:
                    for start in range(0, batch.num_rows, rows):
                        part = batch.slice(start, rows)
                        yield {name: part.column(name).to_numpy(zero_copy_only=False) for name in COLUMNS}
        except (pa.ArrowInvalid, pa.ArrowKeyError) as error:
            raise InvalidBatch(f"{path}: not readings as the contract says: {str(error).splitlines()[0]}") from error


def _reader(source: Any, rows: int) -> Any:
    csv = pyarrow.csv
    return csv.open_csv(
        source,
        # in this thread, so that no more than a block is ever read ahead
        read_options=csv.ReadOptions(use_threads=False, block_size=max(rows * ROW_BYTES, 4096)),
        convert_options=csv.ConvertOptions(
            column_types=TYPES, include_columns=COLUMNS, strings_can_be_null=True, null_values=[""]
        ),
    )
