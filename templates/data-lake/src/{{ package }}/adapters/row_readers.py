"""Delivered files to typed rows. A new format is one function and one line in READERS."""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import BinaryIO

import pyarrow as pa
from pyarrow import csv, json, parquet

from ..core.contracts import TableContract
from .arrow_types import schema_of


class ArrowRowReader:
    """Reads with pyarrow. A delivered file has the columns of the contract, and whatever else is left out."""

    @property
    def formats(self) -> Sequence[str]:
        return sorted(READERS)

    def to_parquet(self, source: BinaryIO, suffix: str, contract: TableContract) -> BinaryIO:
        schema = schema_of(contract)
        try:
            table = READERS[suffix](source, schema)
        except (pa.ArrowException, KeyError) as error:
            raise ValueError(str(error).strip().partition("\n")[0]) from error
        _refuse_gaps(table, contract)
        target = BytesIO()
        parquet.write_table(table, target, compression="zstd")
        target.seek(0)
        return target


def _read_csv(source: BinaryIO, schema: pa.Schema) -> pa.Table:
    options = csv.ConvertOptions(column_types=schema, include_columns=schema.names, strings_can_be_null=True)
    return csv.read_csv(source, convert_options=options)


def _read_json_lines(source: BinaryIO, schema: pa.Schema) -> pa.Table:
    # dates and instants are text in JSON: read them as text, and let Arrow make of them what the schema says
    as_text = pa.schema([(each.name, pa.string() if pa.types.is_temporal(each.type) else each.type) for each in schema])
    options = json.ParseOptions(explicit_schema=as_text, unexpected_field_behavior="ignore")
    return json.read_json(source, parse_options=options).select(schema.names).cast(schema)


def _read_parquet(source: BinaryIO, schema: pa.Schema) -> pa.Table:
    return parquet.read_table(pa.PythonFile(source), columns=schema.names).select(schema.names).cast(schema)


def _refuse_gaps(table: pa.Table, contract: TableContract) -> None:
    for column in contract.columns:
        if column.required and (gaps := table.column(column.name).null_count):
            raise ValueError(f"column {column.name} is empty in {gaps} of {table.num_rows} rows")


READERS: Mapping[str, Callable[[BinaryIO, pa.Schema], pa.Table]] = {
    ".csv": _read_csv,
    ".jsonl": _read_json_lines,
    ".parquet": _read_parquet,
}
