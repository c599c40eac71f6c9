"""A tree of files in memory: what is rendered, shown, compared and placed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias


class File(NamedTuple):
    """A file's content, and whether it may be executed."""

    data: bytes
    executable: bool = False


Tree: TypeAlias = Mapping[str, File]  # by path, relative, with `/`, sorted
