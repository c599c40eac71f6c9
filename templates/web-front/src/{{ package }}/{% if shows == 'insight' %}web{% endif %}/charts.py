"""Readings over time as the points of a small picture; the page draws them without a script."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..core.entities import Anomaly, Reading

WIDTH, HEIGHT, MARGIN = 640, 120, 6


@dataclass(frozen=True, slots=True)
class Chart:
    """What to draw: a line as SVG wants it, and the places of readings that are anomalies."""

    line: str
    marks: tuple[tuple[float, float], ...]
    lowest: float
    highest: float
    latest: Reading


def chart(readings: Sequence[Reading], anomalies: Iterable[Anomaly]) -> Chart:
    """At least one reading, the oldest first."""
    first, latest = readings[0], readings[-1]
    values = [reading.value for reading in readings]
    seconds = (latest.at - first.at).total_seconds() or 1.0
    span = (max(values) - min(values)) or 1.0

    def place(reading: Reading) -> tuple[float, float]:
        x = MARGIN + (WIDTH - 2 * MARGIN) * (reading.at - first.at).total_seconds() / seconds
        y = HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * (reading.value - min(values)) / span
        return round(x, 1), round(y, 1)

    strange = {(each.metric, each.at) for each in anomalies}
    return Chart(
        line=" ".join(f"{x},{y}" for x, y in map(place, readings)),
        marks=tuple(place(reading) for reading in readings if (reading.metric, reading.at) in strange),
        lowest=min(values),
        highest=max(values),
        latest=latest,
    )
