"""What a repository holds, as data: which modules there are, what they import, which files exist. Nothing of it is executed.

`gather` reads a tree, `extract` a single source file; `ImportGraph` says who imports whom.
"""

from archlint.facts.extract import extract
from archlint.facts.gather import gather
from archlint.facts.graph import Edge, ImportGraph
from archlint.facts.names import Pattern, is_at_or_below
from archlint.facts.types import Facts, Import, Module, ModuleFacts, Note

__all__ = [
    "Edge",
    "Facts",
    "Import",
    "ImportGraph",
    "Module",
    "ModuleFacts",
    "Note",
    "Pattern",
    "extract",
    "gather",
    "is_at_or_below",
]
