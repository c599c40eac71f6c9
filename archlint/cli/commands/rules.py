"""`archlint rules`: the rules that `archlint check` runs."""

from __future__ import annotations

from archlint.cli.output import emit
from archlint.cli.spec import Command, Option


def _run(format: str, output: str | None) -> int:  # noqa: A002
    from archlint.rules import all_rules

    rows = [
        {"id": rule.id, "principle": rule.principle, "severity": rule.severity, "summary": rule.summary} for rule in all_rules()
    ]
    if format == "json":
        import json

        emit(json.dumps({"rules": rows}, indent=2) + "\n", output)
        return 0
    widths = [max(len(row[column]) for row in rows) for column in ("id", "principle", "severity")]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row.values(), widths, strict=False)), row["summary"]]) for row in rows
    ]
    emit("\n".join(lines) + "\n", output)
    return 0


COMMAND = Command(
    name="rules",
    summary="List the rules of `archlint check`.",
    details="Each line: the rule's name, its principle, its severity, and what it asks for. `archlint explain RULE` tells why.",
    run=_run,
    options=(
        Option("format", "How the list is written.", default="text", choices=("text", "json")),
        Option("output", "Write to this file instead.", short="-o"),
    ),
)
