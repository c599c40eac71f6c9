"""The work itself: plain functions from values to a value. None knows which orchestrator calls it."""

from .get_data import get_data
from .persist_model import persist_model
from .predict import predict
from .train_model import train_model
from .transform import transform

__all__ = ["get_data", "persist_model", "predict", "train_model", "transform"]
