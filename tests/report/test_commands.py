"""`archlint check`, `rules` and `explain` as they are called."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from archlint.cli import main
from archlint.rules import all_rules

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_text("import b\n")
    (tmp_path / "b.py").write_text("import a\n")
    return tmp_path


@pytest.mark.usefixtures("repo")
def test_findings_give_1_and_none_gives_0(capsys: Capture) -> None:
    assert main(["check"]) == 1
    assert capsys.readouterr().out.startswith("a.py:1:8: warning import-cycle: 2 modules import each other in a circle: a → b → a;")
    assert main(["check", ".", "--ignore", "import-cycle"]) == 0
    assert re.match(r"no findings: \d+ rules, 2 modules, no model", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["check", "nowhere"], "archlint: there is no 'nowhere'; give a folder or an architecture.yaml"),
        (["check", "empty"], "archlint: there is nothing to check in 'empty': no Python file and no architecture.yaml"),
        (["check", "--select", "import-cycles"], "archlint: no rule is named 'import-cycles'; did you mean 'import-cycle'?"),
        (["explain", "import_cycle"], "archlint: no rule is named 'import_cycle'; did you mean 'import-cycle'?"),
    ],
)
def test_a_mistake_gives_2_and_one_line(repo: Path, capsys: Capture, words: list[str], message: str) -> None:
    (repo / "empty").mkdir()
    assert main(words) == 2
    captured = capsys.readouterr()
    assert captured.err == message + "\n"
    assert captured.out == ""


def test_json_into_a_file(repo: Path, capsys: Capture) -> None:
    assert main(["check", "--format", "json", "-o", "findings.json"]) == 1
    assert capsys.readouterr().out == ""
    (finding,) = json.loads((repo / "findings.json").read_text())["findings"]
    assert (finding["rule"], finding["path"], finding["line"], finding["column"]) == ("import-cycle", "a.py", 1, 8)


def test_the_same_bytes_twice(repo: Path, capsys: Capture) -> None:
    outputs = []
    for _ in range(2):
        main(["check", str(repo), "--format", "json"])
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]
    assert str(repo) not in outputs[0]


def test_rules_lists_every_rule(capsys: Capture) -> None:
    assert main(["rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:3] for line in lines] == [[rule.id, rule.principle, rule.severity] for rule in all_rules()]
    assert main(["rules", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)["rules"]
    assert [rule["id"] for rule in listed] == [rule.id for rule in all_rules()]
    assert set(listed[0]) == {"id", "principle", "severity", "summary"}


def test_explain_tells_why_and_how(capsys: Capture) -> None:
    assert main(["explain", "layers"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("layers (layering, error; needs an architecture.yaml)\n")
    for word in ("\nWhy\n", "\nBad\n", "\nGood\n", "\nOptions\n", "    === shop/core.py ===\n", "# <- here"):
        assert word in page
    assert main(["explain", "layers", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["options"][0]["name"] == "code.layers.<id>.within"
