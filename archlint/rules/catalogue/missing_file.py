"""A file that the model names is there."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.rules.named import named_files
from archlint.rules.types import Found, Rule, Subject

RULE = Rule(
    id="missing-file",
    principle="drift",
    severity="error",
    summary="Every file that the model names exists.",
    why="""\
A model that points to files which are not there has parted from the repository: a contract that nobody
can read, code that was moved, a decision that was never written down. Paths are relative to
architecture.yaml.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
contracts:
  orders.v1: {format: avro, file: contracts/orders.v1.avsc}  # <- here
""",
    good="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
contracts:
  orders.v1: {format: avro, file: contracts/orders.v1.avsc}
=== contracts/orders.v1.avsc ===
{"type": "record", "name": "Order", "fields": []}
""",
)


def find(subject: Subject) -> Iterator[Found]:
    """Files that the model names and that do not exist."""
    for named in named_files(subject.model):
        if not subject.exists(named.file):
            message = f"there is no '{named.file}', which should hold {named.what}; add it, or correct the path"
            yield Found(subject.at(*named.keys), named.element, message)
