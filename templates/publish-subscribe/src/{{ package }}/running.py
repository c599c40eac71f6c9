"""Runs workers: one in this thread, or several in threads of their own, until a signal or a failure ends them."""

import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from types import FrameType

import structlog

from .assembly import build_worker, open_database
from .consumers import Consumer
from .events.broker import Broker
from .heartbeat import Heartbeat
from .settings import Settings

log = structlog.get_logger(__name__)


def stop_on_signals() -> threading.Event:
    """Set when the platform asks the process to stop. The work at hand is finished and committed first."""
    stop = threading.Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask)
    signal.signal(signal.SIGINT, ask)
    return stop


class Workers:
    """Workers side by side. When one fails, all stop."""

    def __init__(
        self, consumers: Sequence[Consumer], broker: Broker, settings: Settings, stop: threading.Event
    ) -> None:
        self.failed = False
        self._broker = broker
        self._settings = settings
        self._stop = stop
        self._heartbeat = Heartbeat(settings.heartbeat_file, workers=len(consumers))
        self._threads = [threading.Thread(target=self._run, args=[each], name=each.name) for each in consumers]

    @contextmanager
    def running(self) -> Iterator[None]:
        """They run while the body does, and have stopped when it is left."""
        for thread in self._threads:
            thread.start()
        try:
            yield
        finally:
            self._stop.set()
            for thread in self._threads:
                thread.join()

    def _run(self, consumer: Consumer) -> None:
        def beat() -> None:
            self._heartbeat.beat(consumer.name)

        # in each line of this thread
        structlog.contextvars.bind_contextvars(consumer=consumer.name)
        try:
            log.info("worker_started")
            with closing(open_database(consumer, self._settings)) as database:
                build_worker(consumer, self._broker, database, self._settings, stop=self._stop, beat=beat).run()
            log.info("worker_stopped")
        except Exception:
            log.exception("worker_failed")
            self.failed = True
        finally:
            self._stop.set()
