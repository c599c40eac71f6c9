def test_estimates_when_an_order_arrives(client: httpx2.Client) -> None:
    response = client.post("/delivery-time", json=VALID)

    assert response.status_code == 200
    body = response.json()
    assert body["model"] == "seeded-1"
    assert body["dispatch"] == "2026-02-27"
    assert body["dispatch"] < body["earliest"] <= body["latest"]


def test_repeats_its_answer(client: httpx2.Client) -> None:
    assert client.post("/delivery-time", json=VALID).content == client.post("/delivery-time", json=VALID).content


def test_an_order_on_a_weekend_leaves_on_monday(client: httpx2.Client) -> None:
    body = client.post("/delivery-time", json=VALID | {"ordered_at": "2026-02-28T08:00:00Z"}).json()

    assert body["dispatch"] == "2026-03-02"


