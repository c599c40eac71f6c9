"""`archlint patterns`: the catalogue, in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archlint.cli.output import emit
from archlint.cli.spec import Argument, Command, Option

if TYPE_CHECKING:
    from archlint.scaffold import Line


def _run(name: str | None, format: str, patterns: Sequence[str], output: str | None) -> int:  # noqa: A002
    from archlint.catalog import load
    from archlint.scaffold import describe, listing, page, table

    catalog = load([Path(folder) for folder in patterns])
    data: Any = listing(catalog) if name is None else describe(catalog.get(name))
    if format == "json":
        import json

        emit(json.dumps({"patterns": data} if name is None else data, indent=2, ensure_ascii=False) + "\n", output)
    else:
        _print(table(data) if name is None else page(data), output)
    return 0


def _print(lines: Iterable[Line], output: str | None) -> None:
    if output not in (None, "-") or not sys.stdout.isatty():
        emit("".join(f"{line.text}\n" for line in lines), output)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(soft_wrap=True)
    for line in lines:
        console.print(Text(line.text, style="bold" if line.heading else ""))


COMMAND = Command(
    name="patterns",
    summary="List the patterns that `archlint new` makes projects from, or show one.",
    run=_run,
    arguments=(Argument("name", "The pattern to show; none: list all.", default=None),),
    options=(
        Option("format", "How to print it.", default="text", choices=("text", "json")),
        Option("patterns", "A folder with patterns of your own; may be given several times.", many=True),
        Option("output", "Write to this file instead.", short="-o"),
    ),
    details="ARCHLINT_PATTERNS may name folders of your own too. Your pattern replaces a built-in one of the same name.",
)
