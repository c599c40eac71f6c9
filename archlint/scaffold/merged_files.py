"""The files of a repository, as an update changes them, one by one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from archlint import __version__
from archlint.errors import Place, UserError
from archlint.scaffold.three_way import has_marks, merge
from archlint.scaffold.tree import File

_LABELS: Final = ("yours", f"archlint {__version__}")


class Files:
    """The files of a repository, as an update changes them."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.tree: dict[str, File] = {}
        self.removed: list[str] = []
        self.conflicts: list[str] = []
        self.notes: list[str] = []

    def text(self, path: str) -> str:
        """The text of a file that is there."""
        return (self._root / path).read_bytes().decode()

    def own(self, files: Mapping[str, File]) -> None:
        """Write files that are nobody else's."""
        self.tree.update((path, file) for path, file in files.items() if self._there(path) != file)

    def merge(self, path: str, base: File | None, theirs: File | None) -> None:
        """Bring a file from what the old templates made to what the new ones make, with what was done to it in between."""
        ours = self._there(path)
        if ours is not None and has_marks(ours.data) and not (base and has_marks(base.data)):
            raise UserError("holds conflict marks of an earlier merge; resolve them first", Place(str(self._root / path)))
        if ours == theirs or theirs == base:
            return
        if theirs is None:
            self._given_up(path, base, ours)
        elif ours is None and base is not None:
            self.notes.append(f"{path}: you removed it; the template has changed it since")
        elif ours is None or ours == base:
            self.tree[path] = theirs
        else:
            self._both_changed(path, base, ours, theirs)

    def _given_up(self, path: str, base: File | None, ours: File | None) -> None:
        if ours is None:
            return
        if ours == base:
            self.removed.append(path)
        else:
            self.notes.append(f"{path}: the template no longer makes it; it is kept, since you changed it")

    def _both_changed(self, path: str, base: File | None, ours: File, theirs: File) -> None:
        executable = theirs.executable if base is None or theirs.executable != base.executable else ours.executable
        if b"\0" in ours.data + theirs.data:
            self.notes.append(f"{path}: yours is kept; it is no text, and the template has another")
            return
        merged = merge(base.data if base else b"", ours.data, theirs.data, _LABELS)
        if merged.conflicts:
            self.conflicts.append(path)
        result = File(merged.data, executable)
        if result != ours:
            self.tree[path] = result

    def _there(self, path: str) -> File | None:
        file = self._root / path
        try:
            if not file.is_file() or file.is_symlink():
                return None
            return File(file.read_bytes(), bool(file.stat().st_mode & 0o100))
        except OSError as error:
            raise UserError(f"cannot be read: {error.strerror}", Place(str(file))) from None
