"""Findings for people: a line each, the source with a caret and the explaining chain below it, and at the end what was checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archlint.report.excerpt import excerpt, source_lines
from archlint.report.terminal import Paint, conclusion, headline, steps
from archlint.rules import Finding, Summary


def render(findings: Sequence[Finding], summary: Summary, colour: bool) -> str:
    """The text, with a line break at its end; the source is read below the folder that was checked."""
    paint = Paint(colour)
    lines = source_lines(summary.base, ((finding.path, finding.line) for finding in findings))
    output: list[str] = []
    for finding in findings:
        output.append(headline(finding, summary.base, paint))
        output += _source(finding, lines.get((finding.path, finding.line), ""), paint)
        output += steps(finding, summary.base, paint)
        output.append("")
    return "\n".join([*output, conclusion(findings, summary, paint)]) + "\n"


def _source(finding: Finding, line: str, paint: Paint) -> Iterator[str]:
    if not line.strip():
        return
    text, caret = excerpt(line, finding.column)
    number = f"{finding.line:>5}"
    yield f"{paint(f'{number} |', 'faint')} {text}"
    if caret is not None:
        yield f"{paint(' ' * len(number) + ' |', 'faint')} {' ' * caret}{paint('^', finding.severity)}"
