"""`archlint check`: lint a repository against its model."""

from __future__ import annotations

from typing import Any

from archlint.cli.checking import HOW, OWN_RULES, WHAT, own_rules
from archlint.cli.output import emit
from archlint.cli.spec import Argument, Command, Option
from archlint.report import format_names

_LEVELS = ("error", "warning", "info")
_WITH_NOTES = ("text", "concise", "github")


def _run(
    path: str,
    format: str,  # noqa: A002
    output: str | None,
    model: str | None,
    no_cache: bool,
    fail_on: str,
    strict_baseline: bool,
    **values: Any,
) -> int:
    import os
    import sys
    from pathlib import Path

    from archlint.cli.lean import load_msgspec

    load_msgspec()
    from archlint.cli.progress import progress
    from archlint.report import render
    from archlint.rules import Request, fails, lint

    own = own_rules(values)
    with progress() as tell:
        request = Request(Path(path), Path(model) if model is not None else None, cached=not no_cache, own=own, tell=tell, **values)
        report, stale = lint(request)
    colour = output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    emit(render(report.findings, report.summary, format, colour, report.subject), output)
    if format not in _WITH_NOTES and report.summary.notes:
        print("\n".join(f"archlint: {note}" for note in report.summary.notes), file=sys.stderr)
    return 1 if fails(report, fail_on) or (strict_baseline and stale) else 0


COMMAND = Command(
    name="check",
    summary="Lint a repository: its architecture.yaml, and the code that the model speaks of.",
    details="Exit status: 0 no findings, 1 findings, 2 a mistake in the call or in a file. "
    "Without a model, only the rules that need none are run.",
    run=_run,
    arguments=(Argument("path", "A folder, with an architecture.yaml in it or not, or an architecture.yaml.", default="."),),
    options=(
        Option("format", "How the findings are written.", default="text", choices=format_names()),
        Option("output", "Write to this file instead.", short="-o"),
        *WHAT,
        Option("severity", "Show only what is at least so grave.", default="info", choices=_LEVELS),
        Option("fail_on", "End with status 1 only where a finding is at least so grave.", default="info", choices=_LEVELS),
        Option("baseline", "The file of known findings, which are not shown; by default the model's, or .archlint-baseline.json."),
        Option("no_baseline", "Show known findings too.", type=bool, default=False),
        Option("strict_baseline", "End with status 1 where an entry of the baseline is mended.", type=bool, default=False),
        Option("diff", "Show only what the change since this revision adds, such as main."),
        *HOW,
        *OWN_RULES,
    ),
)
