"""What happens to a batch: its effects in one transaction, each event once, and a way out for those that fail."""

from collections.abc import Callable, Sequence

import structlog

from ..events.broker import Message, Received
from ..events.event import CONTENT_TYPE, Event, NotAnEvent, decode, encode
from .backoff import Backoff
from .dead_letters import bury, place
from .ports import Handler, Journal, Refused, StoreFailed

HEADERS = {"content-type": CONTENT_TYPE}
# so many events in a row that fail in spite of all attempts are not so many bad events
MOST_IN_A_ROW = 10

log = structlog.get_logger(__name__)


class TooManyFailures(RuntimeError):
    """Event after event fails, so something else is broken. The worker ends, and nothing more becomes a dead letter."""


class Processor:
    """Handles batches with the handler that it was given. Knows no offsets: its caller commits them afterwards."""

    def __init__(
        self,
        handler: Handler,
        journal: Journal,
        *,
        topic_of: Callable[[Event], str],
        dead_letters: str,
        backoff: Backoff,
        wait: Callable[[float], None],
    ) -> None:
        self._handler = handler
        self._journal = journal
        self._topic_of = topic_of
        self._dead_letters = dead_letters
        self._backoff = backoff
        self._wait = wait
        self._failed_in_a_row = 0

    def process(self, batch: Sequence[Received]) -> None:
        """One transaction for all. Where that fails, one for each half, down to the event that is the reason."""
        if len(batch) == 1:
            self._process_alone(batch[0])
            return
        try:
            self._handle(batch)
        except StoreFailed:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it was, it is logged again where it is found
            log.debug("batch_halved", events=len(batch), reason=str(error))
            middle = len(batch) // 2
            self.process(batch[:middle])
            self.process(batch[middle:])

    def _handle(self, batch: Sequence[Received]) -> None:
        events = [decode(received.value) for received in batch]
        with self._journal.transaction():
            fresh = self._journal.claim([event.identity for event in events])
            outgoing: list[Message] = []
            for event in events:
                # an event may stand in one batch twice
                if event.identity in fresh:
                    fresh.remove(event.identity)
                    outgoing += map(self._message, self._handler.handle(event))
            self._journal.post(outgoing)

    def _process_alone(self, received: Received) -> None:
        attempt, waits = 1, self._backoff.waits()
        while True:
            try:
                self._handle([received])
            except StoreFailed:
                raise
            except NotAnEvent as error:
                self._bury(received, place(received), error, attempt)
                return
            except Refused as error:
                self._bury(received, decode(received.value).identity, error, attempt)
                return
            except Exception as error:
                log.exception("attempt_failed", place=place(received), attempt=attempt)
                if (wait := next(waits, None)) is None:
                    self._give_up(received, error, attempt)
                    return
                # in place, since overtaking would break the order of the key
                self._wait(wait)
                attempt += 1
            else:
                self._failed_in_a_row = 0
                return

    def _give_up(self, received: Received, error: Exception, attempts: int) -> None:
        self._failed_in_a_row += 1
        if self._failed_in_a_row >= MOST_IN_A_ROW:
            raise TooManyFailures(f"{MOST_IN_A_ROW} events in a row failed, the last with: {error}") from error
        self._bury(received, decode(received.value).identity, error, attempts)

    def _bury(self, received: Received, identity: str, error: Exception, attempts: int) -> None:
        reason = f"{type(error).__name__}: {error}"
        letter = bury(received, to=self._dead_letters, identity=identity, reason=reason, attempts=attempts)
        with self._journal.transaction():
            if self._journal.claim([identity]):
                self._journal.post([letter])
        log.error("dead_letter", place=place(received), identity=identity, reason=reason, attempts=attempts)

    def _message(self, event: Event) -> Message:
        return Message(self._topic_of(event), event.subject, encode(event), HEADERS)
