"""Events that could not be handled: kept as they came, with the reason, until somebody sends them again."""

from ..events.broker import Message, Received

REASON = "dead-letter-reason"
ATTEMPTS = "dead-letter-attempts"
IDENTITY = "dead-letter-identity"
TOPIC = "dead-letter-topic"
PLACE = "dead-letter-place"
_OURS = {REASON, ATTEMPTS, IDENTITY, TOPIC, PLACE}
# enough to understand, and small enough for any broker's limit on headers
_LONGEST_REASON = 500


def bury(received: Received, *, to: str, identity: str, reason: str, attempts: int) -> Message:
    """The dead letter of a message: the same bytes under the same key, and why in its headers."""
    why = {
        REASON: reason[:_LONGEST_REASON],
        ATTEMPTS: str(attempts),
        IDENTITY: identity,
        TOPIC: received.topic,
        PLACE: place(received),
    }
    return Message(to, received.key, received.value, {**received.headers, **why})


def revive(letter: Received) -> Message:
    """The message that a dead letter once was, for the topic that it came from."""
    headers = {name: text for name, text in letter.headers.items() if name not in _OURS}
    return Message(letter.headers[TOPIC], letter.key, letter.value, headers)


def place(received: Received) -> str:
    """Names a message that cannot be read."""
    return f"{received.topic}/{received.partition}/{received.offset}"
