"""What is remembered of one series between two of its readings: all of it, so that an engine can keep it anywhere."""

from dataclasses import dataclass, field

from .readings import Millis
from .scoring import Baseline
from .summary import Summary


@dataclass(slots=True)
class OpenWindow:
    """A window that still takes readings, and which ones it has: a reading that is delivered twice counts once."""

    summary: Summary = field(default_factory=Summary)
    seen: set[str] = field(default_factory=set)


@dataclass(slots=True)
class SeriesState:
    # all that was measured before it is expected to be here; None before the first reading
    watermark: Millis | None = None
    # the open windows by their start
    windows: dict[Millis, OpenWindow] = field(default_factory=dict)
    baseline: Baseline = field(default_factory=Baseline)
