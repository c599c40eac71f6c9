"""Which hours of which devices are unlike the others."""

from collections.abc import Sequence

import numpy as np

from .clustering import Clusters, nearest
from .entities import Chunk, Integers
from .features import FEATURES, KEYS

# what so few rows have in common is no habit
RARE = 0.02
# a cluster of rows that are all alike has no radius to compare with
SMALLEST_RADIUS = 0.1


def matrix(chunk: Chunk) -> Integers:
    """The features of a chunk, one row a row."""
    return np.column_stack([chunk[name] for name in FEATURES])


def best_of(models: Sequence[Clusters]) -> Clusters:
    """The first of the best, so that equals are decided the same way each time."""
    return max(models, key=lambda model: model.quality)


def score(features: Chunk, model: Clusters, threshold: float) -> Chunk:
    """For each row its cluster, how many radii it is away from its centre, and whether that is an anomaly."""
    labels, distance = nearest(matrix(features), np.array(model.centres), np.array(model.scale))
    radius = np.maximum(np.array(model.radius), SMALLEST_RADIUS)
    rare = np.array(model.share) < RARE
    scores = np.round(np.sqrt(distance) / radius[labels], 3)
    keys = {name: features[name] for name in KEYS}
    return {**keys, "cluster": labels, "score": scores, "anomaly": (scores > threshold) | rare[labels]}
