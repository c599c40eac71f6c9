"""Measures a table with the engine that made it: two queries, whatever its size."""

from typing import Protocol, cast

from .contracts import Moment, Profile, TableContract
from .ports import Answer


class Ask(Protocol):
    """Runs a query over the table that it calls `staged.rows`."""

    def __call__(self, sql: str) -> Answer: ...


def columns_of(ask: Ask) -> dict[str, str]:
    return ask("SELECT * FROM staged.rows").columns


def profile_of(ask: Ask, contract: TableContract, columns: dict[str, str]) -> Profile:
    """Only for a table that has the contract's columns."""
    minima = {column.name: column.minimum for column in contract.columns if column.minimum is not None}
    required = [column.name for column in contract.columns if column.required]
    # with the table before it, a column may have any name, such as one that is a word of SQL
    newest = f"max(row.{contract.freshness.column})" if contract.freshness else "NULL"
    measures = [
        "count(*)",
        newest,
        *(f"count(*) - count(row.{name})" for name in required),
        *(f"count(CASE WHEN row.{name} < {minimum} THEN 1 END)" for name, minimum in minima.items()),
    ]
    listed = ", ".join(f"{measure} AS m{number}" for number, measure in enumerate(measures))
    rows, latest, *counts = ask(f"SELECT {listed} FROM staged.rows AS row").rows[0]  # noqa: S608 - the names are the contract's own
    key = ", ".join(f"row.{name}" for name in contract.key)
    grouped = f"SELECT {key} FROM staged.rows AS row GROUP BY {key} HAVING count(*) > 1"  # noqa: S608 - as above
    repeated = ask(f"SELECT count(*) AS repeated FROM ({grouped}) AS keys").rows[0][0]  # noqa: S608 - as above
    numbers = cast("list[int]", counts)
    return Profile(
        columns=columns,
        rows=cast("int", rows),
        repeated_keys=cast("int", repeated),
        missing=dict(zip(required, numbers[: len(required)], strict=True)),
        below_minimum=dict(zip(minima, numbers[len(required) :], strict=True)),
        newest=cast("Moment | None", latest),
    )
