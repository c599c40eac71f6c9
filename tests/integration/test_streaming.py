"""The generated stream worker on its real engines: Kafka with Quix Streams, and Storm's local cluster with our bolt."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.integration.kafka import KafkaMissing, kafka
from tests.integration.matrix import BIN
from tests.integration.storm import StormMissingError, storm

pytestmark = pytest.mark.integration

PATIENCE = 120.0
NAME = "device-watch"
CONTEXT = "device-health"
# in the environment of the generated project: sends a fleet's readings, waits for so many results, and prints them
EXCHANGE = Path(__file__).with_name("exchange.py")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    destination = tmp_path_factory.mktemp("streaming") / NAME
    command = [str(BIN / "archlint"), "new", "streaming", str(destination), "--defaults", "--data", "engines=kafka,storm"]
    subprocess.run(command, check=True, capture_output=True)
    subprocess.run(["make", "setup"], cwd=destination, check=True, capture_output=True, timeout=600)
    return destination


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with ExitStack() as cleanup:
        try:
            address = cleanup.enter_context(kafka(tmp_path_factory.mktemp("kafka")))
        except KafkaMissing as missing:
            pytest.skip(str(missing))
        yield address


def environment(project: Path, **settings: str) -> dict[str, str]:
    prefix = NAME.replace("-", "_").upper()
    named = {f"{prefix}_{key}": value for key, value in settings.items()}
    return os.environ | {"PYTHONPATH": f"{project}/src:{project}/tests"} | named


def test_its_own_tests_pass_on_a_real_broker(project: Path, broker: str) -> None:
    """Among them: the results of Kafka's engine are those of the pipeline, also after a worker was killed in the middle."""
    command = ["make", "test", "ARGS=-q -rs tests/engines/test_kafka.py"]
    settings = environment(project, BROKER_URL=f"kafka://{broker}")
    done = subprocess.run(command, cwd=project, env=settings, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
    assert "skipped" not in done.stdout


def test_storm_gives_the_same_results(project: Path, broker: str, tmp_path: Path) -> None:
    prefix = "storm-test."
    python = project / ".venv/bin/python"
    properties = {"kafka.servers": broker, "topic.prefix": prefix, "python": str(python), "state.dir": str(tmp_path / "state")}
    exchange = [str(python), str(EXCHANGE), broker, f"{prefix}{CONTEXT}.reading.v1", f"{prefix}{NAME}"]
    subprocess.run([*exchange, "send"], env=environment(project), check=True, timeout=PATIENCE)
    with ExitStack() as cleanup:
        topology = project / "deploy/storm/topology.yaml"
        try:
            log = cleanup.enter_context(storm(tmp_path / "storm", topology, properties, environment(project)))
        except StormMissingError as missing:
            pytest.skip(str(missing))
        done = subprocess.run(
            [*exchange, "compare"], env=environment(project), capture_output=True, text=True, timeout=2 * PATIENCE, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr + log.read_text(errors="replace")[-4000:]
        assert listens_on_loopback_only()
    assert json.loads(done.stdout)["results"] > 100


def listens_on_loopback_only() -> bool:
    """Whether no Java process of this machine listens where others could reach it."""
    done = subprocess.run(["ss", "-Hltnp"], capture_output=True, text=True, check=False)
    addresses = [line.split()[3] for line in done.stdout.splitlines() if '"java"' in line]
    return all(address.startswith(("127.0.0.1:", "[::ffff:127.0.0.1]:", "[::1]:")) for address in addresses)


def test_the_published_fleet_is_watched_by_a_group_of_workers(project: Path, broker: str, tmp_path: Path) -> None:
    """The commands as compose starts them: two workers and the fleet, which has a spike and a shift."""
    python = project / ".venv/bin/python"
    shared = {"BROKER_URL": f"kafka://{broker}", "TOPIC_PREFIX": "group-test.", "CHECKPOINT_SECONDS": "1"}
    with ExitStack() as cleanup:
        for number in (1, 2):
            settings = environment(project, **shared, STATE_DIR=str(tmp_path / f"state-{number}"))
            output = cleanup.enter_context((tmp_path / f"worker-{number}.log").open("wb"))
            worker = subprocess.Popen([python, "-m", "device_watch"], env=settings, stdout=output, stderr=output)
            cleanup.callback(worker.wait, 60)
            cleanup.callback(worker.terminate)
        fleet = environment(project, **shared, FLEET_TICKS="1440", FLEET_SPEED="0")
        publish = [str(python), "-m", "device_watch", "publish"]
        wait = [str(python), str(EXCHANGE), broker, "group-test.device-health.reading.v1", f"group-test.{NAME}", "anomalies"]
        deadline = time.monotonic() + PATIENCE
        while subprocess.run([*wait, "ready"], env=fleet, check=False).returncode != 0:
            assert time.monotonic() < deadline, (tmp_path / "worker-1.log").read_text()
            time.sleep(1)
        subprocess.run(publish, env=fleet, check=True, timeout=PATIENCE, capture_output=True)
        done = subprocess.run(wait, env=fleet, capture_output=True, text=True, timeout=PATIENCE, check=True)
    found = {tuple(each) for each in json.loads(done.stdout)}
    assert found == {("device-03", "spike"), ("device-05", "spike"), ("device-05", "shift")}
