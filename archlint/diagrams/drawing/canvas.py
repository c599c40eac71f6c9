"""The pieces of SVG that all parts of a picture are made of."""

from __future__ import annotations

from archlint.diagrams.fonts import BOLD, REGULAR, width

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": " "})
_UNFIT = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\N{REPLACEMENT CHARACTER}")


def escape(text: str) -> str:
    """A text inside of XML, in an element or an attribute; what XML cannot hold becomes the replacement character."""
    return (text if text.isprintable() else text.translate(_UNFIT).replace("\r", " ")).translate(_ESCAPES)


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def rect(x: float, y: float, w: float, h: float, style: str, radius: float = 0) -> str:
    """A box, with round corners where there is a radius."""
    corner = f' rx="{number(radius)}"' if radius else ""
    return f'<rect class="{style}" x="{number(x)}" y="{number(y)}" width="{number(w)}" height="{number(h)}"{corner}/>'


def text(x: float, y: float, words: str, size: float, style: str, weight: int = REGULAR, *, middle: bool = False) -> str:
    """A line of text, as long in every font as it is in ours, so that it always fits its box."""
    if not words:
        return ""
    classes = " ".join([style, *["al-b"] * (weight == BOLD), *["al-mid"] * middle])
    length = number(width(words, size, weight))
    fixed = f' textLength="{length}" lengthAdjust="spacingAndGlyphs"' if len(words) > 1 and length != "0" else ""
    return f'<text class="{classes}" x="{number(x)}" y="{number(y)}" font-size="{number(size)}"{fixed}>{escape(words)}</text>'
