"""What the platform asks the service: health, metrics, request ids."""

from typing import Never

import httpx2

from support import Start

MESSAGE = {"stores": ["a", "b"], "start": "2026-01-01"}


def test_is_alive_and_ready_once_the_model_is_loaded(client: httpx2.Client) -> None:
    assert client.get("/health/live").json() == {"status": "ok", "phase": "ready"}
    assert client.get("/health/ready").json() == {"status": "ok", "phase": "ready"}


def test_is_not_ready_while_draining_but_answers(start: Start) -> None:
    client, lifecycle = start()
    lifecycle.drain()

    assert client.get("/health/ready").status_code == 503
    assert client.get("/health/live").status_code == 200
    assert client.post("/forecast", json=MESSAGE).status_code == 200


def test_asks_to_be_restarted_when_the_model_does_not_load(start: Start) -> None:
    def load() -> Never:
        raise OSError("no model file")

    client, _ = start(load)

    assert client.get("/health/live").json() == {"status": "unavailable", "phase": "failed"}
    assert client.get("/health/live").status_code == 503
    assert client.get("/health/ready").status_code == 503


def test_echoes_a_request_id_and_makes_one_otherwise(client: httpx2.Client) -> None:
    assert client.get("/health/live", headers={"X-Request-ID": "abc-1"}).headers["x-request-id"] == "abc-1"
    assert client.get("/nothing", headers={"X-Request-ID": "abc-2"}).headers["x-request-id"] == "abc-2"
    assert client.get("/health/live", headers={"X-Request-ID": "a b"}).headers["x-request-id"] != "a b"
    first, second = (client.get("/health/live").headers["x-request-id"] for _ in range(2))
    assert first != second


def test_counts_requests_by_route_and_never_by_path(client: httpx2.Client) -> None:
    client.post("/forecast", json=MESSAGE)
    client.post("/forecast", json={})
    client.get("/nothing/4711")
    metrics = client.get("/metrics")

    assert metrics.headers["content-type"].startswith("text/plain")
    assert 'http_requests_total{method="POST",route="/forecast",status="200"} 1.0' in metrics.text
    assert 'http_requests_total{method="POST",route="/forecast",status="422"} 1.0' in metrics.text
    assert 'http_requests_total{method="OTHER",route="unmatched",status="404"} 1.0' in metrics.text
    assert "forecast_stores_total 2.0" in metrics.text
    assert "/nothing" not in metrics.text
