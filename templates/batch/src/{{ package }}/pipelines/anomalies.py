"""Every night: which devices behaved unlike the others yesterday."""

from ..core.scoring import best_of
from ..flow.pipeline import Pipeline, Step, Sweep
from ..steps import get_data, persist_model, predict, train_model, transform

PIPELINE = Pipeline(
    name="anomalies",
    purpose="Score each device and hour of a day by how unlike the others it was.",
    schedule="30 3 * * *",
    steps=(
        Step(get_data, gives="readings"),
        Step(transform, gives="features"),
        Step(train_model, gives="model", sweep=Sweep("clusters", (2, 3, 4, 5), best_of)),
        Step(persist_model, gives="saved_model"),
        Step(predict, gives="scores"),
    ),
)
