"""A sink for people: what they should know as lines of the log. What is usual is only counted."""

import json
from collections.abc import Iterable

import structlog

from ...messages.outgoing import Channel, Outgoing

log = structlog.get_logger(__name__)

_SHOWN = {
    Channel.ANOMALIES: ("anomaly", ("metric", "kind", "score", "observed", "expected", "deviation", "start", "end")),
    Channel.REFUSED: ("reading_refused", ("reason", "detail")),
}


class LogSink:
    """Keeps nothing, so there is nothing to go back to."""

    def rewind(self, position: int) -> None:
        """A line that was read cannot be taken back."""

    def write(self, events: Iterable[Outgoing]) -> None:
        for event in events:
            if event.channel in _SHOWN:
                name, fields = _SHOWN[event.channel]
                data = json.loads(event.value)["data"]
                log.warning(name, device=event.key, **{field: _short(data[field]) for field in fields})

    def flush(self) -> int:
        return 0


def _short(value: object) -> object:
    return round(value, 3) if isinstance(value, float) else value
