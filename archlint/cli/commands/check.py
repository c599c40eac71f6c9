"""`archlint check`: lint a repository against its model."""

from __future__ import annotations

from archlint.cli.output import emit
from archlint.cli.spec import Argument, Command, Option
from archlint.report import format_names


def _run(
    path: str,
    format: str,  # noqa: A002
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    output: str | None,
    model: str | None,
    no_cache: bool,
) -> int:
    import os
    import sys
    from pathlib import Path

    from archlint.report import render
    from archlint.rules import check

    report = check(Path(path), Path(model) if model is not None else None, select, ignore, cached=not no_cache)
    colour = output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    emit(render(report.findings, report.summary, format, colour, report.subject), output)
    return 1 if report.findings else 0


COMMAND = Command(
    name="check",
    summary="Lint a repository: its architecture.yaml, and the code that the model speaks of.",
    details="Exit status: 0 no findings, 1 findings, 2 a mistake in the call or in a file. "
    "Without a model, only the rules that need none are run.",
    run=_run,
    arguments=(Argument("path", "A folder, with an architecture.yaml in it or not, or an architecture.yaml.", default="."),),
    options=(
        Option("format", "How the findings are written.", default="text", choices=format_names()),
        Option("select", "Only this rule, or all rules of this principle; repeat it for more.", many=True),
        Option("ignore", "Not this rule, or no rule of this principle; repeat it for more.", many=True),
        Option("output", "Write to this file instead.", short="-o"),
        Option("no_cache", "Read every file anew, and remember nothing.", type=bool, default=False),
        Option("model", "The architecture.yaml, where it is not the folder's own."),
    ),
)
