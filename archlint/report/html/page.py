"""The whole page."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from archlint.metrics import LEVELS, Level, Unit, measure, scope_of
from archlint.report.html.findings import findings_section, rules_section
from archlint.report.html.imports import imports_section
from archlint.report.html.matrix import matrix_section
from archlint.report.html.plot import plot_section
from archlint.report.html.summary import summary_section, title_of
from archlint.report.html.tables import metrics_section
from archlint.report.html.text import esc
from archlint.rules import Finding, Subject, Summary

_DATA: Final = Path(__file__).with_name("data")
_SHORT: Final = {"matrix": "Matrix"}
_HEADING: Final = re.compile(r'<section id="([\w-]+)"[^>]*>\n<h2[^>]*>([^<]+)</h2>')


def page(findings: Sequence[Finding], summary: Summary, subject: Subject | None) -> str:
    """The report as one file; without a subject it has the findings and no pictures."""
    scope = scope_of(subject) if subject is not None else None
    none: dict[Level, tuple[Unit, ...]] = dict.fromkeys(LEVELS, ())
    levels: Mapping[Level, Sequence[Unit]] = measure(scope) if scope is not None else none
    title = title_of(summary, subject)
    sections = [
        findings_section(findings, summary),
        *([imports_section(scope), matrix_section(scope)] if scope is not None else []),
        plot_section(levels),
        metrics_section(levels),
        rules_section(findings, summary),
    ]
    body = "\n".join(each for each in sections if each)
    head = summary_section(findings, summary, title, scope, levels)
    style, script = _style(), (_DATA / "page.js").read_text("utf-8")
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en">',
            f'<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{esc(title)}: architecture report</title>\n<style>{style}</style>\n</head>",
            f'<body>\n<a class="skip" href="#findings">Skip to the findings</a>\n{_navigation(body)}',
            f'<main>\n{head}\n{body}\n</main>\n<div class="tip" id="tip" hidden></div>',
            f"<script>{script}</script>\n</body>\n</html>\n",
        ]
    )


def _style() -> str:
    """The style sheet; the dark colours stand in it twice, for the system's choice and for the reader's own."""
    dark = (_DATA / "dark.css").read_text("utf-8").strip()
    sheet = (_DATA / "page.css").read_text("utf-8")
    return (
        f"{sheet}@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n:root[data-theme=dark]{{{dark}}}\n"
        "@media print{.needs-script,nav{display:none!important}}\n"
    )


def _policy(style: str, script: str) -> str:
    """Nothing is fetched, and nothing runs but the page's own script, whatever stands in the sources that it quotes."""
    digest = {name: b64encode(sha256(text.encode()).digest()).decode() for name, text in (("style", style), ("script", script))}
    return f"default-src 'none'; style-src 'sha256-{digest['style']}'; script-src 'sha256-{digest['script']}'; base-uri 'none'"


def _navigation(body: str) -> str:
    found = _HEADING.findall(body)
    links = "".join(f'<li><a href="#{name}">{_SHORT.get(name, title)}</a></li>' for name, title in found)
    return (
        f'<nav aria-label="Sections"><ul><li><a href="#summary">Summary</a></li>{links}</ul>'
        '<button type="button" id="theme" class="needs-script" aria-label="Change between light and dark">'
        '<span aria-hidden="true">◐</span> '
        '<span id="theme-name">Theme</span></button></nav>'
    )
