"""What the contracts of other linters mean where they say less than ours."""

from __future__ import annotations

import sys

from archlint.facts import Pattern
from archlint.rules.types import Subject


def is_unused_external(subject: Subject, text: str) -> bool:
    """Whether a name is none of the repository's, nor of anything that it imports."""
    graph, pattern = subject.contract_graph, Pattern(text)
    if pattern.top in sys.stdlib_module_names or pattern.top == "*" or graph.packages(Pattern(pattern.top)):
        return False
    return not any(pattern.covers(name) for used in graph.externals for name in used)
