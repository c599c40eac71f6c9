"""What a command that must answer at once does before it imports the rest."""

from __future__ import annotations

import sys
from importlib import import_module


def load_msgspec() -> None:
    """Import msgspec without `typing_extensions`.

    msgspec takes from there, where somebody has installed it, what Python's own `typing` has as well in every version that
    archlint runs on; loading it takes longer than all of a warm check's reading.
    """
    name = "typing_extensions"
    if name in sys.modules or "msgspec" in sys.modules:
        return
    sys.modules[name] = None  # type: ignore[assignment]  # Python's way to say that there is none
    try:
        import_module("msgspec")
    finally:
        del sys.modules[name]
