"""Ids out of names that somebody else has given."""

from __future__ import annotations

import re
from collections.abc import Collection

MAX_LENGTH = 64


def id_of(name: str, taken: Collection[str], otherwise: str) -> str:
    """A short stable id for a name, none of those that are taken; `otherwise` where the name has no letter."""
    words = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").lower().lstrip("0123456789-")
    base = words[:MAX_LENGTH].rstrip("-") or otherwise
    candidate, number = base, 2
    while candidate in taken:
        tail = f"-{number}"
        candidate = base[: MAX_LENGTH - len(tail)].rstrip("-") + tail
        number += 1
    return candidate
