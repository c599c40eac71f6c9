"""The operations of the contract."""

from email.message import Message as MediaType
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, HTTPException, Response

from ..lifecycle import Lifecycle
from ..observability.metrics import Metrics
from . import problems
from .schemas import ForecastRequest, ForecastResponse, Health


def build_router(lifecycle: Lifecycle, metrics: Metrics) -> APIRouter:
    router = APIRouter()

    # a plain function: the framework runs it in a worker thread, so that a model at work never blocks the event loop
    @router.post(
        "/forecast",
        operation_id="createForecast",
        dependencies=[Depends(_require_json)],
        responses=_problems(400, 413, 415, 422, 500, 503),
    )
    def create_forecast(request: ForecastRequest) -> ForecastResponse:
        forecaster = lifecycle.forecaster
        forecasts = forecaster.forecast(request.to_query())
        metrics.count_stores(len(forecasts))
        return ForecastResponse.from_forecasts(forecaster.model_version, forecasts)

    @router.get("/health/live", operation_id="getLiveness", responses={503: {"model": Health}})
    async def get_liveness(response: Response) -> Health:
        return _health(response, lifecycle.alive)

    @router.get("/health/ready", operation_id="getReadiness", responses={503: {"model": Health}})
    async def get_readiness(response: Response) -> Health:
        return _health(response, lifecycle.ready)

    @router.get(
        "/metrics",
        operation_id="getMetrics",
        response_class=Response,
        responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
    )
    def get_metrics() -> Response:
        return Response(metrics.render(), media_type=metrics.content_type)

    def _health(response: Response, healthy: bool) -> Health:
        response.status_code = 200 if healthy else 503
        return Health.of(healthy, lifecycle.phase)

    return router


def _require_json(content_type: Annotated[str, Header(include_in_schema=False)] = "") -> None:
    media_type = MediaType()
    media_type["Content-Type"] = content_type or "application/octet-stream"
    if media_type.get_content_type() != "application/json":
        raise HTTPException(415)


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {"model": problems.Problem, "content": {problems.MEDIA_TYPE: {"schema": schema}}} for status in statuses
    }
