"""The code quality report."""

from __future__ import annotations

import json
from typing import Any

from archlint.report import render
from archlint.rules import Finding, Summary
from tests.report.examples import CYCLE, EVERY, EVIL, LAYERS, NOTE, SUMMARY


def entries(*findings: Finding, base: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(render(findings, Summary(SUMMARY.rules, (), 42, None, base), "gitlab"))
    return found


def test_an_entry() -> None:
    assert entries(CYCLE, base="services/shop") == [
        {
            "description": "a → b → a",
            "check_name": "import-cycle",
            "fingerprint": "e" * 32,
            "severity": "major",
            "location": {"path": "services/shop/shop/a.py", "lines": {"begin": 1}},
        }
    ]


def test_nothing_is_an_empty_list() -> None:
    assert render([], SUMMARY, "gitlab") == "[]\n"


def test_severities_are_words_that_gitlab_knows() -> None:
    assert [entry["severity"] for entry in entries(LAYERS, CYCLE, NOTE)] == ["critical", "major", "info"]


def test_every_entry_has_a_line() -> None:
    assert [entry["location"]["lines"]["begin"] for entry in entries(*EVERY)] == [3, 2, 1, 1]


def test_fingerprints_are_unique_and_stay() -> None:
    fingerprints = [entry["fingerprint"] for entry in entries(LAYERS, CYCLE, LAYERS, LAYERS)]
    assert len(set(fingerprints)) == 4
    assert fingerprints[:2] == [LAYERS.fingerprint, CYCLE.fingerprint]
    assert fingerprints == [entry["fingerprint"] for entry in entries(LAYERS, CYCLE, LAYERS, LAYERS)]


def test_a_path_is_relative_and_unicode() -> None:
    (entry,) = entries(EVIL)
    assert entry["location"]["path"] == "dir, with: 100%/ä b\x1b[2J\n\\udcff.py"
    assert entry["description"].endswith("\\udc80 {0} [a](1)")
