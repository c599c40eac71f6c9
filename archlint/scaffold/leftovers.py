"""Folders that a run works in, and the care for those of runs that were killed.

The name carries the machine, the folder that it is for, and the process, so that the next run can tell a dead one's folder from a
living one's.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_PREFIX: Final = ".archlint-new"


def work_name(target: str, kind: str) -> str:
    """A name for a folder of this process, beside the folder `target` that it is for."""
    return f"{_stem(target)}{os.getpid()}.{kind}"


def abandoned(folder: Path, target: str, kind: str) -> list[Path]:
    """The folders of that kind for `target` whose process is dead."""
    stem = _stem(target)
    found = []
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return []
    for path in paths:
        if path.name.startswith(stem):
            process, _, rest = path.name.removeprefix(stem).partition(".")
            if rest.partition(".")[0] == kind and process.isdecimal() and not _lives(int(process)):
                found.append(path)
    return found


def remove(path: Path) -> None:
    """Remove a folder as far as that goes. Files are only unlinked: they may be hard links to a user's."""
    if path.is_dir() and not path.is_symlink():
        for folder, _, _ in os.walk(path):
            with contextlib.suppress(OSError):
                if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
                    Path(folder).chmod(stat.S_IRWXU)
        shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder to render in, away from the destination, gone afterwards."""
    root = Path(tempfile.gettempdir()).resolve()
    own = os.geteuid() if hasattr(os, "geteuid") else None
    for path in abandoned(root, "", "render"):
        with contextlib.suppress(OSError):
            if own is None or path.lstat().st_uid == own:
                remove(path)
    folder = Path(tempfile.mkdtemp(prefix=work_name("", "render") + ".", dir=root))
    try:
        yield folder
    finally:
        remove(folder)


def _stem(target: str) -> str:
    digest = hashlib.blake2b(f"{platform.node()}\0{target}".encode("utf-8", "surrogateescape"), digest_size=6)
    return f"{_PREFIX}-{digest.hexdigest()}-"


def _lives(process: int) -> bool:
    if os.name == "nt":  # there, signal 0 would end it
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
