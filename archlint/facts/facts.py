"""What a tree holds, put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from archlint.facts.graph import ImportGraph, Links
from archlint.facts.module import Module
from archlint.facts.record import Record


class Facts:
    """What a tree holds; paths are relative to its top, with slashes.

    `modules` are sorted by path, `roots` are the folders that packages start in, and `existing` holds those of the asked-for paths
    that are there. `unused_excludes` are the patterns that left nothing out. Where an earlier run is remembered, `changed` are
    the modules that differ from it (None where nothing is, or where modules came or went), and `notes` is what that run's rules
    left in `keep`.
    """

    def __init__(
        self,
        modules: Sequence[Module],
        roots: tuple[str, ...],
        existing: frozenset[str] = frozenset(),
        unused_excludes: tuple[str, ...] = (),
        links: Sequence[Links | None] = (),
        changed: frozenset[int] | None = None,
        notes: bytes | None = None,
        keep: Callable[[Facts, bytes | None], None] | None = None,
        before: Callable[[int], Record | None] | None = None,
    ) -> None:
        self.modules = tuple(modules)
        self.roots = roots
        self.existing = existing
        self.unused_excludes = unused_excludes
        self.changed = changed
        self.notes = notes
        self._links = links
        self._keep = keep
        self._before = before

    @cached_property
    def graph(self) -> ImportGraph:
        """Who imports whom."""
        return ImportGraph(self.modules, self._links)

    def before(self, number: int) -> Record | None:
        """What the earlier run read in a module that has changed since, as far as it is still known."""
        return None if self._before is None else self._before(number)

    def keep(self, notes: bytes | None) -> None:
        """Remember this run, with what its rules found out, for the next one; without a cache this does nothing."""
        if self._keep is not None:
            self._keep(self, notes)
