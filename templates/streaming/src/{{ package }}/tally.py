"""How much has gone through: what an operator asks first."""

from collections import Counter

from .messages.outgoing import Outgoing


class Tally:
    """Counts what the pipeline tells of: readings, and the events that followed from them."""

    def __init__(self) -> None:
        self._readings = 0
        self._events: Counter[str] = Counter()

    def observe(self, events: list[Outgoing]) -> None:
        self._readings += 1
        for event in events:
            self._events[event.channel.value] += 1

    def counts(self) -> dict[str, int]:
        return {"readings": self._readings, **self._events}
