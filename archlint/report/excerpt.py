"""The line of source that a finding speaks of, as a terminal can show it, with a caret below it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from archlint.report.terminal import printable

_WIDTH: Final = 120  # columns of source; not the terminal's, so that the same findings give the same text everywhere
_BEFORE_CARET: Final = 60  # how much of a long line stands before the place
_TAB: Final = 4
_LARGEST: Final = 32 * 1024 * 1024  # a larger file is not source that someone reads
_CUT: Final = "…"
_BREAK: Final = re.compile(r"\r\n?|\n")
_YAML_BREAK: Final = re.compile("\r\n?|[\n\x85\u2028\u2029]")  # libyaml counts these as lines, Python does not
_CODING: Final = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")


class Excerpt(NamedTuple):
    """A line made fit for a terminal; `caret` is the column of the screen, from 0, where the place is, or None."""

    text: str
    caret: int | None


def source_lines(base: str, places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """The lines at these places (path and line), each file read once.

    What cannot be shown is left out: a file that is gone, binary or no file, a line that is no longer there.
    """
    wanted: dict[str, set[int]] = {}
    for path, line in places:
        if line > 0:
            wanted.setdefault(path, set()).add(line)
    found = {}
    for path, numbers in wanted.items():
        lines = _lines(os.path.join(base, path)) if base else _lines(path)  # noqa: PTH118
        found.update({(path, number): lines[number - 1] for number in numbers if number <= len(lines)})
    return found


def _lines(file: str) -> list[str]:
    try:
        if not os.path.isfile(file) or os.path.getsize(file) > _LARGEST:  # noqa: PTH113, PTH202
            return []
        with open(file, "rb") as stream:
            data = stream.read()
    except (OSError, ValueError):  # no file's name holds a null byte
        return []
    if b"\0" in data:
        return []
    return (_YAML_BREAK if file.endswith((".yaml", ".yml")) else _BREAK).split(_decoded(data))


def _decoded(data: bytes) -> str:
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode()
    except UnicodeDecodeError:
        pass
    declared = next((found[1] for line in data.split(b"\n", 2)[:2] if (found := _CODING.match(line))), b"latin-1")
    try:
        return data.decode(declared.decode("ascii"))
    except (LookupError, UnicodeDecodeError):
        return data.decode("latin-1")


def excerpt(line: str, column: int) -> Excerpt:
    """A line with tabs as spaces, cut around the column (from 1) where it is long.

    There is no caret where the line has no such column: the file has changed, or the whole line is meant.
    """
    line = line.rstrip()
    at = column - 1 if 0 < column <= len(line) + 1 else None
    start = max(0, (at or 0) - _WIDTH)  # a line of megabytes is cut before it is measured
    cells = _cells(line[start : start + 3 * _WIDTH])
    widths = [_width(cell) for cell in cells]
    first, last = _window(widths, (at or 0) - start)
    before, after = _CUT * (start + first > 0), _CUT * (start + last < len(line))
    caret = None if at is None else len(before) + sum(widths[first : at - start])
    return Excerpt(before + "".join(cells[first:last]) + after, caret)


def _window(widths: list[int], at: int) -> tuple[int, int]:
    """From which cell to which one a line is shown, `at` among them."""
    if sum(widths) <= _WIDTH:
        return 0, len(widths)
    first, room = at, _BEFORE_CARET
    while first > 0 and widths[first - 1] <= room:
        first -= 1
        room -= widths[first]
    last, room = first, _WIDTH
    while last < len(widths) and widths[last] <= room:
        room -= widths[last]
        last += 1
    return first, last


def _cells(line: str) -> list[str]:
    """What each character becomes on the screen."""
    cells, column = [], 0
    for char in line:
        cell = " " * (_TAB - column % _TAB) if char == "\t" else printable(char)
        cells.append(cell)
        column += _width(cell)
    return cells


def _width(cell: str) -> int:
    """How many columns a terminal gives to a printable text."""
    if cell.isascii():
        return len(cell)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in cell)
