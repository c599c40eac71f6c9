"""Two folders change places in one step, as far as the system can."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path
from typing import Final

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2  # Linux: renameat2
_RENAME_SWAP: Final = 2  # macOS: renamex_np
_UNSUPPORTED: Final = frozenset((errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP))


def replace(staged: Path, dest: Path, aside: Path) -> None:
    """Put `staged` where `dest` is, and what was there where `staged` was.

    Where the system cannot exchange them, `dest` goes to `aside` for a moment: a run that is killed then leaves its content there
    and nothing at `dest`, and `recover` mends it.

    Raises:
        OSError: it did not work; both are as they were.
    """
    if exchange(staged, dest):
        return
    dest.rename(aside)
    try:
        staged.rename(dest)
    except BaseException:
        aside.rename(dest)
        raise
    try:
        aside.rename(staged)
    except BaseException:
        dest.rename(staged)
        aside.rename(dest)
        raise


def exchange(first: Path, second: Path) -> bool:
    """Exchange two paths in one step; False where the system or the file system cannot.

    Raises:
        OSError: it can, but not here.
    """
    name = {"linux": "renameat2", "darwin": "renamex_np"}.get(sys.platform, "")
    function = getattr(ctypes.CDLL(None, use_errno=True), name, None) if name else None
    if function is None:
        return False
    one, other = os.fsencode(first), os.fsencode(second)
    if sys.platform == "linux":
        status = function(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE)
    else:
        status = function(one, other, _RENAME_SWAP)
    if status == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNSUPPORTED:
        return False
    raise OSError(number, os.strerror(number), str(second))
