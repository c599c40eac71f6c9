"""Files that only save time: whatever goes wrong with one of them, the work is done again."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_MOST = 400


def folder() -> Path:
    """The cache folder of the user on this system."""
    home = os.environ.get("XDG_CACHE_HOME") or (os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else "")
    if home:
        return Path(home, "archlint")
    return Path("~/Library/Caches/archlint" if sys.platform == "darwin" else "~/.cache/archlint").expanduser()


def path(name: str) -> Path | None:
    """The file with this name, or None where the user has no home."""
    try:
        return folder() / name
    except RuntimeError:
        return None


def read(name: str) -> bytes | None:
    """What the file with this name holds, or None."""
    file = path(name)
    try:
        return file.read_bytes() if file else None
    except OSError:
        return None


def write(name: str, data: bytes) -> None:
    """Keep data under a name; a reader sees all of it or nothing."""
    file = path(name)
    if file is None:
        return
    draft = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
        draft.replace(file)
        _prune(file.parent)
    except OSError:
        try:
            draft.unlink(missing_ok=True)
        except OSError:
            return


def _prune(place: Path) -> None:
    """Forget the oldest files of a folder that has grown."""
    files = [(entry.stat().st_mtime, entry.path) for entry in os.scandir(place) if entry.is_file()]
    for _, name in sorted(files)[: max(0, len(files) - _MOST)]:
        os.unlink(name)  # noqa: PTH108
