"""The operations of the contract."""

from flask import Blueprint, Response, abort, request
from pydantic import BaseModel, ValidationError

from ..lifecycle import Lifecycle
from ..observability.metrics import Metrics
from .errors import InvalidMessage
from .schemas import ForecastRequest, ForecastResponse, Health


def build_blueprint(lifecycle: Lifecycle, metrics: Metrics) -> Blueprint:
    api = Blueprint("forecast", __name__)

    @api.post("/forecast")
    def create_forecast() -> Response:
        message = _read_request()
        forecaster = lifecycle.forecaster
        forecasts = forecaster.forecast(message.to_query())
        metrics.count_stores(len(forecasts))
        return _json(ForecastResponse.from_forecasts(forecaster.model_version, forecasts))

    @api.get("/health/live")
    def get_liveness() -> Response:
        return _health(lifecycle.alive)

    @api.get("/health/ready")
    def get_readiness() -> Response:
        return _health(lifecycle.ready)

    @api.get("/metrics")
    def get_metrics() -> Response:
        return Response(metrics.render(), content_type=metrics.content_type)

    def _health(healthy: bool) -> Response:
        return _json(Health.of(healthy, lifecycle.phase), 200 if healthy else 503)

    return api


def _read_request() -> ForecastRequest:
    if request.mimetype != "application/json":
        abort(415)
    body = request.get_data()
    # a body that did not announce its length was cut at the limit in silence: reading on refuses it
    request.stream.read(1)
    try:
        return ForecastRequest.model_validate_json(body)
    except ValidationError as error:
        raise InvalidMessage([dict(found) for found in error.errors()]) from error


def _json(message: BaseModel, status: int = 200) -> Response:
    return Response(message.model_dump_json(), status, content_type="application/json")
