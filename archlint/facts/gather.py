"""A folder to its facts."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from posixpath import dirname
from typing import NamedTuple

import msgspec

from archlint.errors import UserError
from archlint.facts.cache import Cache
from archlint.facts.facts import Facts
from archlint.facts.graph import Links
from archlint.facts.module import Module
from archlint.facts.parallel import share
from archlint.facts.record import Record, encoded, record
from archlint.facts.roots import PROJECT_FILES, find_roots, is_project, module_name
from archlint.facts.snapshot import Snapshot, digest_of, encoded_snapshot, load_snapshot, signature, snapshot_name
from archlint.facts.types import CodeFacts, ModuleFacts, Note
from archlint.facts.walk import Tree, walk

MAX_BYTES = 20 * 1024 * 1024


def gather(
    top: Path,
    roots: Iterable[str] = (),
    exclude: Iterable[str] = (),
    named: Iterable[str] = (),
    known: Iterable[str] = (),
    cache: Cache | None = None,
) -> Facts:
    """Read a repository.

    Args:
        top: its folder.
        roots: the folders, relative to it, that packages start in; by default they are found. With them, only what lies in them is
            read.
        exclude: patterns of paths to leave out, as in .gitignore.
        named: paths to look for; `Facts.existing` says which of them are there.
        known: names of modules that are known to be right; they help to find the roots.
        cache: what earlier runs read; only files that have changed since are parsed.

    Raises:
        UserError: the folder, or a root, is none.
    """
    if not top.is_dir():
        raise UserError(f"there is no folder '{top}'")
    given = _given(top, roots)
    collecting = gc.isenabled()
    gc.disable()  # syntax trees and facts hold no cycles, and to look for them costs a quarter of the time
    try:
        return _Gathering(top, given, tuple(exclude), tuple(known), cache or Cache(None)).facts(named)
    finally:
        if collecting:
            gc.enable()


def _given(top: Path, roots: Iterable[str]) -> tuple[str, ...]:
    given = tuple(root.replace("\\", "/").strip("/").removeprefix("./").replace("//", "/") for root in roots)
    given = tuple("" if root == "." else root for root in given)
    for root in given:
        if not (top / root).is_dir():
            raise UserError(f"there is no folder '{root}' for packages to start in")
    return given


def _package_around(top: Path) -> str:
    """Where the folder is a package, or a part of one, the folders that its modules' names begin with: `outer/inner/`."""
    here = top.resolve()
    outer = ""
    while here.name.isidentifier() and (here / "__init__.py").is_file() and not _is_project(here):
        outer = f"{here.name}/{outer}"
        here = here.parent
    return outer


def _is_project(folder: Path) -> bool:
    names = [name for name in (*PROJECT_FILES, "__init__.py") if (folder / name).exists()]
    return is_project(names, (folder / "setup.py").read_bytes)


class _Job(NamedTuple):
    """A file to be read: where it is, and its module."""

    file: str
    module: str
    is_package: bool


