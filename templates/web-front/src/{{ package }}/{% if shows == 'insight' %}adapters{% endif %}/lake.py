"""Results out of a lake: the products of one domain as Parquet or JSON files, read by DuckDB in this process."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import structlog

from ..core.entities import Anomaly, Classification, DeviceId, Reading, Severity
from ..core.ports import Unavailable
from .product_files import NoSuchProduct, files_of

log = structlog.get_logger(__name__)

Row = TypeVar("Row")

# DuckDB would fetch an extension that it lacks; this process does with what it has
NO_DOWNLOADS: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": False}

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# whole microseconds: the same whatever zone this machine is in, and no extension is needed to tell
_AT = 'epoch_us("at")'
_READING = f"device, metric, CAST(value AS DOUBLE), {_AT} AS moment"
_CLASSIFICATION = f"device, severity, reason, {_AT} AS moment"
_ANOMALY = f"device, metric, CAST(value AS DOUBLE), CAST(expected AS DOUBLE), CAST(score AS DOUBLE), {_AT} AS moment"


class LakeResults:
    """Each question reads the product as it is at that moment: a lake is small news, and never the same for long."""

    def __init__(self, products: Path) -> None:
        self._products = products

    def latest_readings(self) -> Sequence[Reading]:
        latest = "QUALIFY row_number() OVER (PARTITION BY device, metric ORDER BY moment DESC) = 1"
        return self._rows("readings", _reading, _READING, f"{latest} ORDER BY device, metric")

    def latest_classifications(self) -> Sequence[Classification]:
        latest = "QUALIFY row_number() OVER (PARTITION BY device ORDER BY moment DESC) = 1 ORDER BY device"
        return self._rows("classifications", _classification, _CLASSIFICATION, latest)

    def anomalies(self, device: DeviceId | None, limit: int) -> Sequence[Anomaly]:
        newest = "WHERE ? IS NULL OR device = ? ORDER BY moment DESC, device DESC, metric DESC LIMIT ?"
        return self._rows("anomalies", _anomaly, _ANOMALY, newest, device, device, limit)

    def readings(self, device: DeviceId, limit: int) -> Sequence[Reading]:
        newest = "WHERE device = ? ORDER BY moment DESC, metric DESC LIMIT ?"
        return self._rows("readings", _reading, _READING, newest, device, limit)

    def _rows(
        self, product: str, make: Callable[[tuple[Any, ...]], Row], columns: str, rest: str, *values: Any
    ) -> list[Row]:
        """What is put together here is ours alone; what comes from outside goes in as values."""
        try:
            read, files = files_of(self._products, product)
            sql = f"SELECT {columns} FROM {read}(?) {rest}"  # noqa: S608 - see above
            # a connection for each question: one of them must not be shared between threads
            with duckdb.connect(config=NO_DOWNLOADS) as connection:
                rows = connection.execute(sql, [files, *values]).fetchall()
            return [make(_complete(row)) for row in rows]
        except (NoSuchProduct, duckdb.Error, ValueError) as error:  # a ValueError: a row that makes no sense
            log.warning("product_unreadable", product=product, reason=str(error))
            raise Unavailable(product) from error


def _complete(row: tuple[Any, ...]) -> tuple[Any, ...]:
    if None in row:
        raise ValueError(f"a row lacks something: {row}")
    return row


def _reading(row: tuple[Any, ...]) -> Reading:
    return Reading(DeviceId(row[0]), row[1], row[2], _moment(row[3]))


def _classification(row: tuple[Any, ...]) -> Classification:
    return Classification(DeviceId(row[0]), Severity(row[1]), row[2], _moment(row[3]))


def _anomaly(row: tuple[Any, ...]) -> Anomaly:
    return Anomaly(DeviceId(row[0]), row[1], row[2], row[3], row[4], _moment(row[5]))


def _moment(microseconds: int) -> datetime:
    return EPOCH + timedelta(microseconds=microseconds)
