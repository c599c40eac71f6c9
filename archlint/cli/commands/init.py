"""`archlint init`: a first architecture.yaml out of what is there."""

from __future__ import annotations

from pathlib import Path

from archlint.cli.output import emit
from archlint.cli.spec import Argument, Command, Option


def _run(path: str, from_import_linter: bool, from_tach: bool, force: bool, output: str | None) -> int:
    import sys

    from archlint.errors import UserError
    from archlint.infer import infer
    from archlint.model import FILE_NAME

    target = output or str(Path(path) / FILE_NAME)
    if target != "-" and Path(target).exists() and not force:
        raise UserError(f"'{target}' is there already; --force replaces it, and `-o -` shows what would be written")
    tools = [*(["import-linter"] if from_import_linter else []), *(["tach"] if from_tach else [])]
    inferred = infer(Path(path), tools)
    emit(inferred.text, target)
    if target != "-":
        lines = [f"wrote {target}", *inferred.left]
        lines += [f"archlint reads {source} too; take it away once {target} says it all" for source in inferred.sources]
        sys.stderr.write("".join(f"archlint: {line}\n" for line in lines))
    return 0


COMMAND = Command(
    name="init",
    summary="Write a first architecture.yaml for a repository: its packages, and the contracts that it has for other linters.",
    run=_run,
    arguments=(Argument("path", "The top folder of the repository.", default="."),),
    options=(
        Option("from_import_linter", "Take over the contracts of import-linter, and nothing else.", type=bool, default=False),
        Option("from_tach", "Take over the modules, layers and interfaces of tach, and nothing else.", type=bool, default=False),
        Option("force", "Replace an architecture.yaml that is there.", type=bool, default=False),
        Option("output", "Write to this file instead; `-` is the screen.", short="-o"),
    ),
)
