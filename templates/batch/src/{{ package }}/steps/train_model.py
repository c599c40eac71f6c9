"""Learn: which hours are alike."""

from collections.abc import Iterator

from ..core.clustering import Clusters, fit
from ..core.entities import Integers, Table
from ..core.features import FEATURES
from ..core.run import Run
from ..core.scoring import matrix


def train_model(run: Run, features: Table, clusters: int) -> Clusters:
    def rows() -> Iterator[Integers]:
        return map(matrix, run.store.read(features, FEATURES, run.options.chunk_rows))

    return fit(rows, clusters, run.options.seed)
