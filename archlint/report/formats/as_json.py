"""Findings for programs: `{"findings": [...]}`, most important first; pure ASCII, whatever a path holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from archlint.rules import Finding, Summary


def render(findings: Sequence[Finding], _summary: Summary, _colour: bool) -> str:
    """The JSON text, with a line break at its end."""
    return json.dumps({"findings": [_fields(finding) for finding in findings]}, indent=2) + "\n"


def _fields(finding: Finding) -> dict[str, Any]:
    fields: dict[str, Any] = {name: getattr(finding, name) for name in finding.__struct_fields__}
    fields["steps"] = [{name: getattr(step, name) for name in step.__struct_fields__} for step in finding.steps]
    return fields
