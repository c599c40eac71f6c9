"""Files that only save time: whatever goes wrong with one of them, the work is done again."""

from __future__ import annotations

import os
from pathlib import Path

from archlint.user_cache import folder

_MOST = 400


def path(name: str) -> Path | None:
    """The file with this name, or None where the user has no home."""
    place = folder()
    return place / name if place else None


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
