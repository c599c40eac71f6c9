"""Where a command's result goes: standard output, or a file that is whole or not there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from archlint.errors import Place, UserError


def emit(text: str | bytes, output: str | None) -> None:
    """Write a result to a file, or to standard output where `output` is None or "-"; text is UTF-8 and keeps its line ends.

    Raises:
        UserError: the file cannot be written; what stood there before still stands.
    """
    data = text.encode() if isinstance(text, str) else text
    if output is None or output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    file = Path(output)
    draft = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        draft.write_bytes(data)
        draft.replace(file)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise UserError(f"cannot be written: {error.strerror}", Place(output)) from None
