"""Patterns to projects: answers, a model, a tree of files with its pictures, and that tree in its place, all or nothing."""

from __future__ import annotations

from archlint.scaffold.given import collect
from archlint.scaffold.in_place import change
from archlint.scaffold.place import Placed, check_destination, place
from archlint.scaffold.preview import preview, preview_update
from archlint.scaffold.project import Project, assemble, build
from archlint.scaffold.questions import Answers, Given, answer
from archlint.scaffold.show import Line, describe, listing, page, table
from archlint.scaffold.system import open_system
from archlint.scaffold.tree import File, Tree
from archlint.scaffold.update import NewComponent, Update, add_component, update
from archlint.scaffold.wizard import ask

__all__ = [
    "Answers",
    "File",
    "Given",
    "Line",
    "NewComponent",
    "Placed",
    "Project",
    "Tree",
    "Update",
    "add_component",
    "answer",
    "ask",
    "assemble",
    "build",
    "change",
    "check_destination",
    "collect",
    "describe",
    "listing",
    "open_system",
    "page",
    "place",
    "preview",
    "preview_update",
    "table",
    "update",
]
