"""The states of all series of one worker, in memory between two checkpoints."""

import json
from collections.abc import Iterator, Mapping

from ..core.readings import DeviceId, Series
from ..core.state import SeriesState
from ..stream.state_codec import decode_state, encode_state


class StatesInMemory:
    """Knows which ones changed, so that a checkpoint writes no more than that."""

    def __init__(self, saved: Mapping[str, str]) -> None:
        self._states = {_series(name): decode_state(text) for name, text in saved.items()}
        self._changed: set[Series] = set()

    def of(self, series: Series) -> SeriesState:
        self._changed.add(series)
        return self._states.setdefault(series, SeriesState())

    def series(self) -> Iterator[Series]:
        return iter(sorted(self._states))

    def take_changed(self) -> dict[str, str]:
        """What changed since the last time, as text."""
        changed = {json.dumps(series): encode_state(self._states[series]) for series in sorted(self._changed)}
        self._changed.clear()
        return changed


def _series(name: str) -> Series:
    device, metric = json.loads(name)
    return Series(DeviceId(device), metric)
