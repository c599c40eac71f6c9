"""The generated publish/subscribe project on a real Kafka broker, with consumers that are killed."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.integration.kafka import KafkaMissing, kafka

pytestmark = pytest.mark.integration

ARCHLINT = Path(sys.executable).parent / "archlint"
EVENTS = 100_000
PATIENCE = 300.0
# reads a topic to its end and prints how many messages there were, and how many different ones
LISTENER = """
import sys
from device_insight.events.event import decode
from device_insight.events.kafka_broker import KafkaBroker
broker, topic, ids, messages = KafkaBroker(sys.argv[1]), sys.argv[2], set(), 0
listener = broker.subscribe("listener", [topic])
while broker.lag("listener", [topic]):
    batch = listener.poll(10_000, 5.0)
    messages += len(batch)
    ids.update(decode(each.value).id for each in batch)
    listener.commit()
listener.close()
print(messages, len(ids))
"""


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    try:
        with kafka(tmp_path_factory.mktemp("kafka")) as address:
            yield address
    except KafkaMissing as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    destination = tmp_path_factory.mktemp("generated") / "device-insight"
    subprocess.run([ARCHLINT, "new", "publish-subscribe", destination, "--defaults"], check=True, capture_output=True)
    subprocess.run(["make", "setup"], cwd=destination, check=True, capture_output=True)
    return destination


class Plant:
    """The project's commands with one broker and one folder."""

    def __init__(self, project: Path, broker: str, folder: Path) -> None:
        self.python = project / ".venv/bin/python"
        self.folder = folder
        settings = {"BROKER_URL": f"kafka://{broker}", "TOPIC_PREFIX": "bar.", "DATA_FOLDER": str(folder), "LOG_LEVEL": "WARNING"}
        named = {f"DEVICE_INSIGHT_{name}": value for name, value in settings.items()}
        self.environment = os.environ | named | {"PYTHONPATH": str(project / "src")}

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            [self.python, *arguments], env=self.environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @contextmanager
    def consumer(self, command: str) -> Iterator[subprocess.Popen[bytes]]:
        with (self.folder / f"{command}.log").open("ab") as log:
            process = subprocess.Popen(
                [self.python, "-m", "device_insight", command], env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def count(self, database: str, *queries: str) -> int:
        """The sum of what the queries count; nothing yet while there is no such table."""
        try:
            with closing(sqlite3.connect(f"file:{self.folder / database}.sqlite3?mode=ro", uri=True)) as connection:
                return sum(connection.execute(query).fetchone()[0] or 0 for query in queries)
        except sqlite3.OperationalError:
            return 0


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.05)


def test_its_own_tests_pass_on_kafka(project: Path, broker: str) -> None:
    environment = os.environ | {"DEVICE_INSIGHT_BROKER_URL": f"kafka://{broker}"}
    done = subprocess.run(["make", "test"], cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def plant(project: Path, broker: str, tmp_path_factory: pytest.TempPathFactory) -> Plant:
    plant = Plant(project, broker, tmp_path_factory.mktemp("plant"))
    plant.run("-m", "device_insight", "publish", "--readings", str(EVENTS))
    return plant


CONSUMERS = {
    "classify": ("classifier", "SELECT count(*) FROM classifications"),
    "detect": ("detector", "SELECT sum(count) FROM profiles", "SELECT count(*) FROM anomalies"),
}


@pytest.mark.parametrize("command", CONSUMERS)
def test_killed_twice_it_handles_every_event_and_has_every_effect_once(plant: Plant, command: str) -> None:
    database, *effects = CONSUMERS[command]
    for share in (0.2, 0.5):
        with plant.consumer(command) as process:
            until(lambda least=share * EVENTS: plant.count(database, *effects) >= least)  # type: ignore[misc]
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert plant.count(database, *effects) < EVENTS, "killed too late to show anything"
    with plant.consumer(command) as process:
        until(lambda: plant.count(database, *effects) >= EVENTS)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0

    assert plant.count(database, "SELECT count(*) FROM handled") == EVENTS
    assert plant.count(database, *effects) == EVENTS
    assert plant.count(database, "SELECT count(*) FROM outgoing") == 0


def test_every_conclusion_was_told(plant: Plant, broker: str) -> None:
    assert plant.count("classifier", "SELECT count(DISTINCT identity) FROM classifications") == EVENTS
    for kind, database, table in (("classification", "classifier", "classifications"), ("anomaly", "detector", "anomalies")):
        messages, different = map(int, plant.run("-c", LISTENER, broker, f"bar.telemetry.{kind}.v1").split())
        assert different == plant.count(database, f"SELECT count(*) FROM {table}")
        assert messages >= different > 0
