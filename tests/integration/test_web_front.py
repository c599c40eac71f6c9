"""The shop as it is generated, on loopback: a front and three services, all of them up, and one of them down."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from tests.integration.matrix import environment_for, generate_system

pytestmark = pytest.mark.integration

MODEL = Path(__file__).parents[2] / "examples/shop/architecture.yaml"
PATIENCE = 60.0
# which setting of the front leads to which service, and what a page lacks without it
SERVICES = {
    "RECOMMENDATIONS_URL": ("recommendation-service", "recommendations"),
    "DELIVERY_TIME_URL": ("delivery-time-service", "delivery-time"),
    "DISCOUNTS_URL": ("discount-service", "discounts"),
}
BASKET = "/?item=kettle:2&item=mug:4&postal_code=10115&customer=customer-1"
_direct = build_opener(ProxyHandler({}))


class Process:
    """A generated component in a process of its own, on a port of its own."""

    def __init__(self, python: Path, folder: Path, log: Path, **settings: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        package = folder.name.replace("-", "_")
        chosen = {"HOST": "127.0.0.1", "PORT": str(self.port), **settings}
        variables = {f"{package.upper()}_{name}": value for name, value in chosen.items()}
        self.log = log
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [python, "-m", package],
                env={**os.environ, "PYTHONPATH": str(folder / "src"), **variables},
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, request_id: str = "") -> str:
        request = Request(f"{self.url}{path}", headers={"X-Request-ID": request_id} if request_id else {})
        with _direct.open(request, timeout=PATIENCE) as response:
            return str(response.read().decode())

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while True:
            assert self._process.poll() is None, self.log.read_text()
            try:
                self.get("/health/ready")
            except (HTTPError, URLError, ConnectionError, TimeoutError):
                assert time.monotonic() < deadline, self.log.read_text()
                time.sleep(0.1)
            else:
                return

    def stop(self) -> None:
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate_system(MODEL, tmp_path_factory.mktemp("generated") / "shop")


@pytest.fixture(scope="module")
def python(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return environment_for(shop, tmp_path_factory.mktemp("environment"))


@pytest.fixture(scope="module")
def services(shop: Path, python: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Process]]:
    logs = tmp_path_factory.mktemp("logs")
    started: dict[str, Process] = {}
    try:
        for name, _ in SERVICES.values():
            started[name] = Process(python, shop / "services" / name, logs / name)
        for each in started.values():
            each.wait_until_ready()
        yield started
    finally:
        for each in started.values():
            each.stop()


@pytest.fixture
def front(shop: Path, python: Path, services: dict[str, Process], tmp_path: Path) -> Iterator[Process]:
    urls = {setting: services[name].url for setting, (name, _) in SERVICES.items()}
    # this machine may be busy: the page waits longer than it does for people
    started = Process(python, shop / "services/shop-front", tmp_path / "front", TIMEOUT_SECONDS="10", **urls)
    try:
        started.wait_until_ready()
        yield started
    finally:
        started.stop()


def test_the_page_shows_the_answers_of_all_services(front: Process, services: dict[str, Process]) -> None:
    page = front.get(BASKET, "page-1")
    assert "data-missing" not in page
    assert "Goes well with it" in page
    assert "Arrives between" in page
    assert "Your discount of" in page
    assert "Demonstration" not in page  # nothing on it is invented by the front
    for service in services.values():
        assert '"request_id": "page-1"' in service.log.read_text()


def test_the_page_shows_exactly_what_the_services_say(front: Process, services: dict[str, Process]) -> None:
    page = front.get(BASKET)
    message = b'{"customer": "customer-1", "lines": [{"product": "kettle", "quantity": 2, "unit_cents": 4900}, \
{"product": "mug", "quantity": 4, "unit_cents": 950}]}'
    headers = {"Content-Type": "application/json"}
    request = Request(f"{services['discount-service'].url}/discount", message, headers)
    with _direct.open(request, timeout=PATIENCE) as response:
        answer = response.read().decode()
    payable = int(answer.partition('"payable_cents":')[2].rstrip("}"))
    assert f"{payable // 100}.{payable % 100:02} €" in page


@pytest.mark.parametrize(("setting", "part"), [(setting, part) for setting, (_, part) in SERVICES.items()])
def test_the_page_comes_without_the_part_whose_service_is_stopped(
    setting: str, part: str, shop: Path, python: Path, services: dict[str, Process], tmp_path: Path
) -> None:
    stopped = Process(python, shop / "services" / SERVICES[setting][0], tmp_path / "stopped")
    urls = {each: services[name].url for each, (name, _) in SERVICES.items()} | {setting: stopped.url}
    started = Process(python, shop / "services/shop-front", tmp_path / "front", TIMEOUT_SECONDS="10", **urls)
    try:
        stopped.wait_until_ready()
        started.wait_until_ready()
        assert "data-missing" not in started.get(BASKET)
        stopped.stop()
        pages = [started.get(BASKET) for _ in range(5)]
        metrics = started.get("/metrics")
    finally:
        started.stop()
        stopped.stop()
    for page in pages:
        assert page.count("data-missing") == 1
        assert f'data-missing="{part}"' in page
        assert "Electric kettle" in page
    assert f'page_parts_missing_total{{part="{part}"}} 5.0' in metrics
    # three failures open the circuit: the other two pages did not even ask
    assert started.log.read_text().count("service_unavailable") == 3


def test_a_front_that_hangs_on_a_service_gives_up_in_time(
    shop: Path, python: Path, services: dict[str, Process], tmp_path: Path
) -> None:
    with socket.socket() as silent:  # takes connections and never answers
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        urls = {each: services[name].url for each, (name, _) in SERVICES.items()}
        urls["DISCOUNTS_URL"] = f"http://127.0.0.1:{silent.getsockname()[1]}"
        started = Process(python, shop / "services/shop-front", tmp_path / "front", TIMEOUT_SECONDS="0.5", **urls)
        try:
            started.wait_until_ready()
            before = time.monotonic()
            page = started.get(BASKET)
            seconds = time.monotonic() - before
        finally:
            started.stop()
    assert 'data-missing="discounts"' in page
    assert seconds < 10
