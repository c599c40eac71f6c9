"""A source file with its facts, which are decoded only when somebody asks."""

from __future__ import annotations

from collections.abc import Callable

from archlint.facts.record import Record
from archlint.facts.types import CodeFacts, ModuleFacts


class Module:
    """A source file with the name that others import it by. Two files of a monorepo may have one name, each under its own root.

    `path` is relative to the folder that was read, with slashes, `size` is in bytes; `is_package` tells an `__init__.py`,
    `is_stub` a `.pyi`.
    """

    __slots__ = ("_code", "_facts", "_read", "is_package", "name", "path", "root", "size")

    def __init__(
        self,
        name: str,
        path: str,
        root: str,
        is_package: bool,
        facts: ModuleFacts | None = None,
        code: CodeFacts | None = None,
        read: Callable[[], Record] | None = None,
        size: int = 0,
    ) -> None:
        """Facts that are given are kept; others are asked of `read`."""
        self.name = name
        self.path = path
        self.root = root
        self.size = size
        self.is_package = is_package
        self._facts = facts
        self._code = code
        self._read = read

    @property
    def facts(self) -> ModuleFacts:
        """What the file says about others."""
        if self._facts is None:
            self._facts = ModuleFacts() if self._read is None else self._read().facts()
        return self._facts

    @property
    def code(self) -> CodeFacts:
        """What the file says about itself, decoded at every call; `World.code` keeps what was asked for lately."""
        if self._code is not None:
            return self._code
        return CodeFacts() if self._read is None else self._read().code()

    @property
    def is_stub(self) -> bool:
        """Whether it only declares what another file does."""
        return self.path.endswith(".pyi")

    def __repr__(self) -> str:
        return f"Module({self.name!r}, {self.path!r})"
