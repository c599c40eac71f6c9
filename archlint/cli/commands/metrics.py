"""`archlint metrics`: coupling, stability, abstractness and cohesion in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archlint.cli.output import emit
from archlint.cli.spec import Argument, Command, Option

if TYPE_CHECKING:
    from archlint.metrics import Level

_LEVELS = ("module", "package", "context")
_FORMATS = ("text", "json", "csv")
_SORTS = ("distance", "name", "modules", "classes", "ca", "ce", "instability", "abstractness", "lcom4", "cycle")


def _run(
    path: str,
    by: Level,
    sort: str,
    all: bool,  # noqa: A002
    format: str,  # noqa: A002
    tests: bool,
    type_checking: bool,
    output: str | None,
    model: str | None,
    no_cache: bool,
) -> int:
    from pathlib import Path

    from archlint.metrics import scope_of, show
    from archlint.rules import read

    subject = read(Path(path), Path(model) if model is not None else None, cached=not no_cache)
    emit(show(scope_of(subject, tests, type_checking), by, format, sort, all), output)
    return 0


COMMAND = Command(
    name="metrics",
    summary="Measure code: coupling, instability, abstractness, distance from the main sequence, cohesion, import cycles.",
    details="Imports of third-party packages do not count. docs/metrics.md defines every number and names its source.",
    run=_run,
    arguments=(Argument("path", "A folder, with an architecture.yaml in it or not, or an architecture.yaml.", default="."),),
    options=(
        Option("by", "What a line of the table is; contexts are those of architecture.yaml.", default="package", choices=_LEVELS),
        Option("sort", "The number that the order follows, highest first.", default="distance", choices=_SORTS),
        Option("all", "All of them, not only the first 20; JSON and CSV always have all.", type=bool, default=False),
        Option("format", "How the numbers are written.", default="text", choices=_FORMATS),
        Option("tests", "Measure test code too.", type=bool, default=False),
        Option("type_checking", "Count imports under TYPE_CHECKING as coupling too.", type=bool, default=False),
        Option("output", "Write to this file instead.", short="-o"),
        Option("model", "The architecture.yaml, where it is not the folder's own."),
        Option("no_cache", "Read every file anew, and remember nothing.", type=bool, default=False),
    ),
)
