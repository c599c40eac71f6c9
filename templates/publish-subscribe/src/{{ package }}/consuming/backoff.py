"""How often and after which waits something is tried again."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Backoff:
    attempts: int = 5
    first_seconds: float = 0.1
    factor: float = 3.0
    most_seconds: float = 10.0

    def waits(self) -> Iterator[float]:
        """The wait after each attempt but the last."""
        wait = self.first_seconds
        for _ in range(self.attempts - 1):
            yield min(wait, self.most_seconds)
            wait *= self.factor
