"""`archlint update`: a generated repository brought to the installed templates."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from archlint.cli.spec import Argument, Command, Option
from archlint.cli.updating import carry_out


def _run(path: str, dry_run: bool, patterns: Sequence[str]) -> int:
    from archlint import scaffold
    from archlint.catalog import load

    root = Path(path)
    update = scaffold.update(root, load([Path(folder) for folder in patterns]))
    return carry_out(update, root, dry_run=dry_run, done="updated")


COMMAND = Command(
    name="update",
    summary="Bring a generated repository to the installed archlint's templates; your edits are kept.",
    run=_run,
    arguments=(Argument("path", "The repository.", default="."),),
    options=(
        Option("dry_run", "Write nothing; show the difference.", type=bool, default=False),
        Option("patterns", "A folder with patterns of your own; may be given several times.", many=True),
    ),
    details="A three-way merge with what was generated before, which .archlint/generated.tar.bz2 holds; it needs no network and no "
    "git. Where you and a template changed the same lines, both stand in the file between conflict marks, and the status is 1. "
    "Answers that you change in architecture.yaml are rendered too.",
)
