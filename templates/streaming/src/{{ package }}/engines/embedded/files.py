"""JSON Lines files as source and as sink. A position is a number of bytes."""

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from ...messages.outgoing import Outgoing
from .ports import Delivery, LostOutput


class FileSource:
    """Reads a file of readings, one a line; with `follow` it waits for more at the end, as `tail -f` does."""

    def __init__(self, file: Path, *, follow: bool, poll_seconds: float = 0.2) -> None:
        self._file = file
        self._follow = follow
        self._poll_seconds = poll_seconds

    def deliveries(self, position: int) -> Iterator[Delivery | None]:
        while self._follow and not self._file.exists():
            # nobody has sent anything yet
            yield None
            time.sleep(self._poll_seconds)
        with self._file.open("rb") as lines:
            lines.seek(position)
            while True:
                line = lines.readline()
                if line.endswith(b"\n") or (line and not self._follow):
                    position += len(line)
                    if payload := line.strip():
                        yield Delivery(payload, position)
                elif self._follow:
                    # the end, or a line whose rest is still being written
                    lines.seek(position)
                    yield None
                    time.sleep(self._poll_seconds)
                else:
                    return


class FileSink:
    """Appends events, one a line, and can take back what no checkpoint knows of."""

    def __init__(self, file: Path) -> None:
        self._file = file
        file.parent.mkdir(parents=True, exist_ok=True)
        self._lines = file.open("ab")

    def rewind(self, position: int) -> None:
        size = self._size()
        if size < position:
            raise LostOutput(f"{self._file} has {size} bytes, and the checkpoint knows of {position}")
        self._lines.truncate(position)

    def write(self, events: Iterable[Outgoing]) -> None:
        for event in events:
            self._lines.write(event.value + b"\n")

    def flush(self) -> int:
        self._lines.flush()
        os.fsync(self._lines.fileno())
        return self._size()

    def close(self) -> None:
        self._lines.close()

    def _size(self) -> int:
        return os.fstat(self._lines.fileno()).st_size
