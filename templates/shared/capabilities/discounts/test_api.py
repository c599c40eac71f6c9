def test_grants_a_discount_that_adds_up(client: httpx2.Client) -> None:
    response = client.post("/discount", json=VALID)

    assert response.status_code == 200
    body = response.json()
    assert body["model"] == "seeded-1"
    assert body["total_cents"] == 8_700
    assert 0 < body["percent"] <= LIMITS.max_percent
    assert body["discount_cents"] == 8_700 * body["percent"] // 100
    assert body["payable_cents"] == body["total_cents"] - body["discount_cents"]


def test_repeats_its_answer(client: httpx2.Client) -> None:
    assert client.post("/discount", json=VALID).content == client.post("/discount", json=VALID).content


def test_a_small_basket_gets_none(client: httpx2.Client) -> None:
    body = client.post("/discount", json={"lines": [{"product": "mug", "quantity": 1, "unit_cents": 950}]}).json()

    assert (body["percent"], body["payable_cents"]) == (0, 950)


LINE = {"product": "mug", "quantity": 4, "unit_cents": 950}


