"""Facts as values: frozen, without a reference to a syntax tree, so that they can be cached and sent between processes."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

ImportKind: TypeAlias = Literal["module", "from", "star"]


class Import(Struct, frozen=True, array_like=True, gc=False):
    """One imported name: `import a.b` has the module a.b and no name, `from a import b` the module a and the name b.

    A relative import is resolved (`module` is absolute); `level` tells with how many dots it was written, and one that leads out of
    the top package leaves `module` empty. `type_checking`, `in_function` and `in_main` (`if __name__ == "__main__"`) tell where it
    does not run. Line and column, from 1, are those of the name itself.
    """

    module: str
    name: str
    line: int
    column: int
    level: int = 0
    type_checking: bool = False
    in_function: bool = False
    in_main: bool = False

    @property
    def kind(self) -> ImportKind:
        """How it is written."""
        return "module" if not self.name else "star" if self.name == "*" else "from"

    @property
    def at_runtime(self) -> bool:
        """Whether it runs when its module is imported."""
        return not (self.type_checking or self.in_function or self.in_main)


class Note(Struct, frozen=True, array_like=True, gc=False):
    """Why a file could not be read; line and column are 0 where they are not known."""

    message: str
    line: int = 0
    column: int = 0


class ModuleFacts(Struct, frozen=True, array_like=True, gc=False):
    """All that the text of one file says; where it could not be read, a note and nothing else.

    `offered` are the names that a package's `__init__.py` binds itself: `from package import name` gives those, even where there
    is a module of the same name.
    """

    imports: tuple[Import, ...] = ()
    note: Note | None = None
    offered: frozenset[str] = frozenset()


class Module(Struct, frozen=True, gc=False):
    """A source file with the name that others import it by. Two files of a monorepo may have one name, each under its own root."""

    name: str
    path: str
    root: str
    is_package: bool
    facts: ModuleFacts


class Facts(Struct, frozen=True):
    """What a tree holds; paths are relative to its top, with slashes.

    `modules` are sorted by path, `roots` are the folders that packages start in, and `existing` holds those of the asked-for paths
    that are there.
    """

    modules: tuple[Module, ...]
    roots: tuple[str, ...]
    existing: frozenset[str] = frozenset()
