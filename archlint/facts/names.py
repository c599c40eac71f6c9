"""Module names and the patterns that stand for many of them."""

from __future__ import annotations

import re
from functools import cache

_PARTS = {"*": r"[^.]+", "**": r"[^.]+(?:\.[^.]+)*"}


def is_at_or_below(name: str, ancestor: str) -> bool:
    """Whether a dotted name is the ancestor itself or a part of it."""
    return name == ancestor or name.startswith(ancestor + ".")


class Pattern:
    """A module name in which `*` stands for one part and `**` for any number of parts (at least one)."""

    __slots__ = ("_exact", "_regex", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._exact = "*" not in text
        self._regex = None if self._exact else _compiled(text)

    def matches(self, name: str) -> bool:
        """Whether it stands for exactly this module."""
        return name == self.text if self._regex is None else self._regex.fullmatch(name + ".") is not None

    def covers(self, name: str) -> bool:
        """Whether it stands for this module or for a package that the module is in."""
        if self._regex is None:
            return is_at_or_below(name, self.text)
        return self._regex.match(name + ".") is not None

    @property
    def depth(self) -> int:
        """How many parts it names without a wildcard: how closely it says what it means."""
        return sum("*" not in part for part in self.text.split("."))

    @property
    def top(self) -> str:
        """The first part of the name."""
        return self.text.partition(".")[0]


@cache
def _compiled(text: str) -> re.Pattern[str]:
    return re.compile(r"\.".join(_PARTS.get(part, re.escape(part)) for part in text.split(".")) + r"\.")  # the last dot ends a part
