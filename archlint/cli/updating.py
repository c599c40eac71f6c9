"""What `archlint add` and `archlint update` have in common: show a change of a repository, or make it, and tell of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from archlint.cli.output import emit

if TYPE_CHECKING:
    from archlint.scaffold import Update

FINDINGS = 1


def carry_out(update: Update, root: Path, *, dry_run: bool, done: str) -> int:
    """Show an update, or put it in place; the status is 1 where a person must decide something."""
    from archlint import scaffold

    if dry_run:
        emit(scaffold.preview_update(update.tree, update.removed, root) + _told(update), None)
    elif update.tree or update.removed:
        changed = scaffold.change(update.tree, update.removed, root)
        removed = f", {len(update.removed)} removed" if update.removed else ""
        emit(f"{done}: {changed.new} new, {changed.changed} changed{removed}\n{_told(update)}", None)
    else:
        emit(f"{done}: nothing to change\n{_told(update)}", None)
    for path in update.conflicts:
        print(f"{path}: both you and the template changed the same lines; decide between the marks", file=sys.stderr)
    return FINDINGS if update.conflicts else 0


def _told(update: Update) -> str:
    return "".join(f"{note}\n" for note in update.notes)
