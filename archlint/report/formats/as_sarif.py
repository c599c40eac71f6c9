"""SARIF 2.1.0: findings with fingerprints, their chains, and the help of every rule that ran.

Made for GitHub's code scanning and valid for every reader: paths are relative to the top of the repository, and nothing in it
depends on the machine or the time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import Any, Final

from archlint import __version__
from archlint.report.machine import RepositoryPaths, unicode_text
from archlint.report.rule_help import markdown, why
from archlint.rules import Finding, Rule, Step, Summary, all_rules, explained

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final = {"error": "error", "warning": "warning", "info": "note"}
_PROBLEMS: Final = {"error": "error", "warning": "warning", "info": "recommendation"}  # GitHub's words


def render(findings: Sequence[Finding], summary: Summary, _colour: bool) -> str:
    """The JSON text, with a line break at its end."""
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(findings, summary)]}, indent=2) + "\n"


def _run(findings: Sequence[Finding], summary: Summary) -> dict[str, Any]:
    paths = RepositoryPaths(summary.base)
    names = _rule_names(findings, summary)
    known = {rule.id: rule for rule in (*all_rules(), *summary.own)}
    folder = "" if paths.prefix == "." else f"{paths.prefix}/"
    return {
        "tool": {
            "driver": {
                "name": "archlint",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_descriptor(known[name]) if name in known else {"id": name} for name in names],
            }
        },
        "automationDetails": {"id": f"archlint/{unicode_text(folder)}"},  # two folders of a repository do not overwrite each other
        "invocations": [_invocation(summary)],
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, names.index(finding.rule), paths) for finding in findings],
    }


def _rule_names(findings: Sequence[Finding], summary: Summary) -> list[str]:
    return list(dict.fromkeys([*summary.rules, *(finding.rule for finding in findings)]))


def _descriptor(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.id.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": why(rule)},
        "help": {"text": explained(rule), "markdown": markdown(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": ["architecture", rule.principle], "problem.severity": _PROBLEMS[rule.severity]},
    }


def _invocation(summary: Summary) -> dict[str, Any]:
    """That all went well, and which rules did not run: an empty result must not read as a clean one."""
    invocation: dict[str, Any] = {"executionSuccessful": True}
    if summary.without_model:
        text = f"not checked, there is no architecture.yaml: {', '.join(summary.without_model)}"
        invocation["toolConfigurationNotifications"] = [{"level": "note", "message": {"text": text}}]
    return invocation


def _result(finding: Finding, index: int, paths: RepositoryPaths) -> dict[str, Any]:
    where = _location(finding.path, finding.line, finding.column, paths)
    if finding.element:
        where["logicalLocations"] = [{"fullyQualifiedName": unicode_text(finding.element)}]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": unicode_text(finding.message)},
        "locations": [where],
        "partialFingerprints": {"archlint/v1": finding.fingerprint},
    }
    if finding.steps:
        result["relatedLocations"] = [{"id": number, **_step(step, paths)} for number, step in enumerate(finding.steps, 1)]
        flow = [{"location": _step(step, paths)} for step in finding.steps]
        result["codeFlows"] = [{"threadFlows": [{"locations": flow}]}]
    return result


def _step(step: Step, paths: RepositoryPaths) -> dict[str, Any]:
    return {**_location(step.path, step.line, step.column, paths), "message": {"text": unicode_text(step.text)}}


def _location(path: str, line: int, column: int, paths: RepositoryPaths) -> dict[str, Any]:
    """A place; one that means a whole file stands at its first line, because GitHub shows nothing without a line."""
    region = {"startLine": max(line, 1), **({"startColumn": column} if line and column else {})}
    artifact = {"uri": _uri(paths(path)), "uriBaseId": "%SRCROOT%"}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(os.fsencode(path))
