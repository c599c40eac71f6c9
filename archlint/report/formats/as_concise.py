"""Findings for people in a hurry: one line each, the chain that explains it below, and at the end what was checked."""

from __future__ import annotations

from collections.abc import Sequence

from archlint.report.terminal import Paint, conclusion, headline, steps
from archlint.rules import Finding, Summary


def render(findings: Sequence[Finding], summary: Summary, colour: bool) -> str:
    """The text, with a line break at its end."""
    paint = Paint(colour)
    lines = [line for each in findings for line in (headline(each, summary.base, paint), *steps(each, summary.base, paint))]
    return "\n".join([*lines, conclusion(findings, summary, paint)]) + "\n"