class _Read(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What reading it gave; the digest is empty where its facts are not to be kept."""

    digest: bytes
    record: Record


class _Gathering:
    """One reading of a folder. Paths begin with the package around it, if there is one, until a module is made of them."""

    def __init__(self, top: Path, roots: tuple[str, ...], exclude: tuple[str, ...], known: tuple[str, ...], cache: Cache) -> None:
        self._taken = time.time_ns()
        self._top = str(top)
        self._roots = roots
        self._known = known
        self._cache = cache
        self._outer = _package_around(top)
        self._tree = walk(self._top, exclude)
        self._homes = _given_roots([self._outer + path for path in self._tree.files], roots) if roots else {}
        if roots:
            self._tree = _within(self._tree, self._outer, self._homes)
        self._by_content = False
        self._name = snapshot_name(self._outer, roots, exclude, sorted(known))
        self._old = load_snapshot(cache, self._name)
        if self._old is not None and not self._is_same_tree(self._old):
            self._other, self._old = self._old, None
        self._records: dict[bytes, Record] = {}
        self._written = False

    def facts(self, named: Iterable[str]) -> Facts:
        old, stats = self._old, self._tree.stats
        same = [old is not None and old.is_same(number, stat) for number, stat in enumerate(stats)]
        if not self._homes:
            self._find_homes(old if all(same) or (old is not None and not old.by_content) else None)
        jobs = [self._job(self._outer + path) for path in self._tree.files]
        if old is not None and any(job.module != entry.name for job, entry in zip(jobs, old.entries, strict=True)):
            old, same = None, [False] * len(jobs)
        self._digests = (
            [entry.digest if same[number] else b"" for number, entry in enumerate(old.entries)] if old else [b""] * len(jobs)
        )
        unreadable = self._read_files(jobs, [number for number in range(len(jobs)) if not same[number]])
        self._modules = [self._module(number, job, unreadable.get(number)) for number, job in enumerate(jobs)]
        return self._put_together(old, named)

    def _is_same_tree(self, old: Snapshot) -> bool:
        return old.projects == self._tree.projects and [entry.path for entry in old.entries] == self._tree.files

    def _find_homes(self, old: Snapshot | None) -> None:
        """The root of each folder; of an earlier run, where the same files surely give the same."""
        if old is not None:
            self._by_content = old.by_content
            self._homes = {dirname(self._outer + entry.path): entry.root for entry in old.entries}
        else:
            files = [self._outer + path for path in self._tree.files]
            self._homes = find_roots(files, self._is_project_file, self._peek, self._known)

    def _is_project_file(self, path: str) -> bool:
        return os.path.isfile(os.path.join(self._top, path[len(self._outer) :]))

    def _peek(self, path: str) -> bytes:
        self._by_content = True
        try:
            return self._source(self._inner(path))
        except OSError:
            return b""

    def _inner(self, path: str) -> str:
        return os.path.join(self._top, path[len(self._outer) :])

    def _source(self, file: str) -> bytes:
        with open(file, "rb") as opened:
            return opened.read(MAX_BYTES + 1)

    def _job(self, path: str) -> _Job:
        return _Job(self._inner(path), *module_name(path, self._homes[dirname(path)]))

    def _read_files(self, jobs: list[_Job], wanted: list[int]) -> dict[int, Record]:
        """Find the digest and the record of these files, parsing only new contents; gives the records that are not kept."""
        if not self._cache.is_empty():
            wanted = self._known_contents(jobs, wanted)
        sizes = [self._tree.stats[number].st_size for number in wanted]
        found = share([jobs[number] for number in wanted], sizes, self._extracted, _Read)
        unreadable = {}
        for number, (digest, record_) in zip(wanted, ((each.digest, each.record) for each in found), strict=True):
            self._digests[number] = digest
            if digest:
                self._records[digest] = record_
            else:
                unreadable[number] = record_
        return unreadable

    def _known_contents(self, jobs: list[_Job], wanted: list[int]) -> list[int]:
        """Take what the cache has for the files' contents; returns the files that it does not know."""
        digests = {}
        for number in wanted:
            job = jobs[number]
            try:
                digests[number] = digest_of(self._source(job.file), job.module, job.is_package)
            except OSError:
                continue
        known = self._cache.has(digests.values())
        for number, digest in digests.items():
            if digest in known:
                self._digests[number] = digest
        return [number for number in wanted if not self._digests[number]]

    def _extracted(self, jobs: Sequence[_Job]) -> list[_Read]:
        return [self._read(job) for job in jobs]

    def _read(self, job: _Job) -> _Read:
        try:
            source = self._source(job.file)
        except OSError as error:
            return _Read(b"", _noted(f"it cannot be opened: {error.strerror}"))
        if len(source) > MAX_BYTES:
            return _Read(b"", _noted(f"it is larger than {MAX_BYTES // 1024 // 1024} MiB"))
        return _Read(digest_of(source, job.module, job.is_package), record(source, job.module, job.is_package))

    def _module(self, number: int, job: _Job, unreadable: Record | None) -> Module:
        path = self._tree.files[number]
        home = self._homes[dirname(self._outer + path)]
        digest = self._digests[number]
        read = partial(self._record, digest, job) if unreadable is None else lambda: unreadable
        return Module(job.module, path, home, job.is_package, read=read, size=self._tree.stats[number].st_size)

    def _record(self, digest: bytes, job: _Job) -> Record:
        """A file's record, from this run or an earlier one; where the cache has lost it, the file is read once more."""
        known = self._records.get(digest)
        if known is None:
            known = self._cache.get([digest]).get(digest) or self._read(job).record
        return known

    def _put_together(self, old: Snapshot | None, named: Iterable[str]) -> Facts:
        changed = None
        links: list[Links | None] = []
        if old is not None:
            differs = [digest != entry.digest or not digest for digest, entry in zip(self._digests, old.entries, strict=True)]
            changed = frozenset(number for number, is_new in enumerate(differs) if is_new)
            links = [None if is_new else old.links(number) for number, is_new in enumerate(differs)]
        else:
            missing = [digest for digest in self._digests if digest and digest not in self._records]
            self._records.update(self._cache.get(missing))
        return Facts(
            self._modules,
            self._roots or tuple(sorted(set(self._homes.values()))),
            frozenset(path for path in named if os.path.exists(path)),
            self._tree.unused,
            links,
            changed,
            old.notes if old is not None else None,
            partial(self._keep, old),
            partial(self._before, old),
        )

    def _before(self, old: Snapshot | None, number: int) -> Record | None:
        digest = old.entries[number].digest if old is not None else b""
        return self._cache.get([digest]).get(digest) if digest else None

    def _has_same_stats(self, old: Snapshot) -> bool:
        return all(entry.stat == signature(stat) for entry, stat in zip(old.entries, self._tree.stats, strict=True))

    def _keep(self, old: Snapshot | None, facts: Facts, notes: bytes | None) -> None:
        stats = self._tree.stats
        if old is not None and not facts.changed and notes == old.notes and self._has_same_stats(old):
            return
        graph = facts.graph
        files = list(zip(facts.modules, self._digests, stats, strict=True))
        links = [Links(*each) for each in zip(graph.edges, graph.externals, strict=True)]
        data = encoded_snapshot(self._taken, self._tree.projects, self._by_content, files, links, notes)
        self._cache.put(self._records, {self._name: data}, len(files))


def _noted(message: str) -> Record:
    return encoded(ModuleFacts(note=Note(message)), CodeFacts())


def _given_roots(files: list[str], roots: tuple[str, ...]) -> dict[str, str]:
    """The innermost given root of each folder that lies in one."""
    homes = {}
    for folder in {dirname(path) for path in files}:
        around = [root for root in roots if not root or folder == root or folder.startswith(root + "/")]
        if around:
            homes[folder] = max(around, key=len)
    return homes


def _within(tree: Tree, outer: str, homes: dict[str, str]) -> Tree:
    """The files that lie in one of the roots."""
    kept = [number for number, path in enumerate(tree.files) if dirname(outer + path) in homes]
    return tree._replace(files=[tree.files[number] for number in kept], stats=[tree.stats[number] for number in kept])
