"""How wide a text is in the font that ships with archlint, and where its lines break: no installed font has a say in a layout."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

DATA = Path(__file__).parent / "data"
REGULAR, BOLD = 0, 1
FILES = (DATA / "Inter-Regular.otf", DATA / "Inter-Bold.otf")
FAMILY = "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', sans-serif"
_WIDE, _USUAL = 1000, 640
_tables: list[dict[str, int]] = []


def width(text: str, size: float, weight: int = REGULAR) -> float:
    """How long a text is, in pixels."""
    table = _table(weight)
    return sum(table[letter] if letter in table else _unknown(letter) for letter in text) * size / 1000


def covered(letters: Iterable[str]) -> bool:
    """Whether the font that ships with archlint has all these letters."""
    return _table(REGULAR).keys() >= set(letters)


def wrap(text: str, size: float, limit: float, weight: int = REGULAR, most: int = 3) -> tuple[str, ...]:
    """A text in lines of at most `limit` pixels, the last of at most `most` lines ending in an ellipsis where there is more."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, size, limit, weight):
        if line and width((line + piece).rstrip(), size, weight) > limit:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    lines.append(line.rstrip())
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1] + "…"
    while width(last, size, weight) > limit and len(last) > 1:
        last = last[:-2].rstrip() + "…"
    return (*lines[: most - 1], last)


def _pieces(text: str, size: float, limit: float, weight: int) -> list[str]:
    """Where a text may break: after spaces, dots, slashes, hyphens; inside a word only where it is longer than a line."""
    pieces = [""]
    for letter in " ".join(text.split()):
        pieces[-1] += letter
        too_long = len(pieces[-1]) > 3 and width(pieces[-1], size, weight) > limit * 0.9
        if letter in " -/_.,:·" or ord(letter) >= 0x2E80 or too_long:
            pieces.append("")
    return pieces


def _unknown(letter: str) -> int:
    from unicodedata import category, east_asian_width

    if category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return _WIDE if east_asian_width(letter) in "WF" or category(letter) == "So" else _USUAL


def _table(weight: int) -> dict[str, int]:
    if not _tables:
        for block in (DATA / "widths.txt").read_text("utf-8").removesuffix("\n").split("\n\n"):
            table: dict[str, int] = {}
            for line in block.split("\n"):
                number, _, letters = line.partition(" ")
                table |= dict.fromkeys(letters, int(number))
            _tables.append(table)
    return _tables[weight]
