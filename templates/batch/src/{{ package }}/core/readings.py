"""What a reading is, and which ones are taken."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from .entities import Chunk, Integers
from .errors import InvalidBatch

# Numbers become integers, in thousandths: sums of integers are exact in any order, so neither the size of the chunks
# nor the engine that adds them up can be seen in the result.
SCALE = 1000


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that a device measures, in its unit, and what can be true of it."""

    name: str
    low: float
    high: float


# sums of squares stay below 2**63 for up to nine million readings of one device in one hour
MEASURES = (
    Measure("temperature_c", -60, 200),
    Measure("vibration_mm_s", 0, 100),
    Measure("power_kw", 0, 1000),
)
COLUMNS = ("device_id", "at", *(measure.name for measure in MEASURES))


def accept(raw: Chunk, day: date) -> Chunk:
    """The readings of this day that can be true, in thousandths, each with the hour that it belongs to."""
    midnight = np.datetime64(day.isoformat(), "s")
    seconds = (raw["at"].astype("datetime64[s]") - midnight).astype(np.int64)
    good = (seconds >= 0) & (seconds < 24 * 3600) & named(raw)
    for measure in MEASURES:
        # a missing number is not a number, which is in no range
        good &= (raw[measure.name] >= measure.low) & (raw[measure.name] <= measure.high)
    thousandths = {measure.name: scaled(raw[measure.name][good]) for measure in MEASURES}
    return {"device_id": raw["device_id"][good], "hour": seconds[good] // 3600, **thousandths}


def named(raw: Chunk) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.array([bool(device) for device in raw["device_id"]], dtype=np.bool_)


def scaled(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Integers:
    return np.rint(values * SCALE).astype(np.int64)


def refuse_too_many_rejected(accepted: int, rejected: int, allowed_share: float) -> None:
    """A few broken sensors are life; many broken rows are a broken delivery."""
    seen = accepted + rejected
    if not accepted:
        raise InvalidBatch(f"no usable reading among {seen} rows")
    if rejected > allowed_share * seen:
        raise InvalidBatch(f"{rejected} of {seen} rows are unusable, more than the allowed share of {allowed_share:g}")
