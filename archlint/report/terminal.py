"""What the outputs for people share: colours, text that cannot command a terminal, the line of a finding, the last line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from archlint.errors import Place
from archlint.rules import SEVERITIES, Finding, Summary

_COLOURS: Final = {"error": "1;31", "warning": "1;33", "info": "1;36", "bold": "1", "faint": "2", "good": "32"}


class Paint:
    """Colours a text, where colours are wanted."""

    def __init__(self, colour: bool) -> None:
        self._colour = colour

    def __call__(self, text: str, name: str) -> str:
        """The text in the colour of a severity, or `bold`, `faint` or `good`."""
        return f"\x1b[{_COLOURS[name]}m{text}\x1b[0m" if self._colour else text


def printable(text: str) -> str:
    """A file's name, or its text, must not command the terminal that shows it."""
    return text if text.isprintable() else "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def headline(finding: Finding, base: str, paint: Paint) -> str:
    """Place, severity, rule and message in one line."""
    place = Place(_typed(base, finding.path), finding.line, finding.column)
    severity = paint(finding.severity, finding.severity)
    return f"{paint(f'{place}:', 'bold')} {severity} {finding.rule}: {printable(finding.message)}"


def steps(finding: Finding, base: str, paint: Paint) -> Iterator[str]:
    """The chain that explains a finding, one line each."""
    for step in finding.steps:
        yield paint(f"    {Place(_typed(base, step.path), step.line)}: {printable(step.text)}", "faint")


def _typed(base: str, path: str) -> str:
    """The path below the folder as it was typed, so that a terminal can open it."""
    return printable(f"{base.removesuffix('/')}/{path}" if base else path)


def conclusion(findings: Sequence[Finding], summary: Summary, paint: Paint) -> str:
    """How much was found and what was checked, so that nobody takes silence for success."""
    model = "1 model" if summary.model else "no model"
    checked = f"{_counted(len(summary.rules), 'rule')}, {_counted(summary.modules, 'module')}, {model}"
    if summary.borrowed:
        checked += f", the contracts of {' and '.join(map(printable, summary.borrowed))}"
    if summary.without_model:
        checked += f" ({_counted(len(summary.without_model), 'more rule')} with an architecture.yaml)"
    checked += "".join(f"; {number} {what}" for number, what in ((summary.ignored, "ignored"), (summary.known, "known")) if number)
    checked = "\n".join([checked, *map(printable, summary.notes)])
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
