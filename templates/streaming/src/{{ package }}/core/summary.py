"""What a window remembers of its readings: a few numbers, however many readings there were.

The sums are integers, in millionths. Sums of floating-point numbers depend on their order in the last digits, also with
Welford's method, and then the same readings in another order would give another result. Sums of integers do not.
"""

from dataclasses import dataclass

SCALE = 1_000_000


@dataclass(slots=True)
class Summary:
    count: int = 0
    total: int = 0
    squares: int = 0
    least: int = 0
    most: int = 0

    def add(self, value: float) -> None:
        scaled = round(value * SCALE)
        self.least = min(self.least, scaled) if self.count else scaled
        self.most = max(self.most, scaled) if self.count else scaled
        self.count += 1
        self.total += scaled
        self.squares += scaled * scaled

    @property
    def mean(self) -> float:
        return self.total / self.count / SCALE

    @property
    def variance(self) -> float:
        # exact until the division: no small difference of two large rounded numbers
        return (self.count * self.squares - self.total * self.total) / (self.count * self.count) / (SCALE * SCALE)

    @property
    def lowest(self) -> float:
        return self.least / SCALE

    @property
    def highest(self) -> float:
        return self.most / SCALE
