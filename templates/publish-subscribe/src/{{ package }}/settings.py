"""Everything that may differ between one place where this project runs and another."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from .broker_settings import BrokerSettings


class Settings(BrokerSettings):
    # each consumer keeps a database of its own there: what it has done, and the effects
    data_folder: Path = Path("var")

    # events of one transaction: more is faster, fewer come again after a crash
    batch_size: Annotated[int, Field(ge=1, le=10_000)] = 2_000
    # tries of an event that fails, and the first wait between two; each wait is three times the one before
    attempts: Annotated[int, Field(ge=1, le=10)] = 5
    first_wait_seconds: Annotated[float, Field(ge=0, le=10)] = 0.1
    # how long the names of handled events are kept: longer than the broker keeps events, so that a replay finds them
    remember_days: Annotated[int, Field(ge=1)] = 14

    # touched while the worker gets on with its work; none: no health check
    heartbeat_file: Path | None = None
