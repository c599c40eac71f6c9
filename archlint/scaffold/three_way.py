"""Two changes of one text to one text: the three-way merge of an update, with git's marks where both changed the same lines.

Lines are bytes, so that no encoding and no line end is lost. The changes of each side are found by difflib; changes that touch,
with no common line between them, are one conflict, as they are for git.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

Lines = Sequence[bytes]

_OURS: Final = b"<<<<<<< "
_MIDDLE: Final = b"======="
_THEIRS: Final = b">>>>>>> "


class Merged(NamedTuple):
    """A merged text, and how many places of it a person must decide."""

    data: bytes
    conflicts: int


class _Change(NamedTuple):
    """Lines of the ancestor, from `start` up to `end`, that one side replaced."""

    start: int
    end: int
    lines: Lines


def merge(base: bytes, ours: bytes, theirs: bytes, labels: tuple[str, str]) -> Merged:
    """Merge two texts that come from one.

    Args:
        base: the common ancestor.
        ours: what the user made of it.
        theirs: what the newer template makes of it.
        labels: what the marks call the two sides.

    Returns:
        The text; where both sides changed the same lines differently, both versions stand between git's conflict marks.
    """
    if ours == theirs or theirs == base:
        return Merged(ours, 0)
    if ours == base:
        return Merged(theirs, 0)
    if _ends_with_crlf(ours):  # an editor's or git's doing, and none of the template's
        base, theirs = _with_crlf(base), _with_crlf(theirs)
    return _merge_lines(_split(base), _split(ours), _split(theirs), labels)


def has_marks(data: bytes) -> bool:
    """Whether conflict marks stand in a text: an earlier merge that nobody has finished."""
    lines = data.splitlines()
    return any(line.startswith(_OURS) for line in lines) and any(line.startswith(_THEIRS) for line in lines)


def _merge_lines(base: Lines, ours: Lines, theirs: Lines, labels: tuple[str, str]) -> Merged:
    own, other = _changes(base, ours), _changes(base, theirs)
    result: list[bytes] = []
    conflicts = at = 0
    while own or other:
        start, end, mine, yours = _next_group(own, other)
        result += base[at:start]
        at = end
        left, right = _applied(base, start, end, mine), _applied(base, start, end, yours)
        if not yours or left == right:
            result += left
        elif not mine:
            result += right
        else:
            result += _conflict(left, right, labels)
            conflicts += 1
    result += base[at:]
    return Merged(b"".join(result), conflicts)


def _changes(base: Lines, side: Lines) -> list[_Change]:
    codes = SequenceMatcher(None, base, side, autojunk=False).get_opcodes()
    return [_Change(start, end, side[first:last]) for tag, start, end, first, last in codes if tag != "equal"]


def _next_group(own: list[_Change], other: list[_Change]) -> tuple[int, int, list[_Change], list[_Change]]:
    """Take the first changes that overlap or touch off both lists: the lines of the ancestor that they cover, and each side's."""
    start = min(changes[0].start for changes in (own, other) if changes)
    end = max(changes[0].end for changes in (own, other) if changes and changes[0].start == start)
    taken: tuple[list[_Change], list[_Change]] = ([], [])
    grown = True
    while grown:
        grown = False
        for changes, group in ((own, taken[0]), (other, taken[1])):
            while changes and changes[0].start <= end:
                end = max(end, changes[0].end)
                group.append(changes.pop(0))
                grown = True
    return start, end, *taken


def _applied(base: Lines, start: int, end: int, changes: list[_Change]) -> list[bytes]:
    lines: list[bytes] = []
    for change in changes:
        lines += [*base[start : change.start], *change.lines]
        start = change.end
    return [*lines, *base[start:end]]


def _conflict(ours: list[bytes], theirs: list[bytes], labels: tuple[str, str]) -> list[bytes]:
    """Both versions between marks; lines that both begin or end with stand outside."""
    head = _common(ours, theirs)
    tail = _common(ours[head:][::-1], theirs[head:][::-1])
    left, right = ours[head : len(ours) - tail], theirs[head : len(theirs) - tail]
    end = b"\r\n" if any(line.endswith(b"\r\n") for line in (*ours, *theirs)) else b"\n"
    marked = [
        _OURS + labels[0].encode() + end,
        *_ended(left, end),
        _MIDDLE + end,
        *_ended(right, end),
        _THEIRS + labels[1].encode() + end,
    ]
    return [*ours[:head], *marked, *ours[len(ours) - tail :]]


def _common(first: Lines, second: Lines) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count


def _ended(lines: list[bytes], end: bytes) -> list[bytes]:
    """Lines of which the last one has its line end too, so that a mark after it stands on a line of its own."""
    return lines if not lines or lines[-1].endswith(b"\n") else [*lines[:-1], lines[-1] + end]


def _split(data: bytes) -> list[bytes]:
    parts = data.split(b"\n")
    return [part + b"\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def _ends_with_crlf(data: bytes) -> bool:
    return b"\r\n" in data and data.count(b"\r\n") == data.count(b"\n")


def _with_crlf(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
