"""One reading's way through: decode, detect, encode. Every engine calls this, so all of them give the same answers."""

from collections.abc import Callable

from ..core.detector import Detector
from ..core.readings import Series
from ..messages.outgoing import Outgoing
from ..messages.reading import MalformedReading, decode_reading
from ..messages.results import encode_malformed, encode_result
from .ports import States

WRONG_KEY = "key: must be the device"


class Pipeline:
    """Never raises for what a device sent: what cannot be used leaves through the side, with a reason."""

    def __init__(self, detector: Detector, observe: Callable[[list[Outgoing]], None] = lambda _: None) -> None:
        self._detector = detector
        # told of each reading's events, so that a run can be counted whatever the engine
        self._observe = observe

    def handle(self, payload: bytes, states: States, key: str | None = None) -> list[Outgoing]:
        """`key` is what the engine spreads the work by; None where there is one worker for all."""
        try:
            reading = decode_reading(payload)
        except MalformedReading as error:
            return self.refuse(payload, str(error))
        if key is not None and key != reading.series.device:
            # the state of this device is with another worker
            return self.refuse(payload, WRONG_KEY)
        results = self._detector.process(states.of(reading.series), reading)
        return self._observed([encode_result(result) for result in results])

    def refuse(self, payload: bytes, why: str) -> list[Outgoing]:
        """For what an engine sees to be no reading."""
        return self._observed([encode_malformed(payload, why)])

    def finish(self, series: Series, states: States) -> list[Outgoing]:
        """This series has ended."""
        return [encode_result(result) for result in self._detector.finish(series, states.of(series))]

    def _observed(self, events: list[Outgoing]) -> list[Outgoing]:
        self._observe(events)
        return events
