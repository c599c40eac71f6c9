"""The use case: one reading, and what follows from it. All else in this project brings readings here."""

from collections.abc import Iterator
from dataclasses import dataclass

from .readings import Millis, Reading, Series
from .results import Anomaly, Reason, Refused, Result, WindowScored
from .scoring import Scoring
from .state import OpenWindow, SeriesState
from .windows import Windows


@dataclass(frozen=True, slots=True)
class Patience:
    """How much disorder is allowed."""

    # a reading may arrive this much after a later one of its device; windows stay open for so long
    lateness: Millis
    # a clock may be this far ahead of the gateway's; what is farther would close windows that others still need
    clock_ahead: Millis


class Detector:
    """Deterministic: the results of a series follow from its own readings, not from others, the engine or the clock.

    Readings may come in any order, as long as each comes within the allowed lateness: the results are the same.
    """

    def __init__(self, windows: Windows, patience: Patience, scoring: Scoring) -> None:
        self._windows = windows
        self._patience = patience
        self._scoring = scoring

    def process(self, state: SeriesState, reading: Reading) -> list[Result]:
        """Take a reading into the state of its series, which changes, and say what follows."""
        ahead = reading.measured_at - (reading.received_at or reading.measured_at)
        if ahead > self._patience.clock_ahead:
            return [Refused(reading, Reason.CLOCK_AHEAD, Millis(ahead))]
        if not self._counted(state, reading):
            assert state.watermark is not None, "before the first reading nothing is late"  # noqa: S101
            return [Refused(reading, Reason.TOO_LATE, Millis(state.watermark - reading.measured_at))]
        return list(self._advance(reading.series, state, Millis(reading.measured_at - self._patience.lateness)))

    def finish(self, series: Series, state: SeriesState) -> list[Result]:
        """The stream has ended: close what is open. What comes afterwards for these windows is too late."""
        if not state.windows:
            return []
        return list(self._advance(series, state, self._windows.end_of(max(state.windows))))

    def _counted(self, state: SeriesState, reading: Reading) -> bool:
        """Count the reading in each of its windows that is still open, once; false where none is."""
        counted = False
        for start in self._windows.starts_of(reading.measured_at):
            if state.watermark is not None and self._windows.end_of(start) <= state.watermark:
                continue
            counted = True
            window = state.windows.setdefault(start, OpenWindow())
            if reading.id not in window.seen:
                window.seen.add(reading.id)
                window.summary.add(reading.value)
        return counted

    def _advance(self, series: Series, state: SeriesState, watermark: Millis) -> Iterator[Result]:
        """Move the watermark on, never back, and close each window that ends before it, in the order of event time."""
        if state.watermark is not None and watermark <= state.watermark:
            return
        state.watermark = watermark
        for start in sorted(start for start in state.windows if self._windows.end_of(start) <= watermark):
            yield from self._close(series, state, start)

    def _close(self, series: Series, state: SeriesState, start: Millis) -> Iterator[Result]:
        summary = state.windows.pop(start).summary
        end = self._windows.end_of(start)
        verdict = self._scoring.judge(state.baseline, summary)
        self._scoring.learn(state.baseline, summary, verdict)
        score = None if verdict is None else verdict.score
        yield WindowScored(series, start, end, summary.count, summary.mean, summary.lowest, summary.highest, score)
        if verdict is not None and verdict.anomaly is not None:
            yield Anomaly(
                series,
                start,
                end,
                verdict.anomaly,
                verdict.score,
                verdict.observed,
                verdict.expected,
                verdict.deviation,
            )
