"""Prometheus metrics. A registry per application, so that two of them in one process never share a counter."""

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

UNMATCHED_ROUTE = "unmatched"


class Metrics:
    content_type = CONTENT_TYPE_PLAIN_0_0_4

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "http_requests", "Requests answered.", ("method", "route", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "http_request_duration_seconds", "Time to answer.", ("method", "route"), registry=self._registry
        )
        self._stores = Counter("forecast_stores", "Stores that were forecast.", registry=self._registry)

    def observe_request(self, method: str, route: str, status: int, seconds: float) -> None:
        """`route` is the route's template, never the raw path: callers must not be able to make new time series."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def count_stores(self, stores: int) -> None:
        self._stores.inc(stores)

    def render(self) -> bytes:
        return generate_latest(self._registry)
