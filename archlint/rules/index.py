"""Which rules there are, remembered: a run that finds everything unchanged need not import what would look into files."""

from __future__ import annotations

import os
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import msgspec

from archlint import __version__
from archlint.rules import catalogue
from archlint.rules.types import Rule
from archlint.user_cache import folder

FUNCTIONS: Final = ("find", "inspect", "conclude", "audit")


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A module of the catalogue, its rule, and which of the functions it has."""

    module: str
    rule: Rule
    functions: tuple[str, ...]


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    key: str
    entries: tuple[Entry, ...]


def entries() -> tuple[Entry, ...]:
    """The rules of the catalogue by the names of their modules; the cache only saves time, and any fault of it is passed over."""
    key = f"{__version__} {code_edition():x}"
    home = folder()
    file = None if home is None else home / f"rules-{crc32(os.fsencode(__file__)):08x}.msgpack"
    with suppress(OSError, msgspec.MsgspecError):
        if file is not None:
            kept = msgspec.msgpack.decode(file.read_bytes(), type=_Kept)
            if kept.key == key:
                return kept.entries
    found = tuple(map(_entry, _names()))
    if file is not None:
        _keep(file, msgspec.msgpack.encode(_Kept(key, found)))
    return found


def _names() -> list[str]:
    names = {file.stem for place in catalogue.__path__ for file in Path(place).glob("*.py")}
    return sorted(f"{catalogue.__name__}.{name}" for name in names if not name.startswith("_"))


def _entry(name: str) -> Entry:
    module = import_module(name)
    return Entry(name, module.RULE, tuple(each for each in FUNCTIONS if hasattr(module, each)))


def _keep(file: Path, data: bytes) -> None:
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_name(f"{file.name}.{os.getpid()}")
        fresh.write_bytes(data)
        fresh.replace(file)


class Late:
    """A function of a module that is imported once it is called."""

    __slots__ = ("_module", "_name")

    def __init__(self, module: str, name: str) -> None:
        self._module = module
        self._name = name

    def __call__(self, *arguments: Any) -> Any:
        """Import it and call it."""
        return getattr(import_module(self._module), self._name)(*arguments)


def code_edition() -> int:
    """Changes when the rules' own code does."""
    here = Path(__file__).parent
    files = [entry for place in (here, here / "catalogue") for entry in os.scandir(place) if entry.is_file()]
    return crc32(repr(sorted((entry.path, (stat := entry.stat()).st_size, stat.st_mtime_ns) for entry in files)).encode())
