"""`archlint explain`: a rule's reasons and examples."""

from __future__ import annotations

from typing import Any

from archlint.cli.checking import OWN_RULES, own_rules
from archlint.cli.output import emit
from archlint.cli.spec import Argument, Command, Option


def _run(rule: str, format: str, output: str | None, **values: Any) -> int:  # noqa: A002
    from archlint.rules import find_rule, known_rules

    found = find_rule(rule, known_rules(own_rules(values)))
    if format == "json":
        import json

        fields = found._asdict() | {"options": [option._asdict() for option in found.options]}
        emit(json.dumps(fields, indent=2) + "\n", output)
    else:
        from archlint.rules import explained

        emit(explained(found), output)
    return 0


COMMAND = Command(
    name="explain",
    summary="Explain a rule: why it is there, a bad and a good example, its options.",
    run=_run,
    arguments=(Argument("rule", "The rule's name, as `archlint rules` lists it."),),
    options=(
        Option("format", "How the text is written.", default="text", choices=("text", "json")),
        Option("output", "Write to this file instead.", short="-o"),
        *OWN_RULES,
    ),
)
