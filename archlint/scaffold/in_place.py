"""A change of a repository that a person works in: file by file, by renames alone, and finished by the next run if it is cut off.

A new project is put in place in one step, by an exchange of folders. Here that would take the folder away under the user's shell,
so all new files are written beside first, and the list of what to do is on disk before anything is done.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Final, NamedTuple

from archlint.errors import Place, UserError
from archlint.scaffold.destination import compare, inspect
from archlint.scaffold.staging import write
from archlint.scaffold.tree import Tree

_WORK: Final = ".archlint/unfinished"
_PREPARING: Final = ".archlint/preparing"
_FILES: Final = "files"
_REMOVED: Final = "removed.json"


class Changed(NamedTuple):
    """How many files are new, and how many are another now."""

    new: int
    changed: int


def change(tree: Tree, removed: Collection[str], root: Path) -> Changed:
    """Write files into a repository and remove others.

    Args:
        tree: the files to write, whatever is there.
        removed: the paths of those to remove.
        root: the repository.

    Raises:
        UserError: it cannot be, and nothing was changed; or it was cut off in the middle, and the next run finishes it.
    """
    finish(root)
    comparison = compare(tree, inspect(root))
    if comparison.blocked:
        path, reason = next(iter(comparison.blocked.items()))
        raise UserError(f"cannot be written: {reason}; nothing was changed", Place(str(root / path)))
    _refuse_unwritable((*tree, *removed), root)
    preparing = root / _PREPARING
    try:
        shutil.rmtree(preparing, ignore_errors=True)
        write(tree, preparing / _FILES)
        kept_out = sorted(path for path in removed if not _is_behind_a_link(root, path))
        (preparing / _REMOVED).write_text(json.dumps(kept_out), encoding="utf-8")
        preparing.rename(root / _WORK)
    except OSError as error:
        shutil.rmtree(preparing, ignore_errors=True)
        raise UserError(f"cannot be written: {error.strerror}; nothing was changed", Place(str(root))) from None
    finish(root)
    return Changed(len(comparison.new), len(comparison.changed))


def finish(root: Path) -> None:
    """Do what is left of a change that was cut off; doing a part of it twice does no harm.

    Raises:
        UserError: a file cannot be moved to its place.
    """
    work = root / _WORK
    if not (work / _REMOVED).is_file():
        return
    try:
        for folder, _, names in os.walk(work / _FILES):
            for name in sorted(names):
                staged = Path(folder, name)
                target = root / staged.relative_to(work / _FILES)
                target.parent.mkdir(parents=True, exist_ok=True)
                staged.replace(target)
        for path in json.loads((work / _REMOVED).read_text(encoding="utf-8")):
            (root / path).unlink(missing_ok=True)
            _prune(root, path)
    except OSError as error:
        message = f"cannot be changed: {error.strerror}; the rest of the change is in {work}, and the next run tries again"
        raise UserError(message, Place(str(error.filename or root))) from None
    shutil.rmtree(work, ignore_errors=True)


def _is_behind_a_link(root: Path, path: str) -> bool:
    return any((root / parent).is_symlink() for parent in Path(path).parents)


def _prune(root: Path, path: str) -> None:
    for parent in (root / path).parents:
        if parent == root or not parent.is_dir() or any(parent.iterdir()):
            return
        parent.rmdir()


def _refuse_unwritable(paths: Collection[str], root: Path) -> None:
    for path in paths:
        folder = next(each for each in (root / path).parents if each.is_dir())
        if not os.access(folder, os.W_OK | os.X_OK):
            raise UserError("this folder cannot be written by you; nothing was changed", Place(str(folder)))
