"""Table contracts: what the rows of a dataset or a product look like, who answers for them, how fresh they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

# of a day or of an instant
Moment = date | datetime


class ColumnType(StrEnum):
    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    # an instant; everything in the lake is kept in UTC
    TIMESTAMP = "timestamp"


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: ColumnType
    meaning: str
    required: bool = True
    minimum: float | None = None
    # what a delivered file calls it, where that is another name, or deeper: `data.value`
    delivered_as: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        """The way to it in a delivered row."""
        return tuple((self.delivered_as or self.name).split("."))


@dataclass(frozen=True, slots=True)
class Freshness:
    """The newest value of `column` is at most `max_age` old when the table is published."""

    column: str
    max_age: timedelta


@dataclass(frozen=True, slots=True)
class TableContract:
    """The same promise as the file in contracts/ makes to other teams; a test compares the two."""

    version: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    freshness: Freshness | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What was measured of a table: enough to judge it by its contract, without holding a row."""

    columns: dict[str, str]
    rows: int
    repeated_keys: int
    missing: dict[str, int]
    below_minimum: dict[str, int]
    newest: Moment | None


def breaches(contract: TableContract, profile: Profile, as_of: datetime) -> list[str]:
    """Every promise that the measured table breaks, in words for whoever has to mend it; empty: none."""
    if shape := list(_shape(contract, profile.columns)):
        return shape
    return [*_content(contract, profile), *_freshness(contract.freshness, profile.newest, as_of)]


def shape_breaches(contract: TableContract, columns: dict[str, str]) -> list[str]:
    """The part that can be judged before a row is read."""
    return list(_shape(contract, columns))


def _shape(contract: TableContract, columns: dict[str, str]) -> Iterator[str]:
    promised = {column.name: column.type for column in contract.columns}
    for name, kind in promised.items():
        if name not in columns:
            yield f"column {name} is missing"
        elif columns[name] != kind:
            yield f"column {name} is {columns[name]}, not {kind}"
    for name in columns:
        if name not in promised:
            yield f"column {name} is not in the contract"


def _content(contract: TableContract, profile: Profile) -> Iterator[str]:
    if profile.rows == 0:
        yield "there are no rows"
    if profile.repeated_keys:
        yield f"{profile.repeated_keys} values of the key ({', '.join(contract.key)}) come more than once"
    for name, count in profile.missing.items():
        if count:
            yield f"column {name} is empty in {count} rows"
    for name, count in profile.below_minimum.items():
        if count:
            yield f"column {name} is below its minimum in {count} rows"


def _freshness(freshness: Freshness | None, newest: Moment | None, as_of: datetime) -> Iterator[str]:
    if freshness is None or newest is None:
        return
    moment = as_moment(newest)
    if moment > as_of:
        # a clock that runs ahead would make the table look fresh for as long as it does
        yield f"the newest {freshness.column}, {moment:%Y-%m-%dT%H:%MZ}, lies in the future"
    elif as_of - moment > freshness.max_age:
        yield f"the newest {freshness.column}, {moment:%Y-%m-%dT%H:%MZ}, is older than {freshness.max_age}"


def as_moment(value: Moment) -> datetime:
    """A day counts from its start, so that a day that has begun is not in the future."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    return datetime.combine(value, time(), UTC)
