"""Findings for people: one line each, the chain that explains it below, and at the end what was checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from archlint.rules import SEVERITIES, Finding, Summary

_COLOURS: Final = {"error": "31", "warning": "33", "info": "36", "bold": "1", "faint": "2", "good": "32"}


def render(findings: Sequence[Finding], summary: Summary, colour: bool) -> str:
    """The text, with a line break at its end; paths begin with the folder as it was typed, so that a terminal can open them."""
    paint = _Paint(colour)
    lines = [line for finding in findings for line in _lines(finding, summary.base, paint)]
    return "\n".join([*lines, _conclusion(findings, summary, paint)]) + "\n"


class _Paint:
    def __init__(self, colour: bool) -> None:
        self._colour = colour

    def __call__(self, text: str, name: str) -> str:
        return f"\x1b[{_COLOURS[name]}m{text}\x1b[0m" if self._colour else text


def _lines(finding: Finding, base: str, paint: _Paint) -> Iterator[str]:
    place = f"{_path(base, finding.path)}:{finding.line}:{finding.column}:"
    severity = paint(finding.severity, finding.severity)
    yield f"{paint(place, 'bold')} {severity} {finding.rule}: {_printable(finding.message)}"
    for step in finding.steps:
        yield paint(f"    {_path(base, step.path)}:{step.line}: {_printable(step.text)}", "faint")


def _path(base: str, path: str) -> str:
    return _printable(f"{base.removesuffix('/')}/{path}" if base else path)


def _printable(text: str) -> str:
    """A file's name must not command the terminal that shows it."""
    return text if text.isprintable() else "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def _conclusion(findings: Sequence[Finding], summary: Summary, paint: _Paint) -> str:
    model = "1 model" if summary.model else "no model"
    checked = f"{_counted(len(summary.rules), 'rule')}, {_counted(summary.modules, 'module')}, {model}"
    if summary.without_model:
        checked += f" ({_counted(len(summary.without_model), 'more rule')} with an architecture.yaml)"
    if not findings:
        return f"{paint('no findings', 'good')}: {checked}"
    by_severity = Counter[str](finding.severity for finding in findings)
    kinds = ", ".join(
        _counted(by_severity[name], name) if name != "info" else f"{by_severity[name]} info"
        for name in SEVERITIES
        if by_severity[name]
    )
    files = _counted(len({finding.path for finding in findings}), "file")
    return f"{paint(_counted(len(findings), 'finding'), 'bold')} ({kinds}) in {files}; checked: {checked}"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
