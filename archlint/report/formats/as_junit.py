"""JUnit XML: a suite for each rule.

A finding is a failed case, a rule without one has a case that passed, and a rule that lacks a model one that was skipped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final
from xml.etree import ElementTree as ET

from archlint.errors import Place
from archlint.report.machine import RepositoryPaths, safe_line, safe_lines
from archlint.rules import Finding, Summary, all_rules

_SKIPPED: Final = "there is no architecture.yaml"


def render(findings: Sequence[Finding], summary: Summary, _colour: bool) -> str:
    """The XML text, with a line break at its end."""
    paths = RepositoryPaths(summary.base)
    summaries = {rule.id: rule.summary for rule in (*all_rules(), *summary.own)}
    by_rule: dict[str, list[Finding]] = {name: [] for name in summary.rules}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    cases = sum(len(found) or 1 for found in by_rule.values()) + len(summary.without_model)
    root = _element(None, "testsuites", name="archlint", **_counts(cases, len(findings), len(summary.without_model)))
    for name, found in by_rule.items():
        suite = _element(root, "testsuite", name=name, **_counts(len(found) or 1, len(found)))
        if found:
            _failures(suite, found, paths)
        else:
            _case(suite, name, summaries)
    for name in summary.without_model:
        suite = _element(root, "testsuite", name=name, **_counts(1, 0, 1))
        _element(_case(suite, name, summaries), "skipped", message=_SKIPPED)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _counts(tests: int, failures: int, skipped: int = 0) -> dict[str, str]:
    return {"tests": str(tests), "failures": str(failures), "errors": "0", "skipped": str(skipped), "time": "0"}


def _failures(suite: ET.Element, findings: Sequence[Finding], paths: RepositoryPaths) -> None:
    """One case each; its name has no line, so that a server knows the case again after an edit above it."""
    seen: Counter[str] = Counter()
    for finding in findings:
        path = paths(finding.path)
        name = f"{path}: {finding.element}" if finding.element else path
        seen[name] += 1
        case = _element(
            suite,
            "testcase",
            name=name if seen[name] == 1 else f"{name} ({seen[name]})",
            classname=f"archlint.{finding.rule}",
            file=path,
            line=str(max(finding.line, 1)),
            time="0",
        )
        failure = _element(case, "failure", message=finding.message, type=finding.severity)
        place = safe_line(str(Place(path, finding.line, finding.column)))
        failure.text = "\n".join([place, safe_lines(finding.message), *_steps(finding, paths)])


def _steps(finding: Finding, paths: RepositoryPaths) -> list[str]:
    return [safe_line(f"    {Place(paths(step.path), step.line)}: {step.text}") for step in finding.steps]


def _case(suite: ET.Element, rule: str, summaries: dict[str, str]) -> ET.Element:
    """The one case of a rule without findings; its name is what the rule asks."""
    return _element(suite, "testcase", name=summaries.get(rule, rule), classname=f"archlint.{rule}", time="0")


def _element(parent: ET.Element | None, tag: str, **attributes: str) -> ET.Element:
    safe = {name: safe_line(value) for name, value in attributes.items()}
    return ET.Element(tag, safe) if parent is None else ET.SubElement(parent, tag, safe)
