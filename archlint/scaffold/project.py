"""A whole project in memory: what the template makes, its architecture.yaml, and its pictures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from json import dumps
from typing import Final, NamedTuple

from archlint.catalog import Entry
from archlint.errors import UserError
from archlint.model import FILE_NAME, Architecture, schema
from archlint.scaffold import pictures
from archlint.scaffold.assemble import fragment, model
from archlint.scaffold.clashes import refuse_clashes
from archlint.scaffold.questions import Answers
from archlint.scaffold.render import render
from archlint.scaffold.tree import File

SCHEMA_FILE: Final = "archlint.schema.json"  # where the first line of architecture.yaml leads an editor to
PICTURES: Final = "docs"


class Project(NamedTuple):
    """What `archlint new` puts into a folder: all files by path, sorted, and the model among them."""

    architecture: Architecture
    tree: dict[str, File]

    @property
    def commands(self) -> list[str]:
        """What one runs next: of `make test` and `make run` those that the project's Makefile has."""
        makefile = self.tree.get("Makefile", File(b"")).data
        return [f"make {goal}" for goal in ("test", "run") if re.search(rb"^%b\s*:" % goal.encode(), makefile, re.MULTILINE)]


def build(entry: Entry, answers: Answers) -> Project:
    """Render a project of one component.

    Raises:
        ArchlintError: the pattern or its template is broken, or a name clashes.
    """
    made = model([fragment(entry, answers)])
    tree = render(entry, answers.context)
    refuse_clashes(entry, answers.context, tree)
    own = {
        FILE_NAME: File(made.text.encode()),
        SCHEMA_FILE: File((dumps(schema(), indent=2, ensure_ascii=False) + "\n").encode()),
        **{f"{PICTURES}/{name}": File(data) for name, data in pictures.draw(made.architecture).items()},
    }
    return Project(made.architecture, _joined(entry, tree, own))


def _joined(entry: Entry, tree: Mapping[str, File], own: Mapping[str, File]) -> dict[str, File]:
    for path in own:
        if path in tree:
            raise UserError(f"the template makes {path}, which archlint makes itself; take it out of {entry.template}")
    return dict(sorted({**tree, **own}.items()))
