def test_recommends_what_goes_with_the_basket(client: httpx2.Client) -> None:
    response = client.post("/recommendations", json=VALID)

    assert response.status_code == 200
    body = response.json()
    assert body["model"] == "seeded-1"
    scores = [recommendation["score"] for recommendation in body["recommendations"]]
    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)
    products = {recommendation["product"] for recommendation in body["recommendations"]}
    assert not products & {"coffee-beans", "mug"}


def test_repeats_its_answer(client: httpx2.Client) -> None:
    assert client.post("/recommendations", json=VALID).content == client.post("/recommendations", json=VALID).content


def test_recommends_four_products_to_a_stranger_unless_told_otherwise(client: httpx2.Client) -> None:
    body = client.post("/recommendations", json={"basket": []}).json()

    assert len(body["recommendations"]) == 4


