"""Run in the environment of a generated stream worker, beside its tests: sends readings to Kafka, and reads the results.

exchange.py BROKER READINGS_TOPIC RESULTS_TOPIC send | compare | anomalies [ready]
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict

from confluent_kafka import Consumer, Producer  # type: ignore[import-not-found]
from confluent_kafka.admin import AdminClient  # type: ignore[import-not-found]
from confluent_kafka.cimpl import NewTopic  # type: ignore[import-not-found]
from support import key_of, outgoing_of, payloads  # type: ignore[import-not-found]

PATIENCE = 90.0
CHANNELS = ("windows", "anomalies", "refused")
READINGS = payloads(ticks=240, devices=6)


def send(broker: str, readings: str, results: str) -> None:
    topics = [readings, *(f"{results}.{channel}" for channel in CHANNELS)]
    admin = AdminClient({"bootstrap.servers": broker})
    for done in admin.create_topics([NewTopic(topic, num_partitions=3) for topic in topics]).values():
        done.result()
    producer = Producer({"bootstrap.servers": broker})
    for payload in READINGS:
        producer.produce(readings, key=key_of(payload), value=payload)
    if producer.flush(PATIENCE):
        raise SystemExit("readings were not sent")


def compare(broker: str, results: str) -> None:
    """Whether the results are those of the pipeline, to the byte and in the order of each device; tells how many there are."""
    expected = defaultdict(list)
    for event in outgoing_of(READINGS):
        expected[event.channel.value, event.key].append(event.value)
    total = sum(map(len, expected.values()))
    found = defaultdict(list)
    for channel, key, value in received(broker, results, CHANNELS, total):
        found[channel, key].append(value)
    if found != expected:
        raise SystemExit(f"{sum(map(len, found.values()))} results of {total}, or others")
    print(json.dumps({"results": total}))


def anomalies(broker: str, results: str) -> None:
    """Device and kind of each anomaly, once none comes any more."""
    found = [json.loads(value) for _, _, value in received(broker, results, ("anomalies",), 10_000, quiet=10.0)]
    print(json.dumps([[event["subject"], event["data"]["kind"]] for event in found]))


def received(
    broker: str, results: str, channels: tuple[str, ...], count: int, quiet: float = PATIENCE
) -> list[tuple[str, str, bytes]]:
    consumer = Consumer(
        {
            "bootstrap.servers": broker,
            "group.id": f"{results}.{time.time()}",
            "auto.offset.reset": "earliest",
            "isolation.level": "read_committed",
        }
    )
    consumer.subscribe([f"{results}.{channel}" for channel in channels])
    found: list[tuple[str, str, bytes]] = []
    deadline = time.monotonic() + PATIENCE
    last = None
    while len(found) < count and time.monotonic() < deadline and (last is None or time.monotonic() < last + quiet):
        for message in consumer.consume(500, 0.5):
            found.append((message.topic().rpartition(".")[2], message.key().decode(), message.value()))
            last = time.monotonic()
    consumer.close()
    return found


def main(broker: str, readings: str, results: str, command: str, *more: str) -> None:
    if command == "send":
        send(broker, readings, results)
    elif command == "compare":
        compare(broker, results)
    elif more == ("ready",):
        raise SystemExit(f"{results}.anomalies" not in AdminClient({"bootstrap.servers": broker}).list_topics(timeout=10).topics)
    else:
        anomalies(broker, results)


main(*sys.argv[1:])
