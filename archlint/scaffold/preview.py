"""What a project would be, as text: its tree with sizes, or its difference to what is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import unified_diff
from io import StringIO
from pathlib import Path
from typing import Final

from archlint.scaffold.destination import Comparison, Destination, compare, inspect
from archlint.scaffold.tree import File, Tree

_BRANCHES: Final = (("├── ", "│   "), ("└── ", "    "))


def preview(tree: Tree, dest: Path) -> str:
    """What placing a tree would do; nothing is written.

    Returns:
        For a folder that is new or empty, the tree; else the difference, as `diff -u` writes it.

    Raises:
        UserError: the destination cannot take a tree.
    """
    destination = inspect(dest)
    if destination.empty:
        sizes = {path: _size(len(file.data)) for path, file in tree.items()}
        total = sum(len(file.data) for file in tree.values())
        return f"{draw_tree(f'{destination.path.name}/', sizes)}{_files(len(tree))}, {_size(total)}\n"
    comparison = compare(tree, destination)
    lines = _changes(tree, comparison, destination)
    counts = f"{len(comparison.new)} new, {len(comparison.changed)} changed, {len(comparison.same)} the same"
    return "".join(lines) + counts + (f", {len(comparison.blocked)} blocked" if comparison.blocked else "") + "\n"


def preview_update(tree: Tree, removed: Sequence[str], dest: Path) -> str:
    """What an update would do, file by file; nothing is written. What archlint alone writes is named and not shown.

    Raises:
        UserError: the destination cannot take a tree.
    """
    destination = inspect(dest)
    comparison = compare(tree, destination)
    lines = [f"removed: {path}\n" for path in removed]
    lines += _changes(tree, comparison, destination, unshown=(".svg", ".schema.json"))
    counts = f"{len(comparison.new)} new, {len(comparison.changed)} changed, {len(removed)} removed"
    return "".join(lines) + counts + "\n"


def _changes(tree: Tree, comparison: Comparison, destination: Destination, unshown: tuple[str, ...] = ()) -> list[str]:
    """What is new, what cannot be written, and what changes how; files that end as in `unshown` are only named."""
    lines = [f"new: {path} ({_size(len(tree[path].data))})\n" for path in comparison.new]
    lines += [f"cannot be written: {path} ({reason})\n" for path, reason in comparison.blocked.items()]
    for path in comparison.changed:
        named = bool(unshown) and path.endswith(unshown)
        lines += [f"written again: {path}\n"] if named else _difference(destination.path / path, path, tree[path])
    return lines


def draw_tree(root: str, notes: Mapping[str, str]) -> str:
    """Paths as a tree, each file with its note."""
    return "\n".join([root, *_branches(sorted(notes), notes, "", "")]) + "\n"


def _branches(paths: Sequence[str], notes: Mapping[str, str], parent: str, margin: str) -> Iterator[str]:
    children: dict[str, list[str]] = {}
    for path in paths:
        name, slash, _ = path[len(parent) :].partition("/")
        children.setdefault(name + slash, []).append(path)
    for index, (name, below) in enumerate(children.items()):
        branch, continuation = _BRANCHES[index == len(children) - 1]
        if name.endswith("/"):
            yield f"{margin}{branch}{name}"
            yield from _branches(below, notes, parent + name, margin + continuation)
        else:
            note = notes[parent + name]
            yield f"{margin}{branch}{name}" + (f"  {note}" if note else "")


def _difference(target: Path, path: str, file: File) -> Iterable[str]:
    if target.is_symlink() or not target.is_file():
        return [f"changed: {path} is {'a link' if target.is_symlink() else 'no file'} and becomes a file\n"]
    try:
        before = target.read_bytes()
    except OSError as error:
        return [f"changed: {path} cannot be read: {error.strerror}\n"]
    mode = [f"changed: {path} becomes {'' if file.executable else 'not '}executable\n"] if before == file.data else []
    if b"\0" in before or b"\0" in file.data:
        return mode or [f"changed: {path} is binary: {_size(len(before))} before, {_size(len(file.data))} after\n"]
    old, new = (list(StringIO(data.decode("utf-8", "replace"), newline="\n")) for data in (before, file.data))
    return [*mode, *map(_ended, unified_diff(old, new, f"a/{path}", f"b/{path}"))]


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _files(count: int) -> str:
    return f"{count} file" if count == 1 else f"{count} files"


def _size(count: int) -> str:
    return f"{count} B" if count < 1000 else f"{count / 1000:.1f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"
