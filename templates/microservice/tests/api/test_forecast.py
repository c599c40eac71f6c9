import json
from typing import Any

import httpx2
import pytest

from support import LIMITS, MAX_BODY_BYTES

VALID = {"stores": ["store-1", "store-2"], "start": "2026-02-27", "horizon_days": 3}


def assert_problem(response: httpx2.Response, status: int) -> dict[str, Any]:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert "Traceback" not in response.text
    problem: dict[str, Any] = response.json()
    assert problem["status"] == status
    return problem


def test_forecasts_stores_with_dates(client: httpx2.Client) -> None:
    response = client.post("/forecast", json=VALID)

    assert response.status_code == 200
    body = response.json()
    assert body["model"] == "seeded-1"
    assert [forecast["store"] for forecast in body["forecasts"]] == ["store-1", "store-2"]
    dates = [day["date"] for day in body["forecasts"][0]["demand"]]
    assert dates == ["2026-02-27", "2026-02-28", "2026-03-01"]


def test_repeats_its_answer(client: httpx2.Client) -> None:
    assert client.post("/forecast", json=VALID).content == client.post("/forecast", json=VALID).content


def test_forecasts_a_week_unless_told_otherwise(client: httpx2.Client) -> None:
    body = client.post("/forecast", json={"stores": ["a"], "start": "2026-01-01"}).json()

    assert len(body["forecasts"][0]["demand"]) == 7


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"stores": []}, "stores"),
        ({"stores": "store-1"}, "stores"),
        ({"stores": ["a", "a"]}, "stores"),
        ({"stores": ["a", 7]}, "stores[1]"),
        ({"stores": ["a", "b c"]}, "stores[1]"),
        ({"stores": ["a", "x" * 65]}, "stores[1]"),
        ({"stores": [f"s{number}" for number in range(LIMITS.max_stores + 1)]}, "stores"),
        ({"start": "tomorrow"}, "start"),
        ({"start": "2026-02-30"}, "start"),
        ({"start": "20260227"}, "start"),
        ({"start": 1772150400}, "start"),
        ({"start": "9999-12-31"}, "start"),
        ({"start": None}, "start"),
        ({"horizon_days": 0}, "horizon_days"),
        ({"horizon_days": "3"}, "horizon_days"),
        ({"horizon_days": 3.5}, "horizon_days"),
        ({"horizon_days": True}, "horizon_days"),
        ({"horizon_days": LIMITS.max_horizon_days + 1}, "horizon_days"),
        ({"horizon_days": 10**30}, "horizon_days"),
        ({"region": "north"}, "region"),
    ],
)
def test_says_which_field_is_wrong(client: httpx2.Client, change: dict[str, object], field: str) -> None:
    problem = assert_problem(client.post("/forecast", json=VALID | change), 422)

    assert [error["field"] for error in problem["errors"]] == [field]
    assert problem["errors"][0]["reason"]
    assert field in problem["detail"]


@pytest.mark.parametrize("missing", ["stores", "start"])
def test_says_which_field_is_missing(client: httpx2.Client, missing: str) -> None:
    message = {name: value for name, value in VALID.items() if name != missing}

    assert assert_problem(client.post("/forecast", json=message), 422)["errors"][0]["field"] == missing


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 900, b'{"stores": [}'])
def test_a_body_that_is_no_json_is_a_bad_request(client: httpx2.Client, content: bytes) -> None:
    response = client.post("/forecast", content=content, headers={"Content-Type": "application/json"})

    assert_problem(response, 400 if content else response.status_code)
    assert response.status_code in {400, 422}


@pytest.mark.parametrize("content", [b"[]", b"null", b"7", b'"text"'])
def test_json_that_is_no_message_is_refused(client: httpx2.Client, content: bytes) -> None:
    response = client.post("/forecast", content=content, headers={"Content-Type": "application/json"})

    assert_problem(response, 422)


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_other_media_types_are_refused(client: httpx2.Client, media_type: str) -> None:
    response = client.post("/forecast", content=json.dumps(VALID), headers={"Content-Type": media_type})

    assert_problem(response, 415)


def test_a_charset_does_not_matter(client: httpx2.Client) -> None:
    headers = {"Content-Type": "application/json; charset=utf-8"}

    assert client.post("/forecast", content=json.dumps(VALID), headers=headers).status_code == 200


def test_a_large_body_is_refused(client: httpx2.Client) -> None:
    large = json.dumps(VALID | {"padding": "x" * MAX_BODY_BYTES}).encode()

    assert_problem(client.post("/forecast", content=large, headers={"Content-Type": "application/json"}), 413)


def test_unknown_paths_and_methods_are_problems_too(client: httpx2.Client) -> None:
    assert_problem(client.get("/forecasts"), 404)
    assert_problem(client.post("/forecast/", json=VALID), 404)
    response = client.get("/forecast")
    assert_problem(response, 405)
    assert "POST" in response.headers["allow"]
