"""Findings as text: one output is one file `formats/as_<name>.py` with a function `render(findings, summary, colour)`.

A format that shows the code itself as well, its imports and its numbers, says `SHOWS_SUBJECT = True` and takes a fourth argument
`subject`: the facts and the model that the findings were found in.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archlint.rules import Finding, Subject, Summary

__all__ = ["format_names", "render"]

_PREFIX = "as_"


@cache
def format_names() -> tuple[str, ...]:
    """The names of the formats, text first."""
    files = Path(__file__).with_name("formats").glob(f"{_PREFIX}*.py")
    names = {file.stem.removeprefix(_PREFIX) for file in files}
    return tuple(sorted(names, key=lambda name: (name != "text", name)))


def render(
    findings: Sequence[Finding],
    summary: Summary,
    format: str = "text",  # noqa: A002
    colour: bool = False,
    subject: Subject | None = None,
) -> str:
    """The text of a report.

    Args:
        findings: in the order in which they are shown.
        summary: what was checked.
        format: one of `format_names()`.
        colour: whether it goes to a terminal that shows colours; formats for machines have none.
        subject: what was checked, for a format that shows more of it than the findings.

    Raises:
        UserError: there is no such format.
    """
    from importlib import import_module

    from archlint.errors import UserError

    if format not in format_names():
        raise UserError(f"no format is named '{format}'; there are {', '.join(format_names())}")
    module = import_module(f"{__name__}.formats.{_PREFIX}{format}")
    more = {"subject": subject} if getattr(module, "SHOWS_SUBJECT", False) else {}
    text: str = module.render(findings, summary, colour, **more)
    return text
