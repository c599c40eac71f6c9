"""What the outputs for other programs share: paths as the repository knows them, and text that is Unicode."""

from __future__ import annotations

import os
import posixpath
import re
from pathlib import Path
from typing import Final

# Control characters, line ends that are none to most readers, marks that turn the direction of text, and what is no character:
# logs and XML cannot hold them. Unusual spaces stay, for a path with one must stay the path of its file.
_UNSAFE: Final = re.compile("[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")


class RepositoryPaths:
    """Paths of findings relative to the top of the repository, wherever the check was started and whatever folder was named.

    The top is the nearest folder with a `.git` in it or above it; without one it is the working directory, or the checked
    folder where that lies outside of it.
    """

    def __init__(self, base: str) -> None:
        folder = os.path.abspath(base or ".")  # noqa: PTH100  # a link is kept as it was typed
        self.prefix = Path(os.path.relpath(folder, _top(folder))).as_posix()

    def __call__(self, path: str) -> str:
        """The path of a finding, with slashes."""
        return posixpath.normpath(posixpath.join(self.prefix, path))


def _top(folder: str) -> str:
    at, here = Path(folder), Path.cwd()
    for candidate in (at, *at.parents):
        if (candidate / ".git").exists():
            return str(candidate)
    return str(here) if at.is_relative_to(here) else folder


def unicode_text(text: str) -> str:
    """Bytes of a file's name that are no UTF-8 become visible escapes; strict readers of JSON and XML refuse them raw."""
    return text.encode("utf-8", "backslashreplace").decode()


def safe_line(text: str) -> str:
    """The text in one line that a log or XML can hold; what they cannot becomes a visible escape."""
    return _UNSAFE.sub(lambda found: ascii(found[0])[1:-1], text)


def safe_lines(text: str) -> str:
    """The same for a text of several lines, which stay lines."""
    return "\n".join(map(safe_line, text.splitlines()))
