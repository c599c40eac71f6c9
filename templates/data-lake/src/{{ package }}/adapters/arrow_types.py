"""The types of contracts, in the words of Arrow, which Parquet, DuckDB and Spark all understand."""

from collections.abc import Sequence

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


def delivered_schema_of(contract: TableContract) -> pa.Schema:
    """The same columns as a delivered file has them: nested where a path leads into an object."""
    return pa.schema(_nested([(column.path, _ARROW[column.type]) for column in contract.columns]))


def _nested(columns: Sequence[tuple[tuple[str, ...], pa.DataType]]) -> list[pa.Field]:
    fields: list[pa.Field] = []
    for name in dict.fromkeys(path[0] for path, _ in columns):
        inner = [(path[1:], kind) for path, kind in columns if path[0] == name]
        plain = [kind for path, kind in inner if not path]
        fields.append(pa.field(name, plain[0] if plain else pa.struct(_nested(inner))))
    return fields


def as_answer(table: pa.Table) -> Answer:
    columns = {field.name: _CONTRACT.get(str(field.type), str(field.type)) for field in table.schema}
    values = [column.to_pylist() for column in table.columns]
    return Answer({name: str(kind) for name, kind in columns.items()}, list(zip(*values, strict=True)))
