"""architecture.yaml to a typed model that knows where each of its parts stands."""

from __future__ import annotations

from pathlib import Path

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


def load(path: Path) -> Document:
    """Read a model from a file, or from the architecture.yaml of a folder.

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
    return parse(data, str(file))


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
