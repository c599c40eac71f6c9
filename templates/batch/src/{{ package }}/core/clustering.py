"""k-means over rows that come in chunks. The same rows give the same clusters, however they are cut into chunks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random

import numpy as np

from .entities import Floats, Integers
from .errors import InvalidBatch

# goes over all rows once more at each call
Rows = Callable[[], Iterable[Integers]]

SAMPLE = 10_000
MAX_ROUNDS = 25
# squared distances are added up as integers too, in millionths
FINE = 1_000_000
# numbers so far out would only make the sums overflow
FARTHEST = 1_000_000.0


@dataclass(frozen=True, slots=True)
class Clusters:
    """A trained model.

    Attributes:
        centres: one row a cluster, in the unit of the features.
        scale: by what each feature is divided before distances are taken.
        radius: how far a cluster's rows are from its centre, root mean square.
        share: which part of the training rows each cluster has.
        quality: the index of Calinski and Harabasz; larger is better.
    """

    centres: tuple[tuple[float, ...], ...]
    scale: tuple[float, ...]
    radius: tuple[float, ...]
    share: tuple[float, ...]
    quality: float


def fit(rows: Rows, clusters: int, seed: int) -> Clusters:
    count, mean, scale = _spread(rows)
    if count < clusters:
        raise InvalidBatch(f"{clusters} clusters need as many rows, got {count}")
    centres = _first_centres(_sample(rows, count), clusters, scale, seed)
    for _ in range(MAX_ROUNDS):
        sums, counts, _ = _assigned(rows, centres, scale)
        moved = np.where(counts[:, None] > 0, sums / np.maximum(counts, 1)[:, None], centres)
        if np.array_equal(moved, centres):
            break
        centres = moved
    _, counts, squares = _assigned(rows, centres, scale)
    return Clusters(
        centres=tuple(tuple(map(float, centre)) for centre in centres),
        scale=tuple(map(float, scale)),
        radius=tuple(map(float, np.sqrt(squares / FINE / np.maximum(counts, 1)))),
        share=tuple(map(float, counts / count)),
        quality=_quality(centres, mean, scale, counts, float(squares.sum()) / FINE),
    )


def nearest(rows: Integers, centres: Floats, scale: Floats) -> tuple[Integers, Floats]:
    """For each row its cluster, and the squared distance to that cluster's centre.

    Column by column and without a matrix product: a product's last bits depend on how many rows it is given.
    """
    best = np.full(len(rows), np.inf)
    labels = np.zeros(len(rows), dtype=np.int64)
    for label, centre in enumerate(centres):
        distance = np.zeros(len(rows))
        for column in range(rows.shape[1]):
            distance += ((rows[:, column] - centre[column]) / scale[column]) ** 2
        closer = distance < best
        labels[closer] = label
        best[closer] = distance[closer]
    return labels, best


def _spread(rows: Rows) -> tuple[int, Floats, Floats]:
    """How many rows there are, and the mean and standard deviation of each column."""
    count = 0
    sums: Integers | int = 0
    squares: Integers | int = 0
    for chunk in rows():
        count += len(chunk)
        sums = sums + chunk.sum(axis=0)
        squares = squares + (chunk * chunk).sum(axis=0)
    if not count:
        raise InvalidBatch("no rows to learn from")
    mean = np.asarray(sums / count, dtype=np.float64)
    deviation = np.sqrt(np.maximum(squares / count - mean * mean, 0))
    # a column that never changes tells nothing, whatever it is divided by
    return count, mean, np.where(deviation > 0, deviation, 1.0)


def _sample(rows: Rows, count: int) -> Integers:
    """Evenly spaced rows, few enough to hold."""
    stride = -(-count // SAMPLE)
    taken = []
    start = 0
    for chunk in rows():
        taken.append(chunk[-start % stride :: stride])
        start += len(chunk)
    return np.concatenate(taken)


def _first_centres(sample: Integers, clusters: int, scale: Floats, seed: int) -> Floats:
    """k-means++: each next centre is drawn among rows that are far from those before."""
    draw = Random(seed)  # noqa: S311 - nothing is kept secret with it
    chosen = [int(draw.random() * len(sample))]
    while len(chosen) < clusters:
        _, distance = nearest(sample, sample[chosen].astype(np.float64), scale)
        reach = np.cumsum(distance)
        place = int(np.searchsorted(reach, draw.random() * reach[-1], side="right"))
        chosen.append(min(place, len(sample) - 1))
    return sample[chosen].astype(np.float64)


def _assigned(rows: Rows, centres: Floats, scale: Floats) -> tuple[Integers, Integers, Integers]:
    """For each cluster the sum of its rows, their number, and the sum of their squared distances."""
    sums = np.zeros(centres.shape, dtype=np.int64)
    counts = np.zeros(len(centres), dtype=np.int64)
    squares = np.zeros(len(centres), dtype=np.int64)
    for chunk in rows():
        labels, distance = nearest(chunk, centres, scale)
        whole = np.rint(np.minimum(distance, FARTHEST) * FINE).astype(np.int64)
        np.add.at(sums, labels, chunk)
        np.add.at(counts, labels, 1)
        np.add.at(squares, labels, whole)
    return sums, counts, squares


def _quality(centres: Floats, mean: Floats, scale: Floats, counts: Integers, within: float) -> float:
    """How far the clusters lie apart, compared with how wide they are."""
    groups, rows = len(centres), int(counts.sum())
    if groups < 2 or rows <= groups or within <= 0:
        return 0.0
    between = float((counts[:, None] * ((centres - mean) / scale) ** 2).sum())
    return (between / (groups - 1)) / (within / (rows - groups))
