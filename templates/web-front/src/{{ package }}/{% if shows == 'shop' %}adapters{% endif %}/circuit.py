"""A circuit breaker: a service that fails is left alone for a while, so that no page waits for it again and again."""

import time
from collections.abc import Callable


class Circuit:
    """Closed at first. Opens after some failures in a row; after a pause it lets one attempt through to see."""

    def __init__(self, failures: int, pause_seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self._failures = failures
        self._pause = pause_seconds
        self._now = now
        self._failed = 0
        self._closed_from = float("-inf")

    def lets_through(self) -> bool:
        """Whether to try. A caller that is let through says afterwards how it went."""
        if self._failed < self._failures:
            return True
        if self._now() < self._closed_from:
            return False
        self._closed_from = self._now() + self._pause  # this one tries, the others wait for what it finds
        return True

    def succeeded(self) -> None:
        self._failed = 0

    def failed(self) -> None:
        self._failed += 1
        if self._failed >= self._failures:
            self._closed_from = self._now() + self._pause
