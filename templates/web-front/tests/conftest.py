"""A client that calls the application without a network."""

from collections.abc import Iterator

import httpx2
import pytest
from fastapi.testclient import TestClient

from support import build


@pytest.fixture
def client() -> Iterator[httpx2.Client]:
    with TestClient(build()) as opened:
        yield opened
