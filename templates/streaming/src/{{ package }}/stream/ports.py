"""What the pipeline needs of an engine."""

from typing import Protocol

from ..core.readings import Series
from ..core.state import SeriesState


class States(Protocol):
    """Where the pipeline finds what is remembered."""

    def of(self, series: Series) -> SeriesState:
        """The state of a series, to be changed in place; a new one for a series that was never seen."""
        ...
