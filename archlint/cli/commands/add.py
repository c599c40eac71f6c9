"""`archlint add`: one more component in a generated repository."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from archlint.cli.spec import Argument, Command, Option
from archlint.cli.updating import carry_out

_KINDS = ("component",)


def _run(
    kind: str,
    pattern: str,
    name: str,
    repository: str,
    path: str | None,
    defaults: bool,
    data: Sequence[str],
    answers: str | None,
    dry_run: bool,
    patterns: Sequence[str],
) -> int:
    from archlint import scaffold
    from archlint.catalog import load
    from archlint.errors import UserError

    if kind not in _KINDS:
        raise UserError(f"archlint adds a {' or a '.join(_KINDS)}, not a '{kind}': archlint add component PATTERN NAME")
    root = Path(repository)
    asker = scaffold.ask if sys.stdin.isatty() and sys.stdout.isatty() and not defaults else None
    given = scaffold.collect(data, Path(answers) if answers else None)
    new = scaffold.NewComponent(pattern, name, path, given, asker, defaults)
    update = scaffold.add_component(root, load([Path(folder) for folder in patterns]), new)
    return carry_out(update, root, dry_run=dry_run, done=f"added {name}")


COMMAND = Command(
    name="add",
    summary="Add a component to a generated repository and to its model; what you wrote stays.",
    run=_run,
    arguments=(
        Argument("kind", "What is added: component."),
        Argument("pattern", "The pattern that makes it."),
        Argument("name", "Its id in the model, such as forecast-service."),
    ),
    options=(
        Option("repository", "The repository.", default=".", short="-C"),
        Option("path", "Its folder in the repository; by default beside the other components."),
        Option("defaults", "Ask nothing: take the default for what is not given.", type=bool, default=False),
        Option("data", "An answer, as key=value; may be given several times.", many=True),
        Option("answers", "A file of answers, in YAML or JSON."),
        Option("dry_run", "Write nothing; show the difference.", type=bool, default=False),
        Option("patterns", "A folder with patterns of your own; may be given several times.", many=True),
    ),
    details="The repository's workflow, compose file and pictures learn of it by the same merge as in `archlint update`.",
)
