"""What happens around every request: its id, one log line, its metrics."""

import time

import structlog
from flask import Flask, Response, g, request

from ..observability.metrics import UNMATCHED_ROUTE, Metrics
from ..observability.request_ids import HEADER, accept_or_create

log = structlog.get_logger(__name__)


def install_request_context(app: Flask, metrics: Metrics) -> None:
    @app.before_request
    def open_context() -> None:
        g.started = time.perf_counter()
        g.request_id = accept_or_create(request.headers.get(HEADER))
        structlog.contextvars.clear_contextvars()  # a worker thread serves one request after another
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.after_request
    def close_context(response: Response) -> Response:
        seconds = time.perf_counter() - g.started
        route = request.url_rule.rule if request.url_rule is not None else UNMATCHED_ROUTE
        method = request.method if request.url_rule is not None else "OTHER"
        metrics.observe_request(method, route, response.status_code, seconds)
        log.info(
            "request",
            method=request.method,
            path=request.path,
            status=response.status_code,
            seconds=round(seconds, 6),
        )
        response.headers[HEADER] = g.request_id
        return response
