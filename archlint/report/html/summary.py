"""The head of the page: what was checked and how it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from archlint import __version__
from archlint.metrics import Level, Scope, Unit, knots
from archlint.report.html.text import counted, esc
from archlint.rules import PRINCIPLES, SEVERITIES, Finding, Subject, Summary

_WIDTH = 1000


def title_of(summary: Summary, subject: Subject | None) -> str:
    """The name of what was checked: the system's, or that of its folder as it was typed."""
    if subject is not None and subject.has_model:
        system = subject.model.system
        return system.name or system.id
    return PurePosixPath(summary.base).name or "This repository"


def summary_section(
    findings: Sequence[Finding],
    summary: Summary,
    title: str,
    scope: Scope | None,
    levels: Mapping[Level, Sequence[Unit]],
) -> str:
    """Title, one sentence, the severities as a bar, figures, and the principles."""
    return (
        f'<header class="top" id="summary"><p class="kicker">Architecture report <span>archlint {__version__}</span></p>'
        f"<h1>{esc(title)}</h1>\n{_verdict(findings, summary)}\n{_bar(findings)}\n"
        f'<dl class="figures">{_figures(summary, scope, levels)}</dl>\n{_principles(findings)}</header>'
    )


def _verdict(findings: Sequence[Finding], summary: Summary) -> str:
    model = f"its model <code>{esc(summary.model)}</code>" if summary.model else "no model"
    if not findings:
        return f'<p class="verdict good">No findings in {counted(summary.modules, "module")}, with {model}.</p>'
    files = counted(len({each.path for each in findings}), "file")
    return f'<p class="verdict">{counted(len(findings), "finding")} in {files}, with {model}.</p>'


def _bar(findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    counts = Counter[str](each.severity for each in findings)
    parts, x = [], 0.0
    for name in SEVERITIES:
        width = _WIDTH * counts[name] / len(findings)
        if width:
            parts.append(f'<rect class="fill-{name}" x="{x:.1f}" y="0" width="{max(width - 3, 1):.1f}" height="10" rx="2"/>')
        x += width
    words = ", ".join(f"{counts[name]} {name}" for name in SEVERITIES if counts[name])
    keys = "".join(f'<span class="key {name}">{name} <b>{counts[name]}</b></span>' for name in SEVERITIES if counts[name])
    return (
        f'<svg class="bar" role="img" aria-label="{words}" viewBox="0 0 {_WIDTH} 10" preserveAspectRatio="none">'
        f"{''.join(parts)}</svg>"
        f'<p class="keys" aria-hidden="true">{keys}</p>'
    )


def _figures(summary: Summary, scope: Scope | None, levels: Mapping[Level, Sequence[Unit]]) -> str:
    rows = [(f"{len(summary.rules)}", "rules ran"), (f"{summary.modules:,}", "modules checked")]
    if scope is not None:
        sizes = [len(knot) for knot in knots(scope)]
        if len(scope.numbers) != summary.modules:
            rows.append((f"{len(scope.numbers):,}", "of them no tests: measured below"))
        rows.append((f"{sum(map(len, scope.edges.values())):,}", "pairs of modules, one importing the other"))
        rows.append((f"{len(levels['package']):,}", "packages"))
        if levels["context"]:
            rows.append((f"{len(levels['context'])}", "bounded contexts"))
        rows.append((f"{len(sizes)}", "import cycles" + (f", the largest of {sizes[0]} modules" if sizes else "")))
    return "".join(f"<div><dt>{word}</dt><dd>{value}</dd></div>" for value, word in rows)


def _principles(findings: Sequence[Finding]) -> str:
    """The findings by principle; with a script, each row narrows the list down."""
    counts = Counter[str](each.principle for each in findings)
    most = max(counts.values(), default=0)
    rows = "".join(
        f'<li><button type="button" data-principle="{name}"><span>{name}</span>'
        f'<svg viewBox="0 0 {_WIDTH} 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="fill-accent" width="{_WIDTH * counts[name] / most:.1f}" height="10" rx="2"/></svg>'
        f"<b>{counts[name]}</b></button></li>"
        for name in PRINCIPLES
        if counts[name]
    )
    return f'<ul class="principles" aria-label="Findings by principle">{rows}</ul>' if rows else ""
