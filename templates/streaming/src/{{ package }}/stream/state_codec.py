"""The state of a series as text: what checkpoints, changelogs and state stores keep."""

import json
from typing import Any

from ..core.readings import Millis
from ..core.scoring import Baseline
from ..core.state import OpenWindow, SeriesState
from ..core.summary import Summary

VERSION = 1


class UnknownState(ValueError):
    """The state was written by a version of this program that this one does not know."""


def encode_state(state: SeriesState) -> str:
    # lists rather than objects, and sorted: short, and the same state is always the same text
    opened = sorted(state.windows.items())
    windows = [[start, *_numbers(window.summary), sorted(window.seen)] for start, window in opened]
    baseline = [state.baseline.windows, state.baseline.mean, state.baseline.variance]
    return json.dumps([VERSION, state.watermark, baseline, windows], separators=(",", ":"))


def decode_state(text: str) -> SeriesState:
    version, *rest = json.loads(text)
    if version != VERSION:
        raise UnknownState(f"state of version {version}, this program reads {VERSION}")
    watermark, baseline, windows = rest
    return SeriesState(
        watermark=watermark,
        windows={Millis(start): _window(numbers, seen) for start, *numbers, seen in windows},
        baseline=Baseline(*baseline),
    )


def _numbers(summary: Summary) -> tuple[int, ...]:
    return summary.count, summary.total, summary.squares, summary.least, summary.most


def _window(numbers: list[Any], seen: list[str]) -> OpenWindow:
    return OpenWindow(Summary(*numbers), set(seen))
