"""Which files a template makes for an answer, before any of them is rendered."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from archlint.errors import Place, UserError
from archlint.scaffold.expressions import render

SUFFIX: Final = ".jinja"
_IGNORED_FOLDERS: Final = frozenset((".git", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".venv"))
_IGNORED_FILES: Final = (".pyc", ".pyo", "~", ".DS_Store", ".swp")


class Source(NamedTuple):
    """A file of a template.

    Attributes:
        path: relative to the template's folder, with `/`, as it stands there.
        executable: whether what it makes may be executed.
    """

    path: str
    executable: bool

    @property
    def rendered(self) -> bool:
        """Whether its content is Jinja."""
        return self.path.endswith(SUFFIX)


def lay_out(template: Path, context: Mapping[str, Any]) -> dict[str, Source]:
    """The files that a template makes: each path, sorted, with the file that it comes from.

    Raises:
        UserError: a name's Jinja is wrong, leads outside, or gives two files the same path.
    """
    found: dict[str, Source] = {}
    folded: dict[str, str] = {}
    for source in sources(template):
        target = _target(template, source, context)
        if target is None:
            continue
        same = folded.setdefault(target.casefold(), target)  # a disk may not tell capitals apart
        if same in found:
            raise UserError(f"makes {target}, as {found[same].path} does for these answers", _place(template, source.path))
        found[target] = source
    for target, source in found.items():
        for parent in Path(target).parents:
            if parent.as_posix() in found:
                raise UserError(f"makes {target}, but {parent.as_posix()} is a file", _place(template, source.path))
    return dict(sorted(found.items()))


def sources(template: Path) -> Iterator[Source]:
    """Every file of a template, in one order everywhere; what tools and editors leave behind is left out.

    Raises:
        UserError: a link, or something that is no file: a template is plain files, so that it is the same wherever it is unpacked.
    """
    for folder, folders, files in os.walk(template):
        folders[:] = sorted(name for name in folders if name not in _IGNORED_FOLDERS)
        for name in sorted(files) + [name for name in folders if Path(folder, name).is_symlink()]:
            file = Path(folder, name)
            if name.endswith(_IGNORED_FILES):
                continue
            if file.is_symlink() or not file.is_file():
                raise UserError("a template is made of plain files and folders; this is neither", Place(str(file)))
            executable = bool(file.stat().st_mode & 0o100)
            yield Source(file.relative_to(template).as_posix(), executable)


def _target(template: Path, source: Source, context: Mapping[str, Any]) -> str | None:
    place = _place(template, source.path)
    parts: list[str] = []
    for part in source.path.removesuffix(SUFFIX).split("/"):
        name = render(part, context, place)
        if not name:
            return None
        if name in (".", "..") or any(char in "/\\:\0" or ord(char) < 32 for char in name):
            raise UserError(f"its name becomes {name!r}, which is no name of a file", place)
        parts.append(name)
    return "/".join(parts)


def _place(template: Path, path: str) -> Place:
    return Place(str(template / path))
