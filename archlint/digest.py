"""SHA-256 without OpenSSL: loading that takes longer than a warm check has for all its digests."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes, 64 hexadecimal digits."""
    found: str = _sha256()(data).hexdigest()
    return found


@cache
def _sha256() -> Any:
    for module in ("_sha2", "_sha256"):  # Python 3.12 and later; Python 3.11
        try:
            return import_module(module).sha256
        except (ImportError, AttributeError):
            continue
    from hashlib import sha256

    return sha256
