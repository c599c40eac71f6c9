"""Adds up readings in this process, chunk by chunk."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ..core.entities import Chunk, Table
from ..core.features import KEYS, SUMS
from ..core.readings import MEASURES
from .arrow_store import ArrowStore


class ArrowTransform:
    """Memory holds one chunk, and one row for each device and hour that was seen."""

    def __init__(self, store: ArrowStore) -> None:
        self._store = store

    def hourly_sums(self, readings: Table, rows: int) -> Iterator[Chunk]:
        columns = (*KEYS, *(measure.name for measure in MEASURES))
        total: Any = None
        parts: list[Any] = []
        waiting = 0
        for batch in self._store.batches(readings, columns, rows):
            part = _added_up(_expanded(batch))
            parts.append(part)
            waiting += part.num_rows
            # as rarely as memory allows: adding up costs a pass over the total
            if waiting >= max(rows, total.num_rows if total else 0):
                total, parts, waiting = _merged(total, parts), [], 0
        ordered = _merged(total, parts).sort_by([(key, "ascending") for key in KEYS])
        for batch in ordered.to_batches(max_chunksize=rows):
            yield {name: batch.column(name).to_numpy(zero_copy_only=False) for name in (*KEYS, *SUMS)}


def _expanded(batch: Any) -> Any:
    """Each reading as sums over itself alone."""
    columns = {key: batch.column(key) for key in KEYS}
    columns["count"] = pa.repeat(pa.scalar(1, pa.int64()), batch.num_rows)
    for measure in MEASURES:
        values = batch.column(measure.name)
        columns[f"{measure.name}_sum"] = values
        columns[f"{measure.name}_squares"] = pc.multiply(values, values)
    return pa.table(columns)


def _added_up(table: Any) -> Any:
    summed = table.group_by(list(KEYS), use_threads=False).aggregate([(name, "sum") for name in SUMS])
    return summed.select([*KEYS, *(f"{name}_sum" for name in SUMS)]).rename_columns([*KEYS, *SUMS])


def _merged(total: Any, parts: list[Any]) -> Any:
    return _added_up(pa.concat_tables([part for part in (total, *parts) if part is not None]))
