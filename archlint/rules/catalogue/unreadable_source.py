"""A source file that cannot be read is not checked."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from archlint.rules.types import Found, Inspection, Rule

RULE = Rule(
    id="unreadable-source",
    principle="drift",
    severity="warning",
    summary="Every Python file can be read.",
    why="""\
What cannot be parsed cannot be checked, and an import that breaks a contract may hide in it. Mend the
file, or exclude it under `code.exclude` if it is not meant to be Python of this version (templates,
test data).
""",
    bad="""\
=== shop/__init__.py ===
=== shop/orders.py ===
def order(:  # <- here
    pass
""",
    good="""\
=== shop/__init__.py ===
=== shop/orders.py ===
def order():
    pass
""",
    needs_model=False,
)


def inspect(file: Inspection) -> Iterator[Found]:
    """A file that gave a note instead of facts."""
    note = file.module.facts.note
    if note is not None:
        version = ".".join(map(str, sys.version_info[:2]))
        message = f"the file is not checked, Python {version} cannot read it: {note.message}; mend it, or list it in `code.exclude`"
        yield Found(file.at(max(note.line, 1), max(note.column, 1)), file.module.name, message, identity=note.message)
