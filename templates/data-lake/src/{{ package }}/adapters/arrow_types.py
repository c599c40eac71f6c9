"""The types of contracts, in the words of Arrow, which Parquet, DuckDB and Spark all understand."""

import pyarrow as pa

from ..core.contracts import ColumnType, TableContract
from ..core.ports import Answer

_ARROW: dict[ColumnType, pa.DataType] = {
    ColumnType.STRING: pa.string(),
    ColumnType.INTEGER: pa.int64(),
    ColumnType.NUMBER: pa.float64(),
    ColumnType.BOOLEAN: pa.bool_(),
    ColumnType.DATE: pa.date32(),
    ColumnType.TIMESTAMP: pa.timestamp("us", "UTC"),
}
_CONTRACT = {str(arrow): kind for kind, arrow in _ARROW.items()}


def schema_of(contract: TableContract) -> pa.Schema:
    # whether a column may be empty is judged where rows are counted, so that the answer says in how many they are
    return pa.schema([(column.name, _ARROW[column.type]) for column in contract.columns])


def as_answer(table: pa.Table) -> Answer:
    columns = {field.name: _CONTRACT.get(str(field.type), str(field.type)) for field in table.schema}
    values = [column.to_pylist() for column in table.columns]
    return Answer({name: str(kind) for name, kind in columns.items()}, list(zip(*values, strict=True)))
