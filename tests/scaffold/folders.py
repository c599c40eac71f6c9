"""What stands in a folder, exactly; and random folders."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TypeAlias

from hypothesis import strategies as st

from archlint.scaffold import File

State: TypeAlias = dict[str, tuple[str, int, bytes]]  # path: kind, mode, content

TREE = {
    "Makefile": File(b"new\n"),
    "a/b/deep.txt": File(b"deep\n"),
    "a/run.sh": File(b"#!/bin/sh\n", executable=True),
    "docs/picture.png": File(b"\x89PNG\0"),
}


def state(root: Path) -> State | None:
    """Everything in a folder; None where there is no folder."""
    if not os.path.lexists(root):
        return None
    if not root.is_dir():
        return {"": ("link", 0, os.fsencode(root.readlink())) if root.is_symlink() else ("file", 0, root.read_bytes())}
    found: State = {"": ("folder", root.stat().st_mode & 0o7777, b"")}
    for folder, folders, files in os.walk(root):
        for name in folders + files:
            path = Path(folder, name)
            key, mode = path.relative_to(root).as_posix(), path.lstat().st_mode & 0o7777
            if path.is_symlink():
                found[key] = ("link", 0, os.fsencode(path.readlink()))
            elif path.is_dir():
                found[key] = ("folder", mode, b"")
            else:
                found[key] = ("file", mode, path.read_bytes())
    return found


def beside(root: Path) -> list[str]:
    """What stands next to a folder: where a run leaves something behind, it is here."""
    return sorted(each.name for each in root.parent.iterdir() if each != root)


def environment() -> dict[str, str]:
    """For a process that imports archlint from where this one did, wherever it runs."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(each for each in sys.path if each)}


def fill(root: Path, files: dict[str, bytes | str | None]) -> None:
    """Write files (bytes), folders (None) and links (text) where nothing is in their way."""
    root.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = root / name
        if os.path.lexists(path) or any(parent.is_symlink() or parent.is_file() for parent in path.parents if parent != root):
            continue
        (path if content is None else path.parent).mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            path.symlink_to(content)
        elif content is not None:
            path.write_bytes(content)


_NAMES = st.sampled_from(["a", "b", "Makefile", "docs", "run.sh", "deep.txt", ".git", "README.md", "ü"])
_PATHS = st.lists(_NAMES, min_size=1, max_size=3).map("/".join)
contents: st.SearchStrategy[bytes | str | None] = st.one_of(
    st.binary(max_size=5), st.just(b"new\n"), st.none(), st.sampled_from(["a", "..", "/", "nowhere", "../outside"])
)
folders: st.SearchStrategy[dict[str, bytes | str | None]] = st.dictionaries(_PATHS, contents, max_size=6)
