"""What a long run is doing: one line on standard error that is written over, and only where a terminal shows it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

_AFTER: Final = 1.0  # seconds; most runs are done by then and write nothing
_EVERY: Final = 0.5
_WIDTH: Final = 79


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A function that takes what is being done; while the block runs, a terminal shows it with the seconds that have passed.

    A timer's signal, and not a thread, wakes us: the work is shared with copies of this process, and a copy of threads is none.
    """
    if not _is_terminal():
        yield lambda _: None
        return
    import signal  # takes its time, and nobody looks at most runs

    if not hasattr(signal, "setitimer"):
        yield lambda _: None
        return
    started = time.monotonic()
    stage = ""
    shown = False

    def show(_signal: int, _frame: object) -> None:
        nonlocal shown
        shown = True
        text = f"archlint: {stage} … {time.monotonic() - started:.0f} s"[:_WIDTH]
        _write(f"\r{text.ljust(_WIDTH)}")

    def tell(what: str) -> None:
        nonlocal stage
        stage = what

    try:
        before = signal.signal(signal.SIGALRM, show)
    except ValueError:  # we are not in the main thread
        yield lambda _: None
        return
    signal.setitimer(signal.ITIMER_REAL, _AFTER, _EVERY)
    try:
        yield tell
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if shown:
            _write(f"\r{' ' * _WIDTH}\r")


def _is_terminal() -> bool:
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _write(text: str) -> None:
    with suppress(OSError, ValueError):  # nobody looks any more
        os.write(sys.stderr.fileno(), text.encode())
