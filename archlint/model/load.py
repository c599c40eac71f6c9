"""architecture.yaml to a typed model that knows where each of its parts stands."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from msgspec import MsgspecError, Struct, msgpack

from archlint.errors import Place, UserError
from archlint.model.decode import Decoded, decode_yaml
from archlint.model.nodes import ModelError, Problem
from archlint.model.references import broken_references
from archlint.model.types import Architecture

FILE_NAME = "architecture.yaml"


class Document(Decoded[Architecture]):
    """A model together with its file: `architecture` is the model, `place(*keys)` the line and column of a part of it."""

    __slots__ = ()

    @property
    def architecture(self) -> Architecture:
        """The model itself."""
        return self.value


class Memory(Protocol):
    """Bytes that are kept by name from one run to the next; losing them only costs time."""

    def piece(self, name: str) -> bytes | None:
        """What is kept under a name."""

    def keep(self, name: str, data: bytes) -> None:
        """Keep data under a name."""


class _Remembered(Struct, frozen=True, array_like=True):
    """A file that proved to be a valid model, and the model."""

    data: bytes
    architecture: Architecture


def load(path: Path, memory: Memory | None = None) -> Document:
    """Read a model from a file, or from the architecture.yaml of a folder.

    Args:
        path: the file or folder.
        memory: where the model is kept; a file that has not changed since need not be understood again.

    Raises:
        UserError: there is no such file, or it cannot be read.
        ModelError: the file is no valid model; every problem has its line and column.
    """
    file = path / FILE_NAME if path.is_dir() else path
    try:
        data = file.read_bytes()
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise UserError(f"{reason}; a model is the file {FILE_NAME} or a folder with it", Place(str(file))) from None
    if memory is None:
        return parse(data, str(file))
    name = f"model {file}"
    known = _recalled(memory.piece(name))
    if known is not None and known.data == data:
        return Document(known.architecture, str(file), None, data)
    document = parse(data, str(file))
    memory.keep(name, msgpack.encode(_Remembered(data, document.architecture)))
    return document


def _recalled(kept: bytes | None) -> _Remembered | None:
    try:
        return None if kept is None else msgpack.decode(kept, type=_Remembered)
    except MsgspecError:
        return None


def parse(data: bytes | str, path: str = FILE_NAME) -> Document:
    """Read a model from bytes (UTF-8) or text; `path` names it in messages.

    Raises:
        ModelError: it is no valid model; every problem has its line and column.
    """
    decoded = decode_yaml(data, path, Architecture)
    document = Document(decoded.value, path, decoded.root)
    problems = [
        Problem(document.place(*broken.keys), f"{_dotted(broken.keys)}: {broken.message}")
        for broken in broken_references(document.architecture)
    ]
    if problems:
        raise ModelError(problems)
    return document


def _dotted(keys: tuple[str | int, ...]) -> str:
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys).removeprefix(".")
