"""The pages of the dashboard."""

from collections.abc import Iterable

from fastapi import APIRouter, HTTPException, Response

from ..core.entities import DeviceId
from ..core.insight import Insight
from ..observability.metrics import Metrics
from .charts import chart
from .rendering import page


def build_pages(insight: Insight, metrics: Metrics, *, invented: bool) -> APIRouter:
    router = APIRouter()

    # plain functions: files are read, so the framework runs them in worker threads
    @router.get("/")
    def get_overview() -> Response:
        overview = insight.overview()
        _count(metrics, overview.missing)
        return page("overview.html", overview=overview, invented=invented)

    @router.get("/devices/{device}")
    def get_device(device: str) -> Response:
        details = insight.device(DeviceId(device))
        if details is None:
            raise HTTPException(404)
        _count(metrics, details.missing)
        charts = {metric: chart(readings, details.anomalies) for metric, readings in details.readings.items()}
        return page("device.html", details=details, charts=charts, invented=invented)

    return router


def _count(metrics: Metrics, missing: Iterable[str]) -> None:
    for part in missing:
        metrics.count_missing(part)
