"""Windows over event time, and which of them a moment falls into. Tumbling or sliding, as `every` says."""

from collections.abc import Iterable
from dataclasses import dataclass

from .readings import Millis


@dataclass(frozen=True, slots=True)
class Windows:
    """A window of this size starts every so often: tumbling windows as often as they are long, sliding ones more often.

    They are aligned to 1970, so that all devices share them.
    """

    size: Millis
    every: Millis

    def __post_init__(self) -> None:
        if not 0 < self.every <= self.size:
            raise ValueError("a window must start at least as often as it ends, or readings fall in between")

    def starts_of(self, moment: Millis) -> Iterable[Millis]:
        """The starts of all windows that the moment falls into, the earliest first. An end belongs to the next one."""
        into = moment % self.every
        last = moment - into
        earlier = (self.size - 1 - into) // self.every
        return map(Millis, range(last - earlier * self.every, last + 1, self.every))

    def end_of(self, start: Millis) -> Millis:
        return Millis(start + self.size)
