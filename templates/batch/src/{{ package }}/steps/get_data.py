"""Extract: the day's readings, checked, in the store."""

from collections.abc import Iterator

from ..core.entities import Chunk, Table
from ..core.readings import accept, refuse_too_many_rejected
from ..core.run import Run


def get_data(run: Run) -> Table:
    """Take what can be true; fail where too much cannot."""
    seen = 0

    def accepted() -> Iterator[Chunk]:
        nonlocal seen
        for raw in run.source.chunks(run.date, run.options.chunk_rows):
            seen += len(raw["device_id"])
            yield accept(raw, run.date)

    readings = run.store.write(run.working("readings.parquet"), accepted())
    refuse_too_many_rejected(readings.rows, seen - readings.rows, run.options.max_rejected_share)
    return readings
