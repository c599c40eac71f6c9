"""The loop: read, process, write, and now and then a checkpoint."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from ...stream.pipeline import Pipeline
from ..checkpoints import Checkpoints, Positions
from ..states_in_memory import StatesInMemory
from .ports import Sink, Source


@dataclass(frozen=True, slots=True)
class CheckpointEvery:
    """Whichever comes first. After a crash the work since the last one is done again, its output taken back before."""

    readings: int = 10_000
    seconds: float = 5.0


class EmbeddedEngine:
    """Each reading takes effect exactly once, whatever ends the process.

    Source, states and sink go back to the same moment, and go on from there.
    """

    def __init__(
        self,
        pipeline: Pipeline,
        source: Source,
        sink: Sink,
        checkpoints: Checkpoints,
        every: CheckpointEvery,
        progressed: Callable[[], None],
    ) -> None:
        self._pipeline = pipeline
        self._source = source
        self._sink = sink
        self._checkpoints = checkpoints
        self._every = every
        self._progressed = progressed
        self._states = StatesInMemory(checkpoints.states())

    def run(self, stopping: Callable[[], bool]) -> None:
        """Until the source ends, or until it is told to stop; then the open windows wait for the next start."""
        start = self._checkpoints.positions()
        self._sink.rewind(start.sink)
        position, since, due = start.source, 0, self._next_due()
        for delivery in self._source.deliveries(position):
            self._progressed()
            if delivery is not None:
                self._sink.write(self._pipeline.handle(delivery.payload, self._states))
                position, since = delivery.position, since + 1
            if since >= self._every.readings or (since and time.monotonic() >= due):
                self._save(position)
                since, due = 0, self._next_due()
            if stopping():
                break
        else:
            for series in self._states.series():
                self._sink.write(self._pipeline.finish(series, self._states))
        self._save(position)

    def _save(self, position: int) -> None:
        # the sink first: a checkpoint must never promise output that is not there
        self._checkpoints.save(self._states.take_changed(), Positions(position, self._sink.flush()))

    def _next_due(self) -> float:
        return time.monotonic() + self._every.seconds
