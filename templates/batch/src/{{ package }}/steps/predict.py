"""Predict: a score for every device and hour of the day, by the model that was kept."""

from functools import partial

from ..core.entities import Table
from ..core.features import FEATURES, KEYS
from ..core.run import Run
from ..core.scoring import score
from .persist_model import load_model


def predict(run: Run, features: Table, saved_model: str) -> Table:
    model = load_model(run, saved_model)
    chunks = run.store.read(features, (*KEYS, *FEATURES), run.options.chunk_rows)
    scored = map(partial(score, model=model, threshold=run.options.anomaly_score), chunks)
    return run.store.write(run.published("scores", "scores.parquet"), scored)
