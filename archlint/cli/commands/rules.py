"""`archlint rules`: the rules that `archlint check` runs."""

from __future__ import annotations

from typing import Any

from archlint.cli.checking import OWN_RULES, own_rules
from archlint.cli.output import emit
from archlint.cli.spec import Command, Option


def _run(format: str, output: str | None, principle: str | None, **values: Any) -> int:  # noqa: A002
    from archlint.rules import known_rules

    rows = [
        {"id": rule.id, "principle": rule.principle, "severity": rule.severity, "summary": rule.summary}
        for rule in known_rules(own_rules(values), principle)
    ]
    if format == "json":
        import json

        emit(json.dumps({"rules": rows}, indent=2) + "\n", output)
        return 0
    widths = [max((len(row[column]) for row in rows), default=0) for column in ("id", "principle", "severity")]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row.values(), widths, strict=False)), row["summary"]]) for row in rows
    ]
    emit("".join(f"{line}\n" for line in lines), output)
    return 0


COMMAND = Command(
    name="rules",
    summary="List the rules of `archlint check`.",
    details="Each line: the rule's name, its principle, its severity, and what it asks for. `archlint explain RULE` tells why. "
    "Rules that the architecture.yaml of the current folder names are listed too, its files only with --allow-code.",
    run=_run,
    options=(
        Option("format", "How the list is written.", default="text", choices=("text", "json")),
        Option("output", "Write to this file instead.", short="-o"),
        Option("principle", "Only rules of this principle."),
        *OWN_RULES,
    ),
)
