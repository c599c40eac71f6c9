"""Findings, pictures and numbers as one HTML page that needs nothing else: see `archlint.report.html`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from archlint.rules import Finding, Subject, Summary

SHOWS_SUBJECT: Final = True


def render(findings: Sequence[Finding], summary: Summary, _colour: bool, subject: Subject | None = None) -> str:
    """The page; the pictures and numbers are those of the subject."""
    from archlint.report.html.page import page

    return page(findings, summary, subject)
