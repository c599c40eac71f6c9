"""The bolt: a tuple in, what the pipeline says out. Acknowledged once the checkpoint holds what it changed."""

from collections.abc import Mapping, Sequence

from ...stream.pipeline import Pipeline
from ..checkpoints import Checkpoints, Positions
from ..states_in_memory import StatesInMemory
from .protocol import Channel, StormTuple

# the names that Storm's Kafka spout gives to what it reads; the topology groups by the key
KEY, VALUE = "key", "value"
Fields = Mapping[str, Mapping[str, Sequence[str]]]


class DetectorBolt:
    """At least once, without a visible double.

    Storm brings every tuple again that was not acknowledged. One that is saved but brought again is known by its
    reading's id while its window is open, and too late afterwards; an event that goes out twice has the same id both
    times, so that a consumer can tell.
    """

    def __init__(
        self, channel: Channel, fields: Fields, pipeline: Pipeline, checkpoints: Checkpoints, most_unsaved: int
    ) -> None:
        self._channel = channel
        self._fields = fields
        self._pipeline = pipeline
        self._checkpoints = checkpoints
        # the heartbeat, once a second, ends a batch that is not full
        self._most_unsaved = most_unsaved
        self._states = StatesInMemory(checkpoints.states())
        self._unsaved: list[str] = []

    def run(self) -> None:
        """Until Storm closes its end."""
        for received in self._channel.tuples():
            if received.is_heartbeat:
                self._save()
                self._channel.sync()
                continue
            self._process(received)
            if len(self._unsaved) >= self._most_unsaved:
                self._save()
        self._save()

    def _process(self, received: StormTuple) -> None:
        named = dict(zip(self._fields[received.component][received.stream], received.values, strict=True))
        payload, key = (str(named[name] or "") for name in (VALUE, KEY))
        for event in self._pipeline.handle(payload.encode(), self._states, key):
            self._channel.emit(event.channel, (event.key, event.value.decode()), anchor=received.id)
        self._unsaved.append(received.id)

    def _save(self) -> None:
        if not self._unsaved:
            return
        try:
            self._checkpoints.save(self._states.take_changed(), Positions())
        except Exception:
            # so that Storm brings them again at once, to the task that takes over, and not only after its timeout
            for tuple_id in self._unsaved:
                self._channel.fail(tuple_id)
            raise
        for tuple_id in self._unsaved:
            self._channel.ack(tuple_id)
        self._unsaved.clear()
