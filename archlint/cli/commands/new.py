"""`archlint new`: a project out of a pattern."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from archlint.cli.output import emit
from archlint.cli.spec import Argument, Command, Option

if TYPE_CHECKING:
    from archlint.scaffold import Placed, Project


def _run(
    pattern: str,
    dest: str | None,
    from_: str | None,
    defaults: bool,
    data: Sequence[str],
    answers: str | None,
    dry_run: bool,
    force: bool,
    patterns: Sequence[str],
    quiet: bool,
) -> int:
    from archlint import scaffold
    from archlint.catalog import load
    from archlint.errors import UserError

    catalog = load([Path(folder) for folder in patterns])
    if from_ is not None:
        dest = _only_destination(pattern, dest, data, answers)
        folder = Path(dest)
        scaffold.check_destination(folder, write=not dry_run)
        project = scaffold.assemble(*scaffold.open_system(Path(from_), catalog))
    elif dest is None:
        raise UserError("give a pattern and a folder, or --from with an architecture.yaml and a folder")
    else:
        entry = catalog.get(pattern)
        given = scaffold.collect(data, Path(answers) if answers else None)
        asker = scaffold.ask if sys.stdin.isatty() and sys.stdout.isatty() and not defaults else None
        folder = Path(dest)
        name = scaffold.check_destination(folder, write=not dry_run).path.name
        project = scaffold.build(entry, scaffold.answer(entry, given, name, asker, defaults=defaults))
    if dry_run:
        emit(scaffold.preview(project.tree, folder), None)
        return 0
    placed = scaffold.place(project.tree, folder, force=force)
    if not quiet:
        emit(_report(project, placed, dest), None)
    return 0


def _only_destination(first: str, second: str | None, data: Sequence[str], answers: str | None) -> str:
    from archlint.errors import UserError

    if second is not None:
        raise UserError(f"with --from there is no pattern to name; leave out '{first}'")
    if data or answers:
        raise UserError("with --from the answers stand in the file: code: {scaffold: {pattern: …, answers: {…}}}")
    return first


def _report(project: Project, placed: Placed, dest: str) -> str:
    counts = [f"{placed.new} new"] if placed.changed or placed.same else [f"{placed.new} files"]
    counts += [f"{placed.changed} replaced"] if placed.changed else []
    counts += [f"{placed.same} the same"] if placed.same else []
    lines = [f"{project.architecture.system.name or project.architecture.system.id}: {', '.join(counts)} in {dest}"]
    if placed.moved:
        lines.append("Your shell stands in the folder that was replaced; enter it again: cd .")
    steps = [] if placed.here else [f"cd {shlex.quote(dest)}"]
    steps += project.commands
    if steps:
        lines += ["Next:", *(f"  {step}" for step in steps)]
    return "".join(f"{line}\n" for line in lines)


COMMAND = Command(
    name="new",
    summary="Make a project from a pattern: code, tests, deployment, architecture.yaml and its pictures.",
    run=_run,
    arguments=(
        Argument("pattern", "The pattern; `archlint patterns` lists them. With --from, the folder stands here."),
        Argument("dest", "The folder for the project; it may hold other files already.", default=None),
    ),
    options=(
        Option("from_", "An architecture.yaml whose components name their patterns: all of them in one repository."),
        Option("defaults", "Ask nothing: take the default for what is not given.", type=bool, default=False),
        Option("data", "An answer, as key=value; may be given several times.", many=True),
        Option("answers", "A file of answers, in YAML or JSON."),
        Option("dry_run", "Write nothing; show the tree with sizes, or the difference to what is there.", type=bool, default=False),
        Option("force", "Replace files that are there and are different.", type=bool, default=False),
        Option("patterns", "A folder with patterns of your own; may be given several times.", many=True),
        Option("quiet", "Print nothing where all went well.", type=bool, default=False),
    ),
    details="The folder is written as a whole or not at all. ARCHLINT_PATTERNS may name folders with patterns of your own too.",
)
