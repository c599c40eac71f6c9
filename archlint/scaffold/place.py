"""A tree into its destination, all of it or nothing.

It is put together beside the destination and moved there in one step, so that a kill or a full disk at any moment leaves the
destination as it was. What a killed run leaves behind, the next one clears away.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, NamedTuple

from archlint.errors import Place, UserError
from archlint.scaffold import swap
from archlint.scaffold.destination import Comparison, Destination, compare, inspect, refuse_unwritable
from archlint.scaffold.leftovers import abandoned, remove, work_name
from archlint.scaffold.staging import adopt, duplicate, is_unchanged, write
from archlint.scaffold.tree import Tree

_SHOWN: Final = 12


class Placed(NamedTuple):
    """What was done.

    Attributes:
        path: the folder, with no link on the way.
        new: how many files are new.
        changed: how many took the place of another.
        same: how many were there already.
        here: whether it is the folder that the caller stands in.
        moved: whether the folder that the caller stands in was replaced, so that a shell must enter it again.
    """

    path: Path
    new: int
    changed: int
    same: int
    here: bool
    moved: bool


def check_destination(dest: Path, *, write: bool) -> Destination:
    """Find out before a long question-and-answer what a destination is, and whether it can be written if that is asked.

    Raises:
        UserError: it cannot be used.
    """
    if write:
        _recover(dest)
    destination = inspect(dest)
    if write:
        refuse_unwritable(destination)
    return destination


def place(tree: Tree, dest: Path, *, force: bool = False) -> Placed:
    """Put a tree into a folder.

    Args:
        tree: the files.
        dest: the folder; it is made where it is missing, and what is in it stays.
        force: whether files that are there, and are different, are replaced.

    Raises:
        UserError: it cannot be, and nothing was changed.
    """
    _recover(dest)
    destination = inspect(dest)
    comparison = compare(tree, destination)
    _refuse(comparison, dest, force)
    written = {path: tree[path] for path in (*comparison.new, *comparison.changed)}
    counts = len(comparison.new), len(comparison.changed), len(comparison.same)
    stands_in = _current_folder()
    here = stands_in == destination.path
    if not written:
        return Placed(destination.path, *counts, here=here, moved=False)
    refuse_unwritable(destination)
    try:
        _put(written, destination, dest)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise UserError(f"cannot be written: {error.strerror}{where}; nothing was changed", Place(str(dest))) from None
    moved = destination.exists and stands_in is not None and (here or destination.path in stands_in.parents)
    return Placed(destination.path, *counts, here=here, moved=moved)


def _put(tree: Tree, destination: Destination, dest: Path) -> None:
    top = destination.top
    for leftover in abandoned(top.parent, top.name, "staging"):
        remove(leftover)
    staged = top.parent / work_name(top.name, "staging")
    try:
        if not destination.exists:
            write(tree, staged / destination.path.relative_to(top))
            staged.rename(top)
        elif destination.empty:
            write(tree, staged)
            adopt(destination.path, staged)
            staged.rename(top)
        else:
            _replace(tree, destination.path, staged, dest)
    finally:
        remove(staged)


def _replace(tree: Tree, folder: Path, staged: Path, dest: Path) -> None:
    snapshot = duplicate(folder, staged, tree)
    aside = folder.parent / work_name(folder.name, "aside")
    swap.replace(staged, folder, aside)
    if is_unchanged(snapshot, staged):
        return
    try:  # somebody wrote into it between the copy and the exchange
        swap.replace(staged, folder, aside)
    except OSError as error:
        staged.rename(aside)  # where no run removes it
        message = f"what stood here is in {aside}, with what another program changed meanwhile; it cannot be moved back"
        raise UserError(f"{message}: {error.strerror}", Place(str(dest))) from None
    raise UserError("another program changed something in there meanwhile; nothing was changed, run it again", Place(str(dest)))


def _recover(dest: Path) -> None:
    """Bring back what a run put aside that was killed where folders cannot be exchanged in one step."""
    try:
        path = Path(os.path.realpath(dest))
    except (OSError, ValueError):  # no name of a folder, or the current folder is gone; `inspect` says so
        return
    for aside in abandoned(path.parent, path.name, "aside"):
        if os.path.lexists(path):
            message = f"what stood here before a run that was killed is in {aside}; move that folder to where you want it first"
            raise UserError(message, Place(str(dest)))
        try:
            aside.rename(path)
        except OSError as error:
            message = f"what stood here before a run that was killed is in {aside} and cannot be moved back: {error.strerror}"
            raise UserError(message, Place(str(dest))) from None


def _refuse(comparison: Comparison, dest: Path, force: bool) -> None:
    if comparison.blocked:
        lines = [f"{path}: {reason}" for path, reason in comparison.blocked.items()]
        raise UserError(f"cannot take these files, even with --force: {_listed(lines)}; nothing was changed", Place(str(dest)))
    if comparison.changed and not force:
        message = (
            f"files of that name are there already and are different: {_listed(comparison.changed)}; nothing was changed. "
            "--dry-run shows the difference, --force replaces them"
        )
        raise UserError(message, Place(str(dest)))


def _listed(names: tuple[str, ...] | list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _current_folder() -> Path | None:
    """Where the process stands; None where that folder was removed."""
    try:
        return Path.cwd().resolve()
    except OSError:
        return None
