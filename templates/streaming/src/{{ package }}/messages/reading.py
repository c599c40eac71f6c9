"""A reading as devices send it, through their gateway."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime

from ..core.readings import DeviceId, Millis, Reading, Series
from ..events.event import NotAnEvent, decode
from .times import to_millis

# of whichever context: devices and gateways are not ours
READING_TYPE = ".reading.v1"
MAX_METRIC_LENGTH = 64

# what no sensor says; beyond it the sums of a window would grow without need
LIMIT = 1_000_000
# what no clock says; at the ends of the calendar a window would lead out of it
EARLIEST, LATEST = to_millis(datetime(1970, 1, 1, tzinfo=UTC)), to_millis(datetime(9000, 1, 1, tzinfo=UTC))


class MalformedReading(ValueError):
    """The payload is not a reading; the text says why, in one line."""


def decode_reading(payload: bytes) -> Reading:
    """Fields that are not known are left alone: a contract that only grows must not break its readers."""
    try:
        event = decode(payload)
    except NotAnEvent as error:
        raise MalformedReading(str(error)) from error
    if not event.type.endswith(READING_TYPE):
        raise MalformedReading(f"type: must end with {READING_TYPE}")
    return Reading(
        id=event.identity,
        series=Series(DeviceId(event.subject), _metric(event.data)),
        measured_at=_millis("time", event.time),
        received_at=_received_at(event.data),
        value=_value(event.data),
    )


def _metric(data: Mapping[str, object]) -> str:
    metric = data.get("metric")
    if not isinstance(metric, str) or not 1 <= len(metric) <= MAX_METRIC_LENGTH:
        raise MalformedReading(f"data.metric: must be a text of 1 to {MAX_METRIC_LENGTH} characters")
    return metric


def _value(data: Mapping[str, object]) -> float:
    value = data.get("value")
    # true and false are numbers for Python, and 1e999 is infinite
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value) or abs(value) > LIMIT:
        raise MalformedReading(f"data.value: must be a number from -{LIMIT} to {LIMIT}")
    return float(value)


def _received_at(data: Mapping[str, object]) -> Millis | None:
    if "received_at" not in data:
        return None
    text = data["received_at"]
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise MalformedReading("data.received_at: must be a time of RFC 3339 with its offset from UTC")
    return _millis("data.received_at", moment)


def _millis(field: str, moment: datetime) -> Millis:
    millis = to_millis(moment)
    if not EARLIEST <= millis < LATEST:
        raise MalformedReading(f"{field}: must be of the years from 1970 to 8999")
    return millis
