"""What the embedded engine reads from and writes to. Positions are what make it exact: both ends can go back to one."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from ...messages.outgoing import Outgoing


class LostOutput(RuntimeError):
    """Results that a checkpoint knows of are gone. To go on would hide that they are missing."""


class Delivery(NamedTuple):
    payload: bytes
    # where to go on after this one
    position: int


class Source(Protocol):
    def deliveries(self, position: int) -> Iterator[Delivery | None]:
        """Everything from a position on, in the same order each time; None now and then while there is nothing new."""
        ...


class Sink(Protocol):
    def rewind(self, position: int) -> None:
        """Forget everything that was written after this position."""
        ...

    def write(self, events: Iterable[Outgoing]) -> None: ...

    def flush(self) -> int:
        """Make what was written last, and say how far it goes."""
        ...
