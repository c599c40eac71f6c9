"""`check --format json` keeps its published contract, and archlint keeps its own architecture."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from archlint.cli import main

ROOT = Path(__file__).parents[2]


def test_the_json_output_is_valid_under_its_schema(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "architecture.yaml").write_text('archlint: "1"\nsystem: {id: x}\ncomponents: {a: {kind: service}}\n')
    assert main(["check", str(tmp_path), "--format", "json"]) == 1
    report = json.loads(capsysbinary.readouterr().out)
    jsonschema.validate(report, json.loads((ROOT / "docs/findings.schema.json").read_text()))
    assert {finding["rule"] for finding in report["findings"]} >= {"missing-responsibility", "unexplained-technology"}
    assert all(finding["path"] == "architecture.yaml" and finding["line"] for finding in report["findings"])


def test_archlint_has_no_findings_in_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(ROOT)]) == 0
    assert "no findings" in capsys.readouterr().out
