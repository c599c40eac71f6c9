"""What each command does. Returns the exit status."""

import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from .adapters.sqlite_classifications import SqliteClassifications
from .adapters.sqlite_journal import SqliteJournal
from .adapters.sqlite_profiles import SqliteAnomalies
from .assembly import build_broker, build_topics, open_database
from .consumers import CLASSIFIER, CONSUMERS, DETECTOR, Consumer
from .consuming.replay import replay
from .events.broker import Broker
from .events.open_broker import MEMORY
from .exporting import export
from .results import page
from .running import Workers, stop_on_signals
from .settings import Settings
from .simulation import messages, readings, sample

CAUGHT_UP_EVERY = 0.2
CHUNK = 10_000


class NeedsABroker(ValueError):
    """The command is one of several processes, and a broker in memory has one alone."""


def demo(settings: Settings, folder_of_events: Path | None = None) -> int:
    """The whole case in one process, from the devices to the results, on databases of its own."""
    stop = stop_on_signals()
    with tempfile.TemporaryDirectory() as folder:
        mine = settings.model_copy(update={"data_folder": Path(folder)})
        broker = build_broker(mine)
        workers = Workers(list(CONSUMERS.values()), broker, mine, stop)
        with workers.running():
            _send(broker, mine, 0)
            while not _caught_up(broker, mine) and not stop.wait(CAUGHT_UP_EVERY):
                pass
        _show(broker, mine)
        if folder_of_events:
            _export(broker, mine, folder_of_events)
    return 1 if workers.failed else 0


def serve(settings: Settings) -> int:
    """All consumers in one process. A broker in memory gets the sample, since nobody else can reach it."""
    stop = stop_on_signals()
    broker = build_broker(settings)
    workers = Workers(list(CONSUMERS.values()), broker, settings, stop)
    with workers.running():
        if settings.broker_url == MEMORY:
            _send(broker, settings, 0)
        stop.wait()
    return 1 if workers.failed else 0


def consume(settings: Settings, consumer: Consumer) -> int:
    """One consumer until it is told to stop: one member of its group, as many as there are partitions."""
    _refuse_memory(settings)
    stop = stop_on_signals()
    workers = Workers([consumer], build_broker(settings), settings, stop)
    with workers.running():
        stop.wait()
    return 1 if workers.failed else 0


def publish(settings: Settings, count: int) -> int:
    """Be the devices and the app: so many readings, or the sample when that is zero."""
    _refuse_memory(settings)
    _send(build_broker(settings), settings, count)
    return 0


def show(settings: Settings) -> int:
    """Print what came out."""
    _refuse_memory(settings)
    _show(build_broker(settings), settings)
    return 0


def write_down(settings: Settings, folder: Path) -> int:
    """Write what has been published since the last time to files, for whoever keeps events."""
    _refuse_memory(settings)
    _export(build_broker(settings), settings, folder)
    return 0


def send_again(settings: Settings, consumer: Consumer) -> int:
    """Send a consumer's dead letters back to where they came from."""
    _refuse_memory(settings)
    broker, topics = build_broker(settings), build_topics(settings)
    letters, group = topics.dead_letters(consumer.name), topics.replay_group(consumer.name)
    waiting = broker.lag(group, [letters])
    with (
        closing(open_database(consumer, settings)) as database,
        closing(broker.subscribe(group, [letters])) as subscription,
        closing(broker.producer()) as producer,
    ):
        replayed = replay(subscription, SqliteJournal(database), producer, count=waiting)
    sys.stdout.write(f"{replayed} of {waiting} dead letters were sent again\n")
    return 0 if replayed == waiting else 1


def _refuse_memory(settings: Settings) -> None:
    if settings.broker_url == MEMORY:
        raise NeedsABroker(f"{MEMORY} lives in one process: run demo or serve, or set BROKER_URL to kafka://host:9092")


def _send(broker: Broker, settings: Settings, count: int) -> None:
    topics = build_topics(settings)
    with closing(broker.producer()) as producer:
        if not count:
            producer.send(sample(topics))
            return
        events = readings(count, devices=min(count, 200))
        while chunk := list(islice(events, CHUNK)):
            producer.send(messages(chunk, topics))


def _caught_up(broker: Broker, settings: Settings) -> bool:
    topics = build_topics(settings)
    return not any(
        broker.lag(topics.group(consumer.name), [topics.of(each) for each in consumer.reads])
        for consumer in CONSUMERS.values()
    )


def _export(broker: Broker, settings: Settings, folder: Path) -> None:
    for event_type, count in export(broker, build_topics(settings), folder, datetime.now(UTC).date()).items():
        sys.stdout.write(f"{event_type:<32}{count:>10} to {folder / event_type}\n")


def _show(broker: Broker, settings: Settings) -> None:
    topics = build_topics(settings)
    with closing(open_database(CLASSIFIER, settings)) as database:
        counts = SqliteClassifications(database).counts()
    with closing(open_database(DETECTOR, settings)) as database:
        anomalies = SqliteAnomalies(database).all()
    dead = {
        consumer.name: broker.lag(topics.replay_group(consumer.name), [topics.dead_letters(consumer.name)])
        for consumer in CONSUMERS.values()
    }
    sys.stdout.write(page(counts, anomalies, dead))
