"""Writes events down for others that keep them: JSON lines, a folder for each kind of event and each day."""

import json
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import date
from hashlib import sha256
from pathlib import Path

import structlog

from .events.broker import Broker, Received
from .events.event import NotAnEvent, decode
from .messages import ANOMALY, CLASSIFICATION, READING
from .topics import Topics

EXPORTED = (READING, CLASSIFICATION, ANOMALY)
# events of one file
BATCH = 10_000
# a new member of a group may wait some seconds for its partitions
POLL_SECONDS = 10.0

log = structlog.get_logger(__name__)


def export(broker: Broker, topics: Topics, folder: Path, day: date) -> dict[str, int]:
    """Write what has come since the last time; how many events of each kind.

    Committed after the file is whole: cut short, it writes some events again, into another file, with the same ids.
    """
    return {each: _export(broker, topics, each, folder / each / day.isoformat()) for each in EXPORTED}


def _export(broker: Broker, topics: Topics, event_type: str, folder: Path) -> int:
    group, topic = topics.group("export"), topics.of(event_type)
    left, written = broker.lag(group, [topic]), 0
    with closing(broker.subscribe(group, [topic])) as subscription:
        while left > 0 and (batch := subscription.poll(min(BATCH, left), POLL_SECONDS)):
            lines = _lines(batch)
            _write(folder, lines)
            subscription.commit()
            left -= len(batch)
            written += len(lines)
    return written


def _lines(batch: Iterable[Received]) -> list[str]:
    """Each event as it was published, on a line of its own. What is none stays behind: its dead letter tells of it."""
    lines = []
    for message in batch:
        try:
            decode(message.value)
        except NotAnEvent as error:
            log.warning("not_exported", topic=message.topic, offset=message.offset, reason=str(error))
            continue
        lines.append(json.dumps(json.loads(message.value), separators=(",", ":"), ensure_ascii=False))
    return lines


def _write(folder: Path, lines: Sequence[str]) -> None:
    """A file that is named by its content, and there whole or not at all."""
    if not lines:
        return
    content = "".join(f"{line}\n" for line in lines).encode()
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{sha256(content).hexdigest()[:16]}.jsonl"
    # not in the folder of the day, which others may read at any time
    unfinished = folder.parent / f"{target.stem}.part"
    unfinished.write_bytes(content)
    unfinished.replace(target)
