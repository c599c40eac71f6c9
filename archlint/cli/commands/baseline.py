"""`archlint baseline`: write down the known findings, and tighten what was written down."""

from __future__ import annotations

from typing import Any

from archlint.cli.checking import HOW, OWN_RULES, own_rules
from archlint.cli.output import emit
from archlint.cli.spec import Argument, Command, Option


def _run(path: str, output: str | None, add: bool, model: str | None, no_cache: bool, **values: Any) -> int:
    import sys
    from pathlib import Path

    from archlint.cli.lean import load_msgspec

    load_msgspec()
    from archlint.cli.progress import progress
    from archlint.rules import Request, baseline_text, tightened

    own = own_rules(values)
    with progress() as tell:
        request = Request(Path(path), Path(model) if model is not None else None, cached=not no_cache, own=own, tell=tell)
        done = tightened(request, None if output == "-" else output, add)
    emit(baseline_text(done.entries), "-" if output == "-" else str(done.file))
    stale, moved, new = len(done.compared.stale), len(done.compared.moved), len(done.compared.new)
    what = [f"{len(set(done.entries))} known"]
    what += [f"{number} {word}" for number, word in ((stale, "mended and taken out"), (moved, "in renamed files")) if number]
    refused = new if done.exists and not add else 0
    if new and not refused:
        what.append(f"{new} added")
    print(f"{done.file}: {', '.join(what)}", file=sys.stderr if output == "-" else sys.stdout)
    if refused:
        words = "1 new finding is" if refused == 1 else f"{refused} new findings are"
        print(f"archlint: {words} not added; mend what `archlint check` shows, or say `--add`", file=sys.stderr)
    return 1 if refused else 0


COMMAND = Command(
    name="baseline",
    summary="Write down the known findings, so that `archlint check` shows only new ones.",
    details="An existing file only shrinks: what has been mended is taken out, and new findings are refused without --add. "
    "Exit status: 0 all findings are in the file, 1 new ones are not, 2 a mistake in the call or in a file.",
    run=_run,
    arguments=(Argument("path", "A folder, with an architecture.yaml in it or not, or an architecture.yaml.", default="."),),
    options=(
        Option("output", "The file; by default the model's `check.baseline`, or .archlint-baseline.json there.", short="-o"),
        Option("add", "Add new findings to an existing file.", type=bool, default=False),
        *HOW,
        *OWN_RULES,
    ),
)
