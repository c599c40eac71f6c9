"""Transform: from readings to one row for each device and hour."""

from ..core.entities import Table
from ..core.features import features_from
from ..core.run import Run


def transform(run: Run, readings: Table) -> Table:
    sums = run.engine.hourly_sums(readings, run.options.chunk_rows)
    return run.store.write(run.working("features.parquet"), map(features_from, sums))
