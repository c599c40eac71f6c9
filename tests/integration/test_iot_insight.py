"""IoT insight as it is generated, on loopback: from events on a broker, through the lake, to a page of the dashboard."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest

from tests.integration.matrix import environment_for, generate_system, run
from tests.integration.test_web_front import Process

pytestmark = pytest.mark.integration

MODEL = Path(__file__).parents[2] / "examples/iot-insight/architecture.yaml"
KINDS = ("reading", "classification", "anomaly")
# the simulation's devices measure for some minutes from eight o'clock on
AS_OF = "2026-01-05T12:00"


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate_system(MODEL, tmp_path_factory.mktemp("generated") / "iot")


@pytest.fixture(scope="module")
def python(system: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return environment_for(system, tmp_path_factory.mktemp("environment"))


@pytest.fixture(scope="module")
def events(system: Path, python: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was published in the whole case, on a broker in memory, as the component's export writes it."""
    folder = tmp_path_factory.mktemp("events")
    source = str(system / "services/device-insight/src")
    run([python, "-m", "device_insight", "demo", "--export", folder], PYTHONPATH=source)
    return folder


def published(events: Path, kind: str) -> list[dict[str, Any]]:
    files = sorted((events / f"telemetry.{kind}.v1").rglob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text().splitlines()]


@pytest.fixture(scope="module")
def products(system: Path, python: Path, events: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    lake = tmp_path_factory.mktemp("lake")
    source = str(system / "data/device-lake/src")

    def device_lake(*words: str | Path) -> None:
        run([python, "-m", "device_lake", *words], PYTHONPATH=source, DEVICE_LAKE_LAKE_URL=str(lake))

    for kind in KINDS:
        (day,) = (events / f"telemetry.{kind}.v1").iterdir()
        # twice: what is brought again changes nothing
        for _ in range(2):
            device_lake("ingest", f"iot/{kind}", day, "--day", day.name)
    device_lake("promote", "iot", "--as-of", AS_OF)
    return lake / "iot/product"


@pytest.fixture(scope="module")
def dashboard(system: Path, python: Path, products: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    log = tmp_path_factory.mktemp("log") / "dashboard"
    started = Process(python, system / "services/insight-dashboard", log, PRODUCTS=str(products))
    try:
        started.wait_until_ready()
        yield started
    finally:
        started.stop()


def test_the_page_shows_the_devices_that_need_attention(dashboard: Process, events: Path) -> None:
    page = dashboard.get("/")
    assert "data-missing" not in page
    assert "Demonstration" not in page
    devices = {event["subject"] for kind in KINDS for event in published(events, kind)}
    assert {"pump-1", "pump-2", "pump-3"} <= devices
    for device in devices:
        assert f"/devices/{device}" in page


def test_a_device_shows_its_anomaly_from_these_very_events(dashboard: Process, events: Path) -> None:
    anomalies = published(events, "anomaly")
    assert len(anomalies) == 3
    for event in anomalies:
        page = dashboard.get(f"/devices/{event['subject']}")
        moment = datetime.fromisoformat(event["time"]).astimezone(UTC)
        said = event["data"]
        numbers = (f"{said['value']:.2f}", f"{said['expected']:.2f}", f"{said['score']:.1f}")
        cells = "".join(f'<td class="number">{number}</td>' for number in numbers)
        row = f"</time></td><td>{said['metric']}</td>{cells}"
        assert row in re.sub(r">\s+<", "><", page)
        assert f'<time datetime="{moment.isoformat()}">' in page


def test_a_device_that_no_event_speaks_of_is_not_there(dashboard: Process) -> None:
    with pytest.raises(HTTPError, match="404"):
        dashboard.get("/devices/freezer-1")  # one of those that the front invents without a lake


def test_the_system_is_put_together_so(system: Path) -> None:
    compose = (system / "compose.yaml").read_text()
    assert "INSIGHT_DASHBOARD_PRODUCTS: ${PRODUCTS:-/data/lake/iot/product}" in compose
    assert compose.count("- device-lake-inbox:/") == 2  # the export writes it, the lake reads it


def test_before_anything_is_published_the_page_says_what_is_missing(system: Path, python: Path, tmp_path: Path) -> None:
    nothing = tmp_path / "iot/product"
    started = Process(python, system / "services/insight-dashboard", tmp_path / "log", PRODUCTS=str(nothing))
    try:
        started.wait_until_ready()
        page = started.get("/")
    finally:
        started.stop()
    for part in ("readings", "classifications", "anomalies"):
        assert f'data-missing="{part}"' in page
