"""SIGTERM and SIGINT as a question that a loop asks: nothing is cut off in the middle."""

import signal
from types import FrameType


class Shutdown:
    def __init__(self) -> None:
        self._asked = False

    def listen(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    def asked(self) -> bool:
        return self._asked

    def _ask(self, number: int, _: FrameType | None) -> None:
        if self._asked:  # asked again: wait for nothing
            raise SystemExit(128 + number)
        self._asked = True
