"""A consumer of the generated publish/subscribe project beside a bare client, on a real Kafka broker of this machine."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path

from tests.integration.kafka import KafkaMissing, kafka

ARCHLINT = str(Path(sys.executable).parent / "archlint")
EVENTS = 100_000
RUNS = 3
# Each prints the seconds from the first message on to the commit of the last. The group is new, so it reads everything.
OURS = """
import sys, threading, time
from contextlib import closing
from pathlib import Path
from device_insight.assembly import build_broker, build_topics, build_worker, open_database
from device_insight.consumers import CONSUMERS
from device_insight.logs import configure_logs
from device_insight.settings import Settings

configure_logs("WARNING", "json")
consumer, folder, count = CONSUMERS[sys.argv[1]], Path(sys.argv[2]), int(sys.argv[3])
settings = Settings(data_folder=folder)
broker, stop = build_broker(settings), threading.Event()


class Timed:
    def __init__(self, subscription):
        self.subscription, self.polled, self.started = subscription, 0, 0.0

    def poll(self, at_most, seconds):
        batch = self.subscription.poll(at_most, seconds)
        self.started = self.started or (time.perf_counter() if batch else 0.0)
        self.polled += len(batch)
        return batch

    def commit(self):
        self.subscription.commit()
        if self.polled == count:
            print(time.perf_counter() - self.started)
            stop.set()

    def close(self):
        self.subscription.close()


subscribe = broker.subscribe
broker.subscribe = lambda group, topics: Timed(subscribe(f"{group}.{folder.name}", topics))
with closing(open_database(consumer, settings)) as database:
    build_worker(consumer, broker, database, settings, stop=stop, beat=lambda: None).run()
"""
BARE = """
import sys, time, uuid
from confluent_kafka import Consumer

server, topic, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
group = {"group.id": uuid.uuid4().hex, "auto.offset.reset": "earliest", "enable.auto.commit": False}
consumer = Consumer({"bootstrap.servers": server, **group})
consumer.subscribe([topic])
done, started = 0, 0.0
while done < count:
    messages = consumer.consume(1000, 0.1)
    started = started or (time.perf_counter() if messages else 0.0)
    done += len(messages)
    if messages:
        consumer.commit(asynchronous=False)
print(time.perf_counter() - started)
consumer.close()
"""


def measure(folder: Path) -> None:
    """Print events a second of each consumer, with effects and what follows, beside a client that only reads and commits."""
    project = folder / "device-insight"
    subprocess.run([ARCHLINT, "new", "publish-subscribe", str(project), "--defaults", "--quiet"], check=True)
    subprocess.run(["make", "setup"], cwd=project, check=True, stdout=subprocess.DEVNULL)
    try:
        with kafka(folder / "kafka") as server:
            _measure(project, server, folder)
    except KafkaMissing as missing:
        print(f"events: not measured, {missing}")


def _measure(project: Path, server: str, folder: Path) -> None:
    python = str(project / ".venv/bin/python")
    environment = os.environ | {"DEVICE_INSIGHT_BROKER_URL": f"kafka://{server}", "PYTHONPATH": str(project / "src")}

    def run(*arguments: str) -> str:
        return subprocess.run([python, *arguments], env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout

    run("-m", "device_insight", "publish", "--readings", str(EVENTS))
    for command in ("classify", "detect"):
        pairs = []
        for number in range(RUNS):
            ours = float(run("-c", OURS, command, str(folder / f"{command}-{number}"), str(EVENTS)))
            pairs.append((ours, float(run("-c", BARE, server, "telemetry.reading.v1", str(EVENTS)))))
        ours, bare = (EVENTS / statistics.median(side) for side in zip(*pairs, strict=True))
        ratio = statistics.median(theirs / mine for mine, theirs in pairs)
        title = f"{command} {EVENTS:,} events, beside a bare client"
        print(f"{title:<56} {ours:,.0f} / s / {bare:,.0f} / s = {ratio:.2f}")
