"""Times in events and in the domain, which counts milliseconds. Integers all the way: no digit is lost."""

from datetime import UTC, datetime, timedelta

from ..core.readings import Millis

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def to_millis(moment: datetime) -> Millis:
    return Millis((moment - _EPOCH) // _MILLISECOND)


def to_datetime(moment: Millis) -> datetime:
    return _EPOCH + moment * _MILLISECOND


def to_text(moment: Millis) -> str:
    return to_datetime(moment).isoformat(timespec="milliseconds")
