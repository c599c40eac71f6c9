"""A folder to its facts."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from posixpath import dirname

from archlint.errors import UserError
from archlint.facts.cache import Cache
from archlint.facts.facts import Facts
from archlint.facts.graph import Links
from archlint.facts.module import Module
from archlint.facts.record import Record
from archlint.facts.roots import PROJECT_FILES, find_roots, is_project, module_name
from archlint.facts.snapshot import Snapshot, encoded_snapshot, load_snapshot, snapshot_name
from archlint.facts.sources import Sources, read_source
from archlint.facts.walk import Tree, walk


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
        known: names of modules that are known to be right, and folders, with a slash at their end, that are roots; they help to
            find the roots.
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


class _Gathering:
    """One reading of a folder. Paths begin with the package around it, if there is one, until a module is made of them."""

    def __init__(self, top: Path, roots: tuple[str, ...], exclude: tuple[str, ...], known: tuple[str, ...], cache: Cache) -> None:
        self._taken = time.time_ns()
        self._top = str(top)
        self._roots = roots
        self._known = known
        self._cache = cache
        self._outer = _package_around(top)
        self._name = snapshot_name(self._outer, roots, exclude, sorted(known))
        self._old = load_snapshot(cache, self._name)
        self._homes: dict[str, str] = {}
        remembered = self._old.tree(self._top) if self._old is not None else None
        self._is_known = remembered is not None
        self._tree = walk(self._top, exclude) if remembered is None else remembered
        if roots and remembered is None:
            self._homes = _given_roots([self._outer + path for path in self._tree.files], roots)
            self._tree = _within(self._tree, self._outer, self._homes)
        self._by_content = False

    def facts(self, named: Iterable[str]) -> Facts:
        """Read what has changed since the last run, and put it together with what that knew."""
        files, stats = self._tree.files, self._tree.stats
        old = self._old
        if old is not None and not self._is_same_tree(old):
            old = None
        same = [False] * len(files) if old is None else old.same(stats)
        if old is not None and all(same):
            return self._facts(old, [entry.digest for entry in old.entries], [entry.name for entry in old.entries], named)
        if self._roots and not self._homes:
            self._homes = _given_roots([self._outer + path for path in files], self._roots)
        elif not self._roots:
            self._find_homes(old if old is not None and not old.by_content else None)
        names = [module_name(self._outer + path, self._home(path))[0] for path in files]
        if old is not None and names != [entry.name for entry in old.entries]:
            old, same = None, [False] * len(files)
        digests = [entry.digest if is_same else b"" for entry, is_same in zip(old.entries, same, strict=True)] if old else []
        return self._facts(old, digests or [b""] * len(files), names, named)

    def _facts(self, old: Snapshot | None, digests: list[bytes], names: list[str], named: Iterable[str]) -> Facts:
        """The facts, of which an empty digest says that a file is to be read."""
        files = self._tree.files
        source = Sources(self._top, files, names, digests, self._cache)
        source.read([number for number, digest in enumerate(digests) if not digest], [stat.st_size for stat in self._tree.stats])
        homes = [entry.root for entry in old.entries] if old else [self._home(path) for path in files]
        sizes = [stat.st_size for stat in self._tree.stats]
        modules = [Module.read(source, number, *each) for number, each in enumerate(zip(names, files, homes, sizes, strict=True))]
        changed = None
        links: list[Links | None] = []
        if old is not None:
            changed = frozenset(
                number for number, entry in enumerate(old.entries) if digests[number] != entry.digest or not entry.digest
            )
            links = [None if number in changed else old.links(number) for number in range(len(files))]
        else:
            source.fetch()
        return Facts(
            modules,
            self._roots or tuple(sorted(set(homes))),
            frozenset(path for path in named if os.path.exists(path)),
            self._tree.unused,
            links,
            changed,
            old.notes if old is not None else None,
            partial(self._keep, old, source),
            partial(self._before, old),
        )

    def _home(self, path: str) -> str:
        return self._homes[dirname(self._outer + path)]

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
            return read_source(f"{self._top}/{path[len(self._outer) :]}")
        except OSError:
            return b""

    def _before(self, old: Snapshot | None, number: int) -> Record | None:
        digest = old.entries[number].digest if old is not None else b""
        return self._cache.get([digest]).get(digest) if digest else None

    def _keep(self, old: Snapshot | None, source: Sources, facts: Facts, notes: bytes | None) -> None:
        if self._is_known and old is not None and notes == old.notes and all(old.same(self._tree.stats)):
            return
        graph = facts.graph
        files = list(zip(facts.modules, source.digests, strict=True))
        links = [Links(*each) for each in zip(graph.edges, graph.externals, strict=True)]
        data = encoded_snapshot(self._taken, self._tree, self._by_content, files, links, notes)
        self._cache.put(source.fresh, {self._name: data}, len(files))


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
