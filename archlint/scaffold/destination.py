"""What stands where a project is to go, and whether it can go there."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import NamedTuple

from archlint.errors import Place, UserError
from archlint.scaffold.tree import File, Tree


class Destination(NamedTuple):
    """A folder to write into.

    Attributes:
        path: the folder itself, absolute, with no link on the way.
        exists: whether it is there already.
        top: the path to put in place: the folder, or the topmost of its parents that are not there either.
    """

    path: Path
    exists: bool
    top: Path

    @property
    def empty(self) -> bool:
        """Whether nothing is in it."""
        return not self.exists or not any(os.scandir(self.path))


class Comparison(NamedTuple):
    """A tree beside what is in a folder: the paths by what would happen to them.

    Attributes:
        new: there is nothing yet.
        changed: another file (or a link) is there.
        same: the same file is there.
        blocked: each path that cannot be written whatever happens, with the reason.
    """

    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]
    blocked: dict[str, str]


def inspect(dest: Path) -> Destination:
    """Find out what a destination is; nothing is written.

    Raises:
        UserError: it is no folder and cannot become one.
    """
    here = Place(repr(str(dest)) if "\0" in str(dest) else str(dest))
    if "\0" in str(dest):
        raise UserError("a folder's name cannot hold a null byte", here)
    try:
        if dest.is_symlink() and not dest.exists():
            raise UserError(f"is a link to {dest.readlink()}, which is not there", here)
        path = Path(os.path.realpath(dest))
        top = path
        while not _is_there(top.parent) and not _is_there(top):
            top = top.parent
        exists = _is_there(path)
    except OSError as error:
        raise UserError(f"cannot be used as a folder: {error.strerror}", here) from None
    for folder in (path, top.parent):
        if _is_there(folder) and not folder.is_dir():
            raise UserError("is a file; give the name of a folder" if folder == path else f"{folder} is a file, no folder", here)
    if exists and not os.access(path, os.R_OK | os.X_OK):
        raise UserError("this folder cannot be read by you", here)
    if exists and (path.parent == path or os.path.ismount(path)):
        raise UserError("is the root of a file system, so it cannot be replaced in one step; give a folder inside it", here)
    return Destination(path, exists, path if exists else top)


def refuse_unwritable(destination: Destination) -> None:
    """Check that folders may be made and replaced there.

    Raises:
        UserError: they may not.
    """
    needed = [destination.top.parent, *([destination.path] if destination.exists else [])]
    for folder in needed:
        if not os.access(folder, os.W_OK | os.X_OK):
            hint = "" if folder == destination.path else "; the project is put together there and then moved in one step"
            raise UserError(f"this folder cannot be written by you{hint}", Place(str(folder)))


def compare(tree: Tree, destination: Destination) -> Comparison:
    """Lay a tree beside what is there."""
    new: list[str] = []
    changed: list[str] = []
    same: list[str] = []
    blocked: dict[str, str] = {}
    for path, file in tree.items():
        reason = _blocking_parent(destination.path, path) if destination.exists else None
        target = destination.path / path
        if reason:
            blocked[path] = reason
        elif not destination.exists or not os.path.lexists(target):
            new.append(path)
        elif target.is_dir() and not target.is_symlink():
            blocked[path] = "a folder is there"
        else:
            (same if _is_same(target, file) else changed).append(path)
    return Comparison(tuple(new), tuple(changed), tuple(same), blocked)


def _is_there(path: Path) -> bool:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _blocking_parent(root: Path, path: str) -> str | None:
    """What is in the way of a file's folders: a file, or a link, which would lead the write elsewhere."""
    folder = root
    for part in path.split("/")[:-1]:
        folder /= part
        if not os.path.lexists(folder):
            return None
        if folder.is_symlink():
            return f"{folder.relative_to(root)} is a link"
        if not folder.is_dir():
            return f"{folder.relative_to(root)} is a file"
    return None


def _is_same(target: Path, file: File) -> bool:
    status = target.lstat()
    if not stat.S_ISREG(status.st_mode) or status.st_size != len(file.data):
        return False
    if os.name != "nt" and bool(status.st_mode & stat.S_IXUSR) != file.executable:
        return False
    try:
        return target.read_bytes() == file.data
    except OSError:
        return False
