"""The tree of a repository: which source files it has, in one order on every machine."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

from archlint.facts.roots import PROJECT_FILES

_RESULTS: Final = frozenset({"build", "dist"})
_SOURCES: Final = (".py", ".pyi")
_ALWAYS: Final = frozenset({"node_modules", "__pycache__", "__pypackages__", "site-packages", "venv"})
_TEMPLATE_MARKS: Final = ("{{", "{%")  # a folder with a placeholder for a name holds templates, not code


Signature: TypeAlias = tuple[int, int, int, int, int]


def signature(stat: os.stat_result) -> Signature:
    """What the system says about a file or folder that changes with its content."""
    return (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino, stat.st_dev)


class Tree(NamedTuple):
    """The Python files of a folder, sorted, with what the system says about each.

    `folders` are those that were listed, each with its signature from before that; `projects` are the folders that hold a
    project's own file, `unused` the patterns of `exclude` that matched nothing.
    """

    files: list[str]
    stats: list[os.stat_result]
    projects: frozenset[str]
    unused: tuple[str, ...]
    folders: list[tuple[str, Signature]]


def walk(top: str, exclude: Iterable[str] = ()) -> Tree:
    """The Python files below a folder, relative to it and with slashes.

    Hidden folders, environments, caches and build results are left out, and so is what a pattern of `exclude` matches. A stub
    is left out where the file that it describes stands beside it. Links are not followed, neither out of the tree nor in
    circles.
    """
    patterns = tuple(exclude)
    excluded = ignore_matcher(patterns) if patterns else None
    found: list[tuple[str, os.stat_result]] = []
    projects: set[str] = set()
    left_out: list[tuple[str, bool]] = []
    folders: list[tuple[str, Signature]] = []
    pending = [""]
    while pending:
        folder = pending.pop()
        here = f"{top}/{folder}" if folder else top
        before = _stat(here)
        entries = _listed(here)
        names = {entry.name for entry in entries}
        if folder and "pyvenv.cfg" in names:
            continue
        if before is not None:
            folders.append((folder, signature(before)))
        if not names.isdisjoint(PROJECT_FILES):
            projects.add(folder)
        for entry in entries:
            name = entry.name
            is_source = name.endswith(_SOURCES) and not (name.endswith(".pyi") and name[:-1] in names)
            if not (is_source or entry.is_dir(follow_symlinks=False)) or entry.is_symlink():
                continue
            path = f"{folder}/{name}" if folder else name
            is_folder = not (is_source and entry.is_file())
            if excluded is not None and excluded(path, is_folder):
                left_out.append((path, is_folder))
            elif not is_folder:
                found.append((path, entry.stat(follow_symlinks=False)))
            elif not _is_skipped(entry, "__init__.py" in names) and entry.is_dir():
                pending.append(path)
    found.sort(key=itemgetter(0))
    files, stats = [path for path, _ in found], [stat for _, stat in found]
    return Tree(files, stats, frozenset(projects), _unused(top, patterns, left_out), folders)


def _stat(folder: str) -> os.stat_result | None:
    try:
        return os.stat(folder)
    except OSError:
        return None


def _listed(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as listing:
            return list(listing)
    except OSError:  # a folder that we may not read is as good as none
        return []


def _unused(top: str, patterns: tuple[str, ...], left_out: list[tuple[str, bool]]) -> tuple[str, ...]:
    """The patterns that leave nothing out.

    One that names a path which is there is fine, whatever is in it, and so is what git ignores: it comes and goes.
    """
    generated = _ignored_by_git(top) if patterns else frozenset()
    return tuple(
        pattern
        for pattern in patterns
        if pattern.strip("/").removesuffix("/**") not in generated
        and not any(ignore_matcher([pattern])(path, is_folder) for path, is_folder in left_out)
        and not os.path.exists(os.path.join(top, pattern.strip("/").removesuffix("/**")))
    )


def _ignored_by_git(top: str) -> frozenset[str]:
    """The paths that the folder's own .gitignore names."""
    try:
        with open(f"{top}/.gitignore", encoding="utf-8", errors="replace") as file:
            return frozenset(line.strip().strip("/") for line in file)
    except OSError:
        return frozenset()


def _is_skipped(entry: os.DirEntry[str], inside_package: bool) -> bool:
    name = entry.name
    if (
        name[0] == "."
        or name in _ALWAYS
        or name.endswith(".egg-info")
        or ("{" in name and any(map(name.__contains__, _TEMPLATE_MARKS)))
    ):
        return True
    # a part of a package may well be named build; it has an __init__.py, or its package has
    return name in _RESULTS and not inside_package and not os.path.exists(os.path.join(entry.path, "__init__.py"))


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
