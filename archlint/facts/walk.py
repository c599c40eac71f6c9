"""The tree of a repository: which source files it has, in one order on every machine."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from typing import Final

_RESULTS: Final = frozenset({"build", "dist"})
_ALWAYS: Final = frozenset({"node_modules", "__pycache__", "__pypackages__", "site-packages", "venv"})
_TEMPLATE_MARKS: Final = ("{{", "{%")  # a folder with a placeholder for a name holds templates, not code


def python_files(top: str, exclude: Iterable[str] = ()) -> list[str]:
    """The Python files below a folder, relative to it and with slashes, sorted.

    Hidden folders, environments, caches and build results are left out, and so is what a pattern of `exclude` matches. Links are
    not followed, neither out of the tree nor in circles.
    """
    excluded = ignore_matcher(exclude)
    files: list[str] = []
    pending = [""]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(os.path.join(top, folder)) as listing:
                entries = list(listing)
        except OSError:  # a folder that we may not read is as good as none
            continue
        packages = any(entry.name == "__init__.py" for entry in entries)
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_symlink():
                continue
            if entry.is_dir():
                if not _is_skipped(entry, packages) and not excluded(path, True):
                    pending.append(path)
            elif entry.name.endswith(".py") and entry.is_file() and not excluded(path, False):
                files.append(path)
    return sorted(files)


def _is_skipped(entry: os.DirEntry[str], inside_package: bool) -> bool:
    name = entry.name
    if name.startswith(".") or name in _ALWAYS or name.endswith(".egg-info") or any(mark in name for mark in _TEMPLATE_MARKS):
        return True
    if name in _RESULTS:  # a part of a package may well be named build; it has an __init__.py, or its package has
        return not inside_package and not os.path.exists(os.path.join(entry.path, "__init__.py"))
    return os.path.exists(os.path.join(entry.path, "pyvenv.cfg"))


def ignore_matcher(patterns: Iterable[str]) -> Callable[[str, bool], bool]:
    """A function that tells whether a path (and whether it is a folder) matches one of the patterns, written as in .gitignore."""
    anything = [_ignore_regex(pattern) for pattern in patterns if not pattern.endswith("/")]
    folders = anything + [_ignore_regex(pattern[:-1]) for pattern in patterns if pattern.endswith("/")]
    if not folders:
        return lambda _path, _is_folder: False
    for_files, for_folders = (re.compile("|".join(group) or r"(?!)") for group in (anything, folders))
    return lambda path, is_folder: (for_folders if is_folder else for_files).fullmatch(path) is not None


def _ignore_regex(pattern: str) -> str:
    """As in .gitignore: without a slash inside, it matches at every depth; `**` stands for any number of folders."""
    body = pattern.removeprefix("/").removeprefix("./")
    anchored = pattern.startswith("/") or "/" in body
    regex = "" if anchored else "(?:.*/)?"
    rest = body
    while rest:
        if rest.startswith("**/"):
            regex, rest = regex + "(?:.*/)?", rest[3:]
        elif rest == "**":
            regex, rest = regex + ".*", ""
        elif rest[0] == "*":
            regex, rest = regex + "[^/]*", rest[1:]
        elif rest[0] == "?":
            regex, rest = regex + "[^/]", rest[1:]
        else:
            regex, rest = regex + re.escape(rest[0]), rest[1:]
    return f"(?:{regex})"
