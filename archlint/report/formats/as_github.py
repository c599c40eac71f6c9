"""Workflow commands of GitHub Actions: an annotation at each finding's line, the chain below its message.

GitHub shows a limited number of annotations a step; the log has them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from archlint.errors import Place
from archlint.report.machine import RepositoryPaths, safe_line, safe_lines
from archlint.report.terminal import Paint, conclusion
from archlint.rules import Finding, Summary

_COMMANDS: Final = {"error": "error", "warning": "warning", "info": "notice"}


def render(findings: Sequence[Finding], summary: Summary, _colour: bool) -> str:
    """One command a line, and what was checked as a plain line at the end."""
    paths = RepositoryPaths(summary.base)
    return (
        "\n".join([*(_command(finding, paths) for finding in findings), conclusion(findings, summary, Paint(colour=False))]) + "\n"
    )


def _command(finding: Finding, paths: RepositoryPaths) -> str:
    places = {"file": paths(finding.path), "line": str(max(finding.line, 1))}
    if finding.line and finding.column:
        places["col"] = str(finding.column)
    places["title"] = f"{finding.rule} ({finding.principle})"
    properties = ",".join(f"{name}={_property(safe_line(value))}" for name, value in places.items())
    steps = (safe_line(f"{Place(paths(step.path), step.line)}: {step.text}") for step in finding.steps)
    message = "\n".join([safe_lines(finding.message), *steps])
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\n", "%0A")  # no other line end is left


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
