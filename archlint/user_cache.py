"""Where a user's system keeps files that only save time."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def folder() -> Path | None:
    """The cache folder of the user on this system, which may not exist yet; None where the user has no home."""
    home = os.environ.get("XDG_CACHE_HOME") or (os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else "")
    if home:
        return Path(home, "archlint")
    try:
        return Path("~/Library/Caches/archlint" if sys.platform == "darwin" else "~/.cache/archlint").expanduser()
    except RuntimeError:
        return None
