"""The life of the process: starting, ready, draining. Health checks and shutdown ask here, and nowhere else."""

import threading
from collections.abc import Callable
from enum import StrEnum

import structlog

from .core.forecasting import Forecaster

log = structlog.get_logger(__name__)


class Phase(StrEnum):
    STARTING = "starting"
    READY = "ready"
    DRAINING = "draining"
    FAILED = "failed"


class NotReady(RuntimeError):
    """There is no forecaster to answer with: not yet, or not in this process."""


class Lifecycle:
    """Loads the forecaster in the background, so that the process answers its health checks from the first moment."""

    def __init__(self, load: Callable[[], Forecaster]) -> None:
        self._load = load
        self._forecaster: Forecaster | None = None
        self._draining = False
        self._loaded = threading.Event()

    @property
    def phase(self) -> Phase:
        if self._draining:
            return Phase.DRAINING
        if not self._loaded.is_set():
            return Phase.STARTING
        return Phase.FAILED if self._forecaster is None else Phase.READY

    @property
    def alive(self) -> bool:
        return self.phase is not Phase.FAILED

    @property
    def ready(self) -> bool:
        return self.phase is Phase.READY

    @property
    def forecaster(self) -> Forecaster:
        """The loaded forecaster. While draining it still answers: requests on their way deserve it."""
        if self._forecaster is None:
            raise NotReady("the forecast model is not loaded")
        return self._forecaster

    def start(self) -> None:
        threading.Thread(target=self._load_forecaster, name="model-loader", daemon=True).start()

    def wait_until_loaded(self, timeout: float) -> bool:
        """Until the load has ended, well or badly."""
        return self._loaded.wait(timeout)

    def drain(self) -> None:
        """Tell the load balancer, through the readiness check, to send no more requests."""
        # no lock: this runs in a signal handler, whose thread may already hold any lock there is
        self._draining = True

    def _load_forecaster(self) -> None:
        try:
            self._forecaster = self._load()
        except Exception:
            log.exception("model_load_failed")
        else:
            log.info("model_loaded", model=self._forecaster.model_version)
        finally:
            self._loaded.set()
