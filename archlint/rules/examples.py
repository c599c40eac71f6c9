"""The text form of a rule's examples: several files in one readable text.

    === shop/sales.py ===
    from shop import web  # <- here

A line between `===` opens a file; `# <- here` marks a line that the rule must find.
"""

from __future__ import annotations

import re
from typing import Final

HERE: Final = "# <- here"
_HEADER: Final = re.compile(r"^=== (\S+) ===$", re.MULTILINE)


def example_files(text: str) -> dict[str, str]:
    """The files of an example: path to text, the marks still in it.

    Raises:
        ValueError: something stands before the first file, or there is none.
    """
    before, *parts = _HEADER.split(text)
    if before.strip() or not parts:
        raise ValueError("an example begins with a line '=== path ==='")
    return {path: body.removeprefix("\n") for path, body in zip(parts[::2], parts[1::2], strict=True)}
