"""The extractor in machine code, where it was built with this installation: the same facts, several times sooner.

It is a library beside this file, made from the folder `native` of the repository; whatever it does not surely read as Python does,
it refuses. Nothing is lost where it is missing.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from functools import cache
from typing import Final, TypeAlias

NAME: Final = "_extractor.so"  # so on every system: it is no module of Python's

Encoded: TypeAlias = tuple[bytes, bytes]
Native: TypeAlias = Callable[[bytes, str, bool, int], Encoded | None]

RUNNING: Final = sys.version_info.minor
NEWEST: Final = 14


class _Answer(ctypes.Structure):
    _fields_ = (("bytes", ctypes.c_void_p), ("size", ctypes.c_size_t), ("split", ctypes.c_size_t))


@cache
def native() -> Native | None:
    """What makes both parts of a file's encoded facts, and None for one that is Python's to read; None where it is not there.

    It takes the source, the module's name, whether that is a package, and the minor version of Python whose syntax may be used.
    """
    path = os.path.join(os.path.dirname(__file__), NAME)
    if not os.path.exists(path) or os.environ.get("ARCHLINT_NATIVE") == "0":
        return None
    try:
        library = ctypes.CDLL(path)
        extract, release = library.archlint_extract, library.archlint_release
    except (OSError, AttributeError):  # built for another machine
        return None
    text = (ctypes.c_char_p, ctypes.c_size_t)
    extract.argtypes = (*text, *text, ctypes.c_bool, ctypes.c_uint8)
    extract.restype = _Answer
    release.argtypes = (_Answer,)
    release.restype = None

    def read(source: bytes, module: str, is_package: bool, minor: int) -> Encoded | None:
        name = module.encode("utf-8", "surrogatepass")
        answer = extract(source, len(source), name, len(name), is_package, minor)
        if not answer.bytes:
            return None
        both, split = ctypes.string_at(answer.bytes, answer.size), answer.split
        release(answer)
        return both[:split], both[split:]

    return read
