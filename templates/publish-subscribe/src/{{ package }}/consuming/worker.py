"""The loop of a consumer: poll, have the effects, send what follows, commit; in this order, so that nothing is lost."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog

from ..events.broker import CommitRefused, Producer, Subscription
from .ports import Journal
from .processor import Processor

POLL_SECONDS = 0.5
TIDY_SECONDS = 3600.0

log = structlog.get_logger(__name__)


class Stopping(RuntimeError):
    """The worker was told to stop while it waited to try again."""


class Worker:
    """Runs in one thread until it is told to stop. Each step may be cut short by the death of the process:

    - before the effects hold: the events come again;
    - before what follows is sent: it stands in the journal, and is sent at the next start;
    - before the offsets are committed: the events come again, and the journal knows that they were handled.
    """

    def __init__(
        self,
        subscription: Subscription,
        processor: Processor,
        journal: Journal,
        producer: Producer,
        *,
        batch_size: int,
        remember: timedelta,
        stop: threading.Event,
        beat: Callable[[], None],
    ) -> None:
        self._subscription = subscription
        self._processor = processor
        self._journal = journal
        self._producer = producer
        self._batch_size = batch_size
        self._remember = remember
        self._tidy_at = 0.0
        self._stop = stop
        self._beat = beat

    def run(self) -> None:
        try:
            self._deliver()
            while not self._stop.is_set():
                self._beat()
                self._turn()
                self._tidy()
        except Stopping:
            log.info("stopped_while_retrying")
        finally:
            self._subscription.close()
            self._producer.close()

    def _turn(self) -> None:
        batch = self._subscription.poll(self._batch_size, POLL_SECONDS)
        if batch:
            self._processor.process(batch)
            self._deliver()
            log.debug("batch_handled", events=len(batch))
        self._commit()

    def _deliver(self) -> None:
        while parcel := self._journal.outgoing():
            self._producer.send(parcel.messages)
            self._journal.delivered(parcel)

    def _tidy(self) -> None:
        if time.monotonic() >= self._tidy_at:
            self._journal.forget(datetime.now(UTC) - self._remember)
            self._tidy_at = time.monotonic() + TIDY_SECONDS

    def _commit(self) -> None:
        try:
            self._subscription.commit()
        except CommitRefused as refusal:
            # a rebalance: what has moved comes again elsewhere, and the journal tells that it was handled
            log.info("commit_refused", reason=str(refusal))
