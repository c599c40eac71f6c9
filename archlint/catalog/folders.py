"""Where patterns and templates stand: in the package or the repo, and in a user's own folders."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from archlint.errors import Place, UserError

FILE_NAME: Final = "pattern.yaml"
VARIABLE: Final = "ARCHLINT_PATTERNS"


class Source(NamedTuple):
    """A folder that brings patterns.

    Attributes:
        root: the folder as it was named.
        patterns: the pattern.yaml files, sorted.
        built_in: whether it came with archlint.
    """

    root: Path
    patterns: tuple[Path, ...]
    built_in: bool


def built_in() -> Source:
    """The patterns that come with archlint: inside the installed package, or at the top of its repo."""
    package = Path(__file__).resolve().parent.parent
    for root in (package / "_data", package.parent):
        if (root / "patterns").is_dir() and (root / "templates").is_dir():
            return Source(root, _pattern_files(root / "patterns"), built_in=True)
    raise UserError("archlint's own patterns are not there; install it again")


def of_user(folders: Sequence[Path], environment: Mapping[str, str] = os.environ) -> list[Source]:
    """A user's folders: those of the environment variable first, then those given, so that the latter win.

    Raises:
        UserError: a folder is not there, or holds no pattern.
    """
    named = [(Path(name), f" ({VARIABLE} names it)") for name in environment.get(VARIABLE, "").split(os.pathsep) if name]
    return [_user_source(root, hint) for root, hint in [*named, *((folder, "") for folder in folders)]]


def _user_source(root: Path, hint: str) -> Source:
    if not root.is_dir():
        raise UserError(f"there is no such folder of patterns{hint}", Place(str(root)))
    for folder in (root / "patterns", root):
        files = _pattern_files(folder)
        if files:
            return Source(root, files, built_in=False)
    if (root / FILE_NAME).is_file():
        return Source(root, (root / FILE_NAME,), built_in=False)
    raise UserError(f"holds no pattern: neither patterns/<name>/{FILE_NAME} nor <name>/{FILE_NAME}{hint}", Place(str(root)))


def _pattern_files(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(folder.glob(f"*/{FILE_NAME}"))) if folder.is_dir() else ()


def template_roots(file: Path, base: Source) -> tuple[Path, ...]:
    """The folders in which a pattern's template and what templates share are looked for, the nearest first."""
    pattern = file.parent.resolve()
    beside = pattern.parent.parent if pattern.parent.name == "patterns" else pattern.parent
    candidates = (pattern / "templates", beside / "templates", base.root.resolve() / "templates")
    return tuple(dict.fromkeys(folder for folder in candidates if folder.is_dir()))
