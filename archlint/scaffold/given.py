"""Answers that come with the call: `--data key=value`, and a file of answers in YAML or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from archlint.errors import Place, UserError
from archlint.model import Decoded, decode_yaml
from archlint.scaffold.questions import Given

_Value = str | int | float | bool | tuple[str | int | float | bool, ...]


def collect(data: Sequence[str], answers: Path | None) -> dict[str, Given]:
    """All given answers; one of the command line replaces one of the file.

    Raises:
        ArchlintError: the file is broken, or a `--data` is no key=value.
    """
    given = _from_file(answers) if answers is not None else {}
    for each in data:
        key, equals, value = each.partition("=")
        if not equals or not key.strip():
            raise UserError(f"--data {each}: expected key=value, such as --data name=forecast-service")
        given[key.strip()] = Given(value, f"--data {key.strip()}")
    return given


def _from_file(path: Path) -> dict[str, Given]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"cannot be read: {error.strerror}", Place(str(path))) from None
    hint: Any = dict[str, _Value]
    decoded: Decoded[dict[str, Any]] = decode_yaml(data, str(path), hint)
    return {key: Given(value, f"{decoded.place(key)}: {key}") for key, value in decoded.value.items()}
