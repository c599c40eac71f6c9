"""What a repository holds, as data: which modules there are, what they import, which files exist. Nothing of it is executed.

`gather` reads a tree, `extract` a single source file; `ImportGraph` says who imports whom, `World` what a name means; `cache_of` is
what earlier runs read of a folder.
"""

from archlint.facts.cache import Cache, cache_of, edition
from archlint.facts.facts import Facts
from archlint.facts.gather import gather
from archlint.facts.graph import LATE, RUNTIME, TYPING, Edge, ImportGraph, when
from archlint.facts.interface import interface
from archlint.facts.module import Module
from archlint.facts.names import Pattern, is_at_or_below
from archlint.facts.parallel import share
from archlint.facts.types import (
    ClassFacts,
    CodeFacts,
    FunctionFacts,
    Ignore,
    Import,
    ModuleFacts,
    Note,
    Param,
    Part,
    Raise,
    Switch,
    column_of,
    line_of,
)
from archlint.facts.walk import ignore_matcher
from archlint.facts.world import Ancestry, ClassRef, Definition, World, own_methods

__all__ = [
    "LATE",
    "RUNTIME",
    "TYPING",
    "Ancestry",
    "Cache",
    "ClassFacts",
    "ClassRef",
    "CodeFacts",
    "Definition",
    "Edge",
    "Facts",
    "FunctionFacts",
    "Ignore",
    "Import",
    "ImportGraph",
    "Module",
    "ModuleFacts",
    "Note",
    "Param",
    "Part",
    "Pattern",
    "Raise",
    "Switch",
    "World",
    "cache_of",
    "column_of",
    "edition",
    "gather",
    "ignore_matcher",
    "interface",
    "is_at_or_below",
    "line_of",
    "own_methods",
    "share",
    "when",
]
