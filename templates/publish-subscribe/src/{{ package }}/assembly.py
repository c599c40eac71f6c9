"""The composition root: builds what the commands run out of the settings."""

import sqlite3
import threading
from collections.abc import Callable
from datetime import timedelta

from .adapters.sqlite_database import connect
from .adapters.sqlite_journal import SqliteJournal
from .consumers import CONSUMERS, Consumer
from .consuming.backoff import Backoff
from .consuming.processor import Processor
from .consuming.worker import Stopping, Worker
from .events.broker import Broker
from .events.open_broker import open_broker
from .settings import Settings
from .topics import Topics


def build_topics(settings: Settings) -> Topics:
    return Topics(settings.topic_prefix, settings.topic_partitions)


def build_broker(settings: Settings) -> Broker:
    broker = open_broker(settings.broker_url, settings.kafka_options)
    if settings.create_topics:
        broker.ensure(build_topics(settings).all(tuple(consumer.name for consumer in CONSUMERS.values())))
    return broker


def open_database(consumer: Consumer, settings: Settings) -> sqlite3.Connection:
    """For the thread that calls."""
    return connect(settings.data_folder / f"{consumer.name}.sqlite3")


def build_worker(
    consumer: Consumer,
    broker: Broker,
    database: sqlite3.Connection,
    settings: Settings,
    *,
    stop: threading.Event,
    beat: Callable[[], None],
) -> Worker:

    def wait(seconds: float) -> None:
        beat()
        if stop.wait(seconds):
            raise Stopping

    topics = build_topics(settings)
    journal = SqliteJournal(database)
    processor = Processor(
        consumer.build(database),
        journal,
        topic_of=lambda event: topics.of(event.type),
        dead_letters=topics.dead_letters(consumer.name),
        backoff=Backoff(settings.attempts, settings.first_wait_seconds),
        wait=wait,
    )
    return Worker(
        broker.subscribe(topics.group(consumer.name), [topics.of(each) for each in consumer.reads]),
        processor,
        journal,
        broker.producer(),
        batch_size=settings.batch_size,
        remember=timedelta(days=settings.remember_days),
        stop=stop,
        beat=beat,
    )
