"""Whether the package of a project would hide a module that the project needs.

No list of well-known modules: what a project installs stands in its requirements files, what it imports in its template, where the
project's own package goes by `{{ package }}` and so cannot be mistaken for a foreign one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from archlint.catalog import Entry
from archlint.errors import UserError
from archlint.scaffold.layout import SUFFIX, sources
from archlint.scaffold.questions import made_from
from archlint.scaffold.tree import Tree

_REQUIREMENT: Final = re.compile(r"^\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:[=<>~!;\[@]|$)", re.MULTILINE)
_IMPORT: Final = re.compile(r"^\s*(?:from\s+([a-z_]\w*)|import\s+([a-z_]\w*))", re.MULTILINE)


def refuse_clashes(entry: Entry, context: Mapping[str, Any], tree: Tree) -> None:
    """Check the names of packages among the answers and what is derived from them.

    Raises:
        UserError: a package would hide what the project installs, imports or already has at its top.
    """
    names = {question.id for question in entry.pattern.questions if question.rule == "identifier"} | {"package"}
    packages = {name: str(context[name]) for name in sorted(names) if context.get(name)}
    if not packages:
        return
    reasons = dict(_taken(entry, tree))
    for name, package in packages.items():
        if package in reasons:
            raise UserError(
                f"the Python package '{package}' would hide {reasons[package]}; choose another name, {made_from(entry, name)}"
            )


def _taken(entry: Entry, tree: Tree) -> Iterator[tuple[str, str]]:
    """Module names that are not free, each with whose they are."""
    for source in sources(entry.template):
        top, _, rest = source.path.partition("/")
        if rest or ".py" in top:
            yield top.removesuffix(SUFFIX).removesuffix(".py"), f"the project's own {top.removesuffix(SUFFIX)}"
        if ".py" in source.path.rpartition("/")[2]:  # the name may be Jinja that ends otherwise
            text = (entry.template / source.path).read_text(encoding="utf-8", errors="replace")
            for match in _IMPORT.finditer(text):
                module = match[1] or match[2]
                yield module, f"the module '{module}', which the code of the pattern imports"
    for path, file in tree.items():
        if Path(path).name.startswith("requirements") and path.endswith(".txt"):
            for match in _REQUIREMENT.finditer(file.data.decode("utf-8", "replace")):
                yield re.sub(r"[-.]+", "_", match[1]).lower(), f"the package {match[1]}, which {path} installs"
