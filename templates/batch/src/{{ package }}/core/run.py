"""What every step of a run is given."""

from dataclasses import dataclass
from datetime import date

from .entities import Options
from .ports import ReadingSource, Store, TransformEngine


@dataclass(frozen=True, slots=True)
class Run:
    """One pipeline for one day. These two name all that it writes, so that a second run overwrites the first."""

    pipeline: str
    date: date
    options: Options
    store: Store
    source: ReadingSource
    engine: TransformEngine

    def working(self, name: str) -> str:
        """The name of something that only this run needs."""
        return f"runs/{self.pipeline}/{self.date}/{name}"

    def published(self, kind: str, name: str) -> str:
        """The name of something that others read."""
        return f"{kind}/{self.pipeline}/date={self.date}/{name}"
