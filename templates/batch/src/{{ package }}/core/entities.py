"""The words of the domain, as immutable values. Steps hand these on; none of them holds the data itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
# some rows of a table, column by column; a whole table is never in memory
Chunk = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that lie in the store."""

    name: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Options:
    """What a run may be told. `chunk_rows` decides how much memory it takes, and nothing else about its results."""

    chunk_rows: int
    max_rejected_share: float
    anomaly_score: float
    seed: int
