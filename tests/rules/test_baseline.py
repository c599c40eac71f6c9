"""A baseline: written once, then it only shrinks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archlint.cli import main

Capture = pytest.CaptureFixture[str]
FILE = ".archlint-baseline.json"


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two files that import each other, and two that cannot be read."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_text("import b\n")
    (tmp_path / "b.py").write_text("import a\n")
    for name in ("broken", "torn"):
        (tmp_path / f"{name}.py").write_text("def f(:\n")
    return tmp_path


def entries(repo: Path, name: str = FILE) -> list[tuple[str, str]]:
    return [(each["path"], each["rule"]) for each in json.loads((repo / name).read_text())["findings"]]


def test_known_findings_are_hidden_and_counted(repo: Path, capsys: Capture) -> None:
    assert main(["baseline"]) == 0
    assert capsys.readouterr().out == f"{FILE}: 3 known, 3 added\n"
    assert entries(repo) == [("a.py", "import-cycle"), ("broken.py", "unreadable-source"), ("torn.py", "unreadable-source")]
    assert main(["check"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("no findings: ")
    assert out.endswith("; 3 known\n")
    assert main(["check", "--no-baseline"]) == 1
    assert main(["check", "--baseline", FILE, "--format", "json"]) == 0


def test_what_is_new_is_shown_alone(repo: Path, capsys: Capture) -> None:
    main(["baseline"])
    (repo / "fresh.py").write_text("def f(:\n")
    capsys.readouterr()
    assert main(["check", "--format", "json"]) == 1
    assert [each["path"] for each in json.loads(capsys.readouterr().out)["findings"]] == ["fresh.py"]


def test_moved_lines_stay_known(repo: Path) -> None:
    main(["baseline"])
    (repo / "a.py").write_text('"""Words."""\n\n\nimport b\n')
    assert main(["check"]) == 0


def test_one_entry_lets_one_finding_pass(repo: Path) -> None:
    (repo / "architecture.yaml").write_text('archlint: "1"\nsystem: {id: x}\ncontracts:\n  a: {format: avro, file: no}\n')
    assert main(["baseline"]) == 0
    text = (repo / "architecture.yaml").read_text()
    (repo / "architecture.yaml").write_text(text + "  b: {format: avro, file: no}\n")
    assert main(["check", "--select", "missing-file"]) == 1


def test_it_shrinks_and_refuses_what_is_new(repo: Path, capsys: Capture) -> None:
    main(["baseline"])
    (repo / "torn.py").write_text("X = 1\n")
    (repo / "fresh.py").write_text("def f(:\n")
    capsys.readouterr()
    assert main(["baseline"]) == 1
    captured = capsys.readouterr()
    assert captured.out == f"{FILE}: 2 known, 1 mended and taken out\n"
    assert captured.err == "archlint: 1 new finding is not added; mend what `archlint check` shows, or say `--add`\n"
    assert [path for path, _ in entries(repo)] == ["a.py", "broken.py"]
    assert main(["baseline", "--add"]) == 0
    assert [path for path, _ in entries(repo)] == ["a.py", "broken.py", "fresh.py"]


def test_mended_entries_are_reported_and_may_fail(repo: Path, capsys: Capture) -> None:
    main(["baseline"])
    (repo / "torn.py").write_text("X = 1\n")
    capsys.readouterr()
    assert main(["check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == f"1 entry in {FILE} is mended; `archlint baseline` takes it out:"
    assert lines[2].startswith("    torn.py: unreadable-source: ")
    assert main(["check", "--strict-baseline"]) == 1
    capsys.readouterr()
    assert main(["check", "--format", "json"]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out) == {"findings": []}
    assert captured.err.startswith(f"archlint: 1 entry in {FILE} is mended")


def test_rules_that_were_not_run_leave_their_entries_alone(repo: Path, capsys: Capture) -> None:
    main(["baseline"])
    capsys.readouterr()
    assert main(["check", "--select", "import-cycle", "--strict-baseline"]) == 0
    assert "mended" not in capsys.readouterr().out


def test_a_renamed_file_is_known_again(repo: Path, capsys: Capture) -> None:
    main(["baseline"])
    (repo / "pkg").mkdir()
    (repo / "torn.py").rename(repo / "pkg" / "whole.py")
    capsys.readouterr()
    assert main(["check"]) == 1
    assert f"'torn.py' in {FILE} seems to be 'pkg/whole.py' now; `archlint baseline` takes" in capsys.readouterr().out
    assert main(["baseline"]) == 0
    assert capsys.readouterr().out == f"{FILE}: 3 known, 1 in renamed files\n"
    assert main(["check"]) == 0


def test_a_copy_of_a_file_is_new(repo: Path) -> None:
    main(["baseline"])
    (repo / "copy.py").write_text((repo / "torn.py").read_text())
    assert main(["check"]) == 1
    assert main(["baseline"]) == 1


def test_it_is_the_same_bytes_with_a_line_for_each(repo: Path) -> None:
    main(["baseline"])
    first = (repo / FILE).read_bytes()
    assert main(["baseline"]) == 0
    assert (repo / FILE).read_bytes() == first
    assert len(first.splitlines()) == 3 + 5
    assert main(["baseline", "-o", "other.json", "--no-cache"]) == 0
    assert (repo / "other.json").read_bytes() == first


def test_the_model_names_the_file(repo: Path, capsys: Capture) -> None:
    (repo / "architecture.yaml").write_text('archlint: "1"\nsystem: {id: x}\ncheck: {baseline: conf/known.json}\n')
    (repo / "conf").mkdir()
    assert main(["check"]) == 2
    assert capsys.readouterr().err == (
        "archlint: architecture.yaml:3:9: there is no file 'conf/known.json'; `archlint baseline` writes it\n"
    )
    assert main(["baseline"]) == 0
    assert [path for path, _ in entries(repo, "conf/known.json")] == ["a.py", "broken.py", "torn.py"]
    assert main(["check"]) == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "<<<<<<< HEAD\n{}",
            ":1:1: not a baseline: Expecting value; mend it, or delete it and let `archlint baseline` ",
        ),
        ('{"version": 1,\n "findings": [', ":2:15: not a baseline: "),
        ("[]", ": not a baseline: it has no list of findings; "),
        ('{"findings": [{"path": "a.py"}]}', ": not a baseline: its finding 1 has no fingerprint of text"),
        ('{"findings": [{"fingerprint": "a", "path": 1}]}', ": not a baseline: its finding 1 has no fingerprint of text"),
        ('{"version": 99, "findings": []}', ": the baseline was written by a newer archlint; update archlint"),
        (b"\xff\xfe", ": not a baseline: no JSON in UTF-8; "),
        ("[" * 100_000, ": not a baseline: "),
        (None, ": the baseline cannot be read: No such file or directory"),
    ],
)
def test_a_damaged_file_is_one_line(repo: Path, capsys: Capture, text: str | bytes | None, message: str) -> None:
    if text is not None:
        (repo / "b.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    assert main(["check", "--baseline", "b.json"]) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith(f"archlint: b.json{message}")
    assert (captured.err.count("\n"), captured.out) == (1, "")


def test_an_empty_baseline_is_one(repo: Path) -> None:
    for name in ("a", "broken", "torn"):
        (repo / f"{name}.py").write_text("X = 1\n")
    assert main(["baseline"]) == 0
    assert entries(repo) == []
    assert main(["check", "--strict-baseline"]) == 0
