"""What the last run knew about each file and the imports between them, so that the next one only looks at what has changed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from typing import Final

import msgspec

from archlint.facts.cache import Cache
from archlint.facts.graph import Links
from archlint.facts.module import Module
from archlint.facts.walk import Tree, signature

_TICK: Final = 100_000_000  # ns; what was written so shortly before it was read may change within the same tick of the clock
_COARSE_TICK: Final = 2_000_000_000  # where the file system counts whole seconds
_HAS_CHANGE_TIME: Final = os.name == "posix"  # elsewhere ctime is the time of creation, and an edit may keep the mtime


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file: its module, the digest of its content, what the system said about it, and what it imports (see `Snapshot.names`)."""

    path: str
    name: str
    root: str
    digest: bytes
    stat: tuple[int, int, int, int, int]
    edges: dict[int, int]
    externals: dict[int, int]


class Snapshot(msgspec.Struct, frozen=True, array_like=True):
    """All files of a run, in order.

    `taken` is the time in ns before the first file was read, `projects` are the folders with a project's own file, `by_content`
    tells whether the roots depend on what files say, `folders` are those that were listed, with what the system said about
    each, `unused` are the patterns of `exclude` that left nothing out, `names` are the external modules' names, and `notes` is
    what the rules left.
    """

    taken: int
    projects: frozenset[str]
    by_content: bool
    folders: list[tuple[str, tuple[int, int, int, int, int]]]
    unused: tuple[str, ...]
    entries: list[Entry]
    names: list[str]
    notes: bytes | None = None

    def same(self, stats: Sequence[os.stat_result]) -> list[bool]:
        """Whether each file surely has the content that it had, by what the system says about it.

        The change time cannot be set by a program, so that an edit that keeps the size and the mtime is still seen.
        """
        if not _HAS_CHANGE_TIME:
            return [False] * len(stats)
        taken = self.taken
        return [
            entry.stat == signature(stat) and _is_settled(stat, taken) and entry.digest != b""
            for entry, stat in zip(self.entries, stats, strict=True)
        ]

    def tree(self, top: str) -> Tree | None:
        """The tree, where no folder has gained or lost an entry; None where it must be walked."""
        if not _HAS_CHANGE_TIME:
            return None
        try:
            for folder, before in self.folders:
                stat = os.stat(f"{top}/{folder}", follow_symlinks=not folder)
                if signature(stat) != before or not _is_settled(stat, self.taken):
                    return None
            files = [entry.path for entry in self.entries]
            stats = [os.stat(f"{top}/{path}", follow_symlinks=False) for path in files]
        except OSError:
            return None
        return Tree(files, stats, self.projects, self.unused, self.folders)

    def links(self, number: int) -> Links:
        """What a file imports."""
        entry = self.entries[number]
        return Links(entry.edges, {self.names[each]: flags for each, flags in entry.externals.items()})


def _is_settled(stat: os.stat_result, taken: int) -> bool:
    """Whether a file or folder was last changed surely before this time."""
    newest = max(stat.st_ctime_ns, stat.st_mtime_ns)
    return newest < taken - (_TICK if newest % 1_000_000_000 else _COARSE_TICK)


def digest_of(source: bytes, module: str, is_package: bool) -> bytes:
    """The key of a file's facts: its content, and the name that they depend on."""
    from hashlib import blake2b  # a warm run may have nothing to hash

    head = f"{module}\0{int(is_package)}\0".encode("utf-8", "surrogatepass")
    return blake2b(source, digest_size=16, key=blake2b(head, digest_size=16).digest()).digest()


def snapshot_name(*settings: object) -> str:
    """The name of the snapshot for these settings."""
    return f"snapshot {settings!a}"


def load_snapshot(cache_: Cache, name: str) -> Snapshot | None:
    """The snapshot of the last run with the same settings."""
    data = cache_.piece(name)
    if data is None:
        return None
    try:
        return _decoder().decode(data)
    except msgspec.MsgspecError:
        return None


def encoded_snapshot(
    taken: int,
    tree: Tree,
    by_content: bool,
    files: Sequence[tuple[Module, bytes]],
    links: Sequence[Links],
    notes: bytes | None,
) -> bytes:
    """A snapshot as bytes; `files` and `links` stand side by side."""
    numbers: dict[str, int] = {}
    entries = [
        Entry(
            module.path,
            module.name,
            module.root,
            digest,
            signature(stat),
            edges,
            {numbers.setdefault(name, len(numbers)): flags for name, flags in externals.items()},
        )
        for (module, digest), stat, (edges, externals) in zip(files, tree.stats, links, strict=True)
    ]
    snapshot = Snapshot(taken, tree.projects, by_content, tree.folders, tree.unused, entries, list(numbers), notes)
    return msgspec.msgpack.encode(snapshot)


@cache
def _decoder() -> msgspec.msgpack.Decoder[Snapshot]:
    return msgspec.msgpack.Decoder(Snapshot)
