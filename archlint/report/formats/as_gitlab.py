"""A code quality report of GitLab: what a merge request shows as new and as fixed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from archlint.digest import digest
from archlint.report.machine import RepositoryPaths, unicode_text
from archlint.rules import Finding, Summary

_SEVERITIES: Final = {"error": "critical", "warning": "major", "info": "info"}


def render(findings: Sequence[Finding], summary: Summary, _colour: bool) -> str:
    """The JSON text, with a line break at its end."""
    paths = RepositoryPaths(summary.base)
    seen: Counter[str] = Counter()
    entries = []
    for finding in findings:
        entries.append(_entry(finding, paths, seen[finding.fingerprint]))
        seen[finding.fingerprint] += 1
    return json.dumps(entries, indent=2) + "\n"


def _entry(finding: Finding, paths: RepositoryPaths, occurrence: int) -> dict[str, Any]:
    return {
        "description": unicode_text(finding.message),
        "check_name": finding.rule,
        "fingerprint": _unique(finding.fingerprint, occurrence),
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": unicode_text(paths(finding.path)), "lines": {"begin": max(finding.line, 1)}},
    }


def _unique(fingerprint: str, occurrence: int) -> str:
    """GitLab drops all but the first finding of a fingerprint."""
    return digest(f"{fingerprint}\0{occurrence}".encode())[:32] if occurrence else fingerprint
