"""What a consumer needs: somebody who handles events, and a journal in the same database as the effects."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import NamedTuple, Protocol

from ..events.broker import Message
from ..events.event import Event


class Refused(ValueError):
    """This event can never be handled, however often it comes. It becomes a dead letter at once."""


class StoreFailed(RuntimeError):
    """The database failed, which is no event's fault. The worker ends, and nothing is committed."""


class Handler(Protocol):
    def handle(self, event: Event) -> Sequence[Event]:
        """Have the effects, and return the events that follow.

        Called inside a transaction of the journal's database, once for each event that is kept. Raise Refused where
        trying again cannot help; anything else is tried again.
        """
        ...


class Parcel(NamedTuple):
    """Messages that were posted together, and leave together."""

    number: int
    messages: Sequence[Message]


class Journal(Protocol):
    """Which events were handled, and which messages still have to leave, under the same transaction as the effects."""

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing. Raise StoreFailed where the database is the problem."""
        ...

    def claim(self, identities: Sequence[str]) -> set[str]:
        """Note that these are handled now. Return those that were not handled before."""
        ...

    def release(self, identities: Sequence[str]) -> None:
        """Forget that these were handled, so that they can be handled again."""
        ...

    def post(self, messages: Sequence[Message]) -> None:
        """Keep messages that have to leave when the transaction holds."""
        ...

    def outgoing(self) -> Parcel | None:
        """The oldest of what has to leave."""
        ...

    def delivered(self, parcel: Parcel) -> None:
        """It has left."""
        ...

    def forget(self, before: datetime) -> int:
        """Drop the names of events that were handled before this time; return how many."""
        ...
