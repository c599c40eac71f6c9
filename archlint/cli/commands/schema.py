"""`archlint schema`: the JSON Schema of architecture.yaml."""

from __future__ import annotations

from archlint.cli.output import emit
from archlint.cli.spec import Command, Option


def _run(output: str | None) -> int:
    import json

    from archlint.model import schema

    emit(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n", output)
    return 0


COMMAND = Command(
    name="schema",
    summary="Print the JSON Schema of architecture.yaml, for editors and validators.",
    run=_run,
    options=(Option("output", "Write to this file instead.", short="-o"),),
)
