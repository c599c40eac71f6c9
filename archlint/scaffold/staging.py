"""A folder put together beside the destination: what is there, by hard links, and over it the new files."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from archlint.errors import Place, UserError
from archlint.scaffold.tree import File, Tree

_NO_LINK: Final = frozenset((errno.EPERM, errno.EACCES, errno.EMLINK, errno.EXDEV, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS))


class Snapshot(NamedTuple):
    """What was in a folder when it was copied: each path with what tells a later change."""

    marks: Mapping[str, tuple[int, int]]
    copied: Collection[str]


def write(tree: Tree, root: Path) -> None:
    """Write files below a folder; a file or link that stands in the way is replaced, never written through.

    Raises:
        OSError: a file cannot be written.
    """
    for path, file in tree.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        _write_file(target, file)


def _write_file(target: Path, file: File) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(target, flags, 0o777 if file.executable else 0o666)
    try:
        rest = memoryview(file.data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    finally:
        os.close(descriptor)


def duplicate(source: Path, target: Path, tree: Tree) -> Snapshot:
    """Make `target` the same as the folder `source`, with the files of a tree in place of those of the same path.

    Files are hard links where that is possible, so that even a big folder takes no room and little time.

    Raises:
        UserError: there is something in it that cannot be taken along.
        OSError: something cannot be read or written.
    """
    device = source.stat().st_dev
    marks: dict[str, tuple[int, int]] = {}
    copied: set[str] = set()
    folders = [(source, target)]
    target.mkdir(stat.S_IRWXU)
    for path, status in _walk(source):
        relative = path.relative_to(source).as_posix()
        marks[relative] = _mark(status)
        if status.st_dev != device:
            raise UserError("another file system is mounted here, so the folder cannot be replaced in one step", Place(str(path)))
        if stat.S_ISDIR(status.st_mode):
            (target / relative).mkdir(stat.S_IRWXU)
            folders.append((path, target / relative))
        elif relative not in tree and not _link_or_copy(path, target / relative, status):
            copied.add(relative)
    write(tree, target)
    for original, folder in reversed(folders):  # the inner ones first: a folder may be made read-only by this
        adopt(original, folder)
    return Snapshot(marks, copied)


def is_unchanged(snapshot: Snapshot, folder: Path) -> bool:
    """Whether a folder still holds what it held when it was copied; a change inside a file that was linked is in both anyway."""
    try:
        now = {path.relative_to(folder).as_posix(): _mark(status) for path, status in _walk(folder)}
    except OSError:
        return False
    if now.keys() != snapshot.marks.keys():
        return False
    return all(mark == now[path] if path in snapshot.copied else mark[0] == now[path][0] for path, mark in snapshot.marks.items())


def adopt(original: Path, folder: Path) -> None:
    """Give a folder the owner, mode, times and attributes of the one that it takes the place of."""
    _same_owner(original.stat(), folder)
    shutil.copystat(original, folder)


def _walk(root: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Everything in a folder, a folder before its content; links are not followed."""
    waiting = [root]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                path, status = Path(entry.path), entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(status.st_mode):
                    waiting.append(path)
                yield path, status


def _mark(status: os.stat_result) -> tuple[int, int]:
    return status.st_ino, status.st_mtime_ns


def _link_or_copy(source: Path, target: Path, status: os.stat_result) -> bool:
    """Whether it is a hard link now, and no copy."""
    if stat.S_ISLNK(status.st_mode):
        target.symlink_to(source.readlink())
        _same_owner(status, target)
        shutil.copystat(source, target, follow_symlinks=False)
        return True
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINK or not stat.S_ISREG(status.st_mode):
            raise
        shutil.copy2(source, target)
        _same_owner(status, target)
        return False
    return True


def _same_owner(status: os.stat_result, target: Path) -> None:
    made = target.lstat()
    if (made.st_uid, made.st_gid) != (status.st_uid, status.st_gid):
        with contextlib.suppress(OSError):  # only root may give files away
            os.chown(target, status.st_uid, status.st_gid, follow_symlinks=False)
