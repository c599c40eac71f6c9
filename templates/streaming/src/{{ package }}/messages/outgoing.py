"""What leaves the pipeline."""

from enum import StrEnum
from typing import NamedTuple


class Channel(StrEnum):
    """Where an event goes: an engine makes a topic, a stream or a line of it."""

    WINDOWS = "windows"
    ANOMALIES = "anomalies"
    REFUSED = "refused"


class Outgoing(NamedTuple):
    channel: Channel
    # the device, so that its events stay in order
    key: str
    value: bytes
