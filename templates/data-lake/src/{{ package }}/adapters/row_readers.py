"""Delivered files to typed rows. A new format is one function and one line in READERS."""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import BinaryIO

import pyarrow as pa
from pyarrow import csv, json, parquet

from ..core.contracts import TableContract
from .arrow_types import delivered_schema_of, schema_of


class ArrowRowReader:
    """Reads with pyarrow. A delivered file has the columns of the contract; whatever else it has is left out."""

    @property
    def formats(self) -> Sequence[str]:
        return sorted(READERS)

    def to_parquet(self, source: BinaryIO, suffix: str, contract: TableContract) -> BinaryIO:
        try:
            table = _shaped(READERS[suffix](source, delivered_schema_of(contract)), contract)
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
    # dates and instants are text in JSON: read them as text, and let Arrow make of them what the contract says
    as_text = pa.schema([(each.name, _as_text(each.type)) for each in schema])
    options = json.ParseOptions(explicit_schema=as_text, unexpected_field_behavior="ignore")
    return json.read_json(source, parse_options=options)


def _as_text(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_struct(kind):
        return pa.struct([(each.name, _as_text(each.type)) for each in kind])
    return pa.string() if pa.types.is_temporal(kind) else kind


def _read_parquet(source: BinaryIO, schema: pa.Schema) -> pa.Table:
    return parquet.read_table(pa.PythonFile(source), columns=schema.names)


def _shaped(table: pa.Table, contract: TableContract) -> pa.Table:
    """The contract's columns, in its order, under its names and of its types."""
    while any(pa.types.is_struct(each.type) for each in table.schema):
        table = table.flatten()  # what is in an object is called as its path is
    schema = schema_of(contract)
    delivered = table.select([".".join(column.path) for column in contract.columns])
    return delivered.rename_columns(schema.names).cast(schema)


def _refuse_gaps(table: pa.Table, contract: TableContract) -> None:
    for column in contract.columns:
        if column.required and (gaps := table.column(column.name).null_count):
            raise ValueError(f"column {column.name} is empty in {gaps} of {table.num_rows} rows")


READERS: Mapping[str, Callable[[BinaryIO, pa.Schema], pa.Table]] = {
    ".csv": _read_csv,
    ".jsonl": _read_json_lines,
    ".parquet": _read_parquet,
}
