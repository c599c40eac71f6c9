"""What describes one hour of one device: level and spread of each measure."""

import numpy as np

from .entities import Chunk, Floats, Integers
from .readings import MEASURES

KEYS = ("device_id", "hour")
# what an engine adds up for each of these keys, all of it exact
SUMS = ("count", *(f"{measure.name}_{part}" for measure in MEASURES for part in ("sum", "squares")))
FEATURES = tuple(f"{measure.name}_{part}" for measure in MEASURES for part in ("mean", "spread"))


def features_from(sums: Chunk) -> Chunk:
    """From exact sums to features in thousandths.

    Division, root and rounding are exact by IEEE 754, so that this too gives the same everywhere.
    """
    count = sums["count"].astype(np.float64)
    features: dict[str, Integers] = {}
    for measure in MEASURES:
        mean: Floats = sums[f"{measure.name}_sum"] / count
        variance = np.maximum(sums[f"{measure.name}_squares"] / count - mean * mean, 0)
        features[f"{measure.name}_mean"] = np.rint(mean).astype(np.int64)
        features[f"{measure.name}_spread"] = np.rint(np.sqrt(variance)).astype(np.int64)
    return {"device_id": sums["device_id"], "hour": sums["hour"], "readings": sums["count"], **features}
