"""A folder to its facts."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable
from pathlib import Path

from archlint.errors import UserError
from archlint.facts.extract import extract
from archlint.facts.roots import PROJECT_FILES, find_roots, module_name
from archlint.facts.types import Facts, Module, ModuleFacts, Note
from archlint.facts.walk import python_files

MAX_BYTES = 20 * 1024 * 1024


def gather(
    top: Path,
    roots: Iterable[str] = (),
    exclude: Iterable[str] = (),
    named: Iterable[str] = (),
    known: Iterable[str] = (),
) -> Facts:
    """Read a repository.

    Args:
        top: its folder.
        roots: the folders, relative to it, that packages start in; by default they are found. With them, only what lies in them is
            read.
        exclude: patterns of paths to leave out, as in .gitignore.
        named: paths to look for; `Facts.existing` says which of them are there.
        known: names of modules that are known to be right; they help to find the roots.

    Raises:
        UserError: the folder, or a root, is none.
    """
    if not top.is_dir():
        raise UserError(f"there is no folder '{top}'")
    given = tuple(root.replace("\\", "/").strip("/").removeprefix("./").replace("//", "/") for root in roots)
    given = tuple("" if root == "." else root for root in given)
    for root in given:
        if not (top / root).is_dir():
            raise UserError(f"there is no folder '{root}' for packages to start in")
    outer = _package_around(top)
    files = [outer + path for path in python_files(str(top), tuple(exclude))]
    reader = _Reader(str(top), len(outer))
    homes = _given_roots(files, given) if given else find_roots(files, reader.exists, reader.peek, known)
    return Facts(
        modules=_modules([path for path in files if os.path.dirname(path) in homes], homes, reader),
        roots=given or tuple(sorted(set(homes.values()))),
        existing=frozenset(path for path in named if os.path.exists(path)),
    )


def _package_around(top: Path) -> str:
    """Where the folder is a package, or a part of one, the folders that its modules' names begin with: `outer/inner/`."""
    here = top.resolve()
    outer = ""
    while (
        (here / "__init__.py").is_file() and here.name.isidentifier() and not any((here / name).exists() for name in PROJECT_FILES)
    ):
        outer = f"{here.name}/{outer}"
        here = here.parent
    return outer


class _Reader:
    """Reads a file once, although finding the roots may want it before its facts do; paths begin with the package around."""

    def __init__(self, top: str, skipped: int) -> None:
        self._top = top
        self._skipped = skipped
        self._kept: dict[str, bytes] = {}

    def inner(self, path: str) -> str:
        """The path relative to the folder that is read."""
        return path[self._skipped :]

    def exists(self, path: str) -> bool:
        """Whether there is such a file."""
        return os.path.isfile(os.path.join(self._top, self.inner(path)))

    def peek(self, path: str) -> bytes:
        """The bytes of a file, kept for `take`; none where it cannot be read."""
        try:
            self._kept[path] = data = self.take(path)
        except OSError:
            return b""
        return data

    def take(self, path: str) -> bytes:
        """The bytes of a file, for the last time."""
        kept = self._kept.pop(path, None)
        if kept is not None:
            return kept
        with open(os.path.join(self._top, self.inner(path)), "rb") as file:
            return file.read(MAX_BYTES + 1)


def _given_roots(files: list[str], roots: tuple[str, ...]) -> dict[str, str]:
    """The innermost given root of each folder that lies in one."""
    homes = {}
    for folder in {os.path.dirname(path) for path in files}:
        around = [root for root in roots if not root or folder == root or folder.startswith(root + "/")]
        if around:
            homes[folder] = max(around, key=len)
    return homes


def _modules(files: list[str], homes: dict[str, str], reader: _Reader) -> tuple[Module, ...]:
    collecting = gc.isenabled()
    gc.disable()  # syntax trees hold no cycles, and to look for them costs a quarter of the time
    try:
        return tuple(_module(path, homes[os.path.dirname(path)], reader) for path in files)
    finally:
        if collecting:
            gc.enable()


def _module(path: str, root: str, reader: _Reader) -> Module:
    name, is_package = module_name(path, root)
    try:
        source = reader.take(path)
    except OSError as error:
        facts = ModuleFacts(note=Note(f"it cannot be opened: {error.strerror}"))
    else:
        too_big = Note(f"it is larger than {MAX_BYTES // 1024 // 1024} MiB")
        facts = extract(source, name, is_package) if len(source) <= MAX_BYTES else ModuleFacts(note=too_big)
    return Module(name, reader.inner(path), root, is_package, facts)
