"""Sends dead letters back to where they came from, once what they failed on is mended."""

from ..events.broker import Producer, Subscription
from .dead_letters import IDENTITY, revive
from .ports import Journal

BATCH = 500
# a new member of a group may wait some seconds for its partitions
POLL_SECONDS = 10.0


def replay(dead_letters: Subscription, journal: Journal, producer: Producer, *, count: int) -> int:
    """Replay so many, if there are. Cut short and started again, it sends some twice, and they are handled once."""
    replayed = 0
    while replayed < count and (letters := dead_letters.poll(min(BATCH, count - replayed), POLL_SECONDS)):
        with journal.transaction():
            journal.release([letter.headers[IDENTITY] for letter in letters])
        producer.send(map(revive, letters))
        dead_letters.commit()
        replayed += len(letters)
    return replayed
