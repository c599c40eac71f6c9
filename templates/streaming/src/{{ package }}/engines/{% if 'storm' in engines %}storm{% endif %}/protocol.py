"""Storm's multi-language protocol, the side of a bolt: https://storm.apache.org/releases/current/Multilang-protocol.html

JSON over standard input and output, each message followed by a line that says `end`. It begins with a handshake: Storm
sends its configuration, a folder for pid files and the topology's context; we leave an empty file named by our pid
there, and send the pid. From then on both sides speak whenever they like:

    from Storm   a tuple               {"id", "comp", "stream", "task", "tuple"}
                 a heartbeat           a tuple of the stream `__heartbeat` and task -1, to be answered by `sync`
                 task ids              a list: where an emitted tuple went, in the order of the emits
    to Storm     emit, ack, fail, log, error, sync
"""

import json
import os
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any, BinaryIO

HEARTBEAT_STREAM = "__heartbeat"
SYSTEM_TASK = -1


class BrokenProtocol(RuntimeError):
    """What came is not what the protocol says: there is no safe way on."""


class Level(IntEnum):
    TRACE = 0
    DEBUG = 1
    INFO = 2
    WARN = 3
    ERROR = 4


@dataclass(frozen=True, slots=True)
class Setup:
    """What the handshake says about this task."""

    configuration: dict[str, Any]
    task: int
    component: str
    # the names of the values of each stream that comes in, by component and stream
    fields: dict[str, dict[str, list[str]]]


@dataclass(frozen=True, slots=True)
class StormTuple:
    id: str
    component: str
    stream: str
    task: int
    values: list[Any]

    @property
    def is_heartbeat(self) -> bool:
        return self.task == SYSTEM_TASK and self.stream == HEARTBEAT_STREAM


class Channel:
    """Both directions of the conversation with the worker that started us."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO) -> None:
        self._incoming = incoming
        self._outgoing = outgoing
        # the streams of emits whose task ids have not come yet
        self._unrouted: deque[str] = deque()
        self._unheard: set[str] = set()

    def handshake(self) -> Setup:
        message = self._read()
        if not isinstance(message, dict) or not {"conf", "pidDir", "context"} <= message.keys():
            raise BrokenProtocol("the first message must be the setup, with conf, pidDir and context")
        pid = os.getpid()
        # by this file the supervisor knows whom to end when it ends the worker
        (Path(message["pidDir"]) / str(pid)).touch()
        self._send({"pid": pid})
        context = message["context"]
        # the component's name is part of the context since Storm 0.10; before, the table of tasks has it
        component = context.get("componentid") or context["task->component"][str(context["taskid"])]
        fields = context.get("source->stream->fields", {})
        return Setup(message["conf"], int(context["taskid"]), component, fields)

    def tuples(self) -> Iterator[StormTuple]:
        """What arrives, heartbeats among it, until Storm closes its end."""
        while (message := self._read()) is not None:
            if isinstance(message, list):
                self._routed(message)
            else:
                yield _tuple(message)

    def emit(self, stream: str, values: Sequence[str], anchor: str) -> None:
        """Anchored: when it gets lost on its way, Storm brings the tuple that it came from again."""
        self._unrouted.append(stream)
        self._send({"command": "emit", "anchors": [anchor], "stream": stream, "tuple": list(values)})

    def ack(self, tuple_id: str) -> None:
        self._send({"command": "ack", "id": tuple_id})

    def fail(self, tuple_id: str) -> None:
        self._send({"command": "fail", "id": tuple_id})

    def sync(self) -> None:
        self._send({"command": "sync"})

    def log(self, message: str, level: Level = Level.INFO) -> None:
        self._send({"command": "log", "msg": message, "level": int(level)})

    def error(self, message: str) -> None:
        """Shown in Storm's user interface, at this bolt."""
        self._send({"command": "error", "msg": message})

    def _routed(self, tasks: list[int]) -> None:
        if not self._unrouted:
            raise BrokenProtocol("task ids came without an emit")
        stream = self._unrouted.popleft()
        if not tasks and stream not in self._unheard:
            self._unheard.add(stream)
            self.log(f"nobody in this topology listens to the stream {stream}", Level.WARN)

    def _read(self) -> Any:
        """The next message; None at the end."""
        lines: list[bytes] = []
        for line in self._incoming:
            if line.rstrip(b"\r\n") == b"end":
                try:
                    return json.loads(b"".join(lines))
                except ValueError as error:
                    raise BrokenProtocol("a message is not JSON") from error
            lines.append(line)
        if lines:
            raise BrokenProtocol("the input ended in the middle of a message")
        return None

    def _send(self, message: dict[str, Any]) -> None:
        self._outgoing.write(json.dumps(message).encode() + b"\nend\n")
        self._outgoing.flush()


def _tuple(message: Any) -> StormTuple:
    try:
        return StormTuple(message["id"], message["comp"], message["stream"], message["task"], message["tuple"])
    except (TypeError, KeyError) as error:
        raise BrokenProtocol("neither a tuple nor task ids") from error
