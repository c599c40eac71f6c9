"""Rows as text: for people, for programs, for spreadsheets."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from io import StringIO

from .core.ports import Answer


def as_table(answer: Answer) -> Iterator[str]:
    texts = [list(answer.columns), *([_text(value) for value in row] for row in answer.rows)]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    for row in texts:
        yield "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()


def as_json(answer: Answer) -> Iterator[str]:
    """One object a line."""
    for row in answer.rows:
        yield json.dumps(dict(zip(answer.columns, row, strict=True)), default=_text, ensure_ascii=False)


def as_csv(answer: Answer) -> Iterator[str]:
    for row in (list(answer.columns), *answer.rows):
        line = StringIO()
        csv.writer(line, lineterminator="").writerow(_text(value) for value in row)
        yield line.getvalue()


FORMATS: Mapping[str, Callable[[Answer], Iterator[str]]] = {"csv": as_csv, "json": as_json, "table": as_table}


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:g}" if value != round(value, 2) else f"{value:.2f}"
    isoformat = getattr(value, "isoformat", None)
    return str(isoformat()) if isoformat else str(value)
