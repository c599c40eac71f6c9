"""Text inside of HTML, and the small pieces that all sections are made of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from archlint.report.machine import safe_line, safe_lines

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def esc(text: str) -> str:
    """One line of text, safe in an element and in a quoted attribute."""
    return safe_line(text).translate(_ESCAPES)


def esc_lines(text: str) -> str:
    """The same for several lines."""
    return safe_lines(text).translate(_ESCAPES)


def counted(number: int, word: str) -> str:
    """A number with its word."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def data_block(name: str, data: Mapping[str, Any]) -> str:
    """Data for the page's script, as JSON that cannot end its element."""
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=True).replace("<", "\\u003c")
    return f'<script type="application/json" id="data-{name}">{text}</script>'


def section(name: str, title: str, lead: str, body: str) -> str:
    """A part of the page under a heading; `lead` is HTML."""
    return (
        f'<section id="{name}" aria-labelledby="{name}-title">\n<h2 id="{name}-title">{esc(title)}</h2>\n'
        f'<p class="lead">{lead}</p>\n{body}\n</section>'
    )


def figure(value: float | int | None) -> str:
    """A number in a table; a dash where there is none."""
    if value is None:
        return "\N{EN DASH}"
    return f"{value:.2f}" if isinstance(value, float) else f"{value:,}"
