"""A source file with its facts, which are decoded only when somebody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from archlint.facts.types import CodeFacts, ModuleFacts

if TYPE_CHECKING:
    from archlint.facts.record import Record


class Reader(Protocol):
    """Where the records of modules come from."""

    def record(self, number: int) -> Record:
        """The record of the module with this number."""


_PACKAGES: Final = ("__init__.py", "__init__.pyi")


class Module:
    """A source file with the name that others import it by. Two files of a monorepo may have one name, each under its own root.

    `path` is relative to the folder that was read, with slashes, `size` is in bytes; `is_package` tells an `__init__.py`,
    `is_stub` a `.pyi`.
    """

    __slots__ = ("_code", "_facts", "_number", "_reader", "is_package", "name", "path", "root", "size")

    def __init__(
        self,
        name: str,
        path: str,
        root: str,
        is_package: bool,
        facts: ModuleFacts | None = None,
        code: CodeFacts | None = None,
    ) -> None:
        self.name = name
        self.path = path
        self.root = root
        self.is_package = is_package
        self.size = 0
        self._facts = facts
        self._code = code
        self._reader: Reader | None = None
        self._number = 0

    @classmethod
    def read(cls, reader: Reader, number: int, name: str, path: str, root: str, size: int) -> Module:
        """A module whose facts a reader has, under a number."""
        module = cls(name, path, root, path.endswith(_PACKAGES))
        module.size = size
        module._reader = reader
        module._number = number
        return module

    @property
    def facts(self) -> ModuleFacts:
        """What the file says about others."""
        if self._facts is None:
            self._facts = ModuleFacts() if self._reader is None else self._reader.record(self._number).facts()
        return self._facts

    @property
    def code(self) -> CodeFacts:
        """What the file says about itself, decoded at every call; `World.code` keeps what was asked for lately."""
        if self._code is not None:
            return self._code
        return CodeFacts() if self._reader is None else self._reader.record(self._number).code()

    @property
    def is_stub(self) -> bool:
        """Whether it only declares what another file does."""
        return self.path.endswith(".pyi")

    def __repr__(self) -> str:
        return f"Module({self.name!r}, {self.path!r})"
