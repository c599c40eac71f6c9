"""The nearest of the names that exist, for messages."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """`"; did you mean 'x'?"` where a name is near the word, else an empty text."""
    from difflib import get_close_matches  # only on the way to an error

    near = get_close_matches(word[:80], sorted(names), n=1, cutoff=0.6)
    return f"; did you mean '{near[0]}'?" if near else ""
