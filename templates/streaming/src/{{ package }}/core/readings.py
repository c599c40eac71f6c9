"""What comes in, as immutable values. Times are milliseconds since 1970, in UTC, as integers: they add up exactly."""

from dataclasses import dataclass
from typing import NamedTuple, NewType

DeviceId = NewType("DeviceId", str)
Millis = NewType("Millis", int)


class Series(NamedTuple):
    """What one device measures of one kind: the key of all state."""

    device: DeviceId
    metric: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One measurement."""

    # the device's own; the same reading keeps it, however often it is delivered
    id: str
    series: Series
    # event time: when the device measured, by its own clock
    measured_at: Millis
    # when the gateway took it, by a clock that is right; None where no gateway says
    received_at: Millis | None
    value: float
