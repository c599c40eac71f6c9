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


