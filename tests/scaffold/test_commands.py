"""`archlint patterns` and `archlint new`, as a user calls them."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from archlint.cli import main
from archlint.model import load
from tests.scaffold.conftest import FIXTURES
from tests.scaffold.folders import environment, state

MINE = ["--patterns", str(FIXTURES)]


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(list(words))
    out, err = capsys.readouterr()
    return status, out, err


@pytest.mark.usefixtures("no_pictures")
def test_a_pattern_made_of_files_alone_appears_everywhere(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, out, _ = run(capsys, "patterns", *MINE)
    assert status == 0 and "tiny Tiny The smallest pattern that has everything." in " ".join(out.split())
    status, out, _ = run(capsys, "patterns", "tiny", *MINE)
    assert status == 0 and "Tiny (tiny 3)\n" in out and "- owner: Who owns it?\n    default: team-tiny\n" in out
    status, out, _ = run(capsys, "new", "tiny", str(tmp_path / "x-y"), "--defaults", "--dry-run", *MINE)
    assert status == 0 and "└── src/\n    └── x_y/\n" in out and not (tmp_path / "x-y").exists()
    status, out, err = run(capsys, "new", "tiny", str(tmp_path / "x-y"), "--defaults", *MINE)
    assert (status, err) == (0, "")
    assert out == f"x-y: 9 files in {tmp_path / 'x-y'}\nNext:\n  cd {tmp_path / 'x-y'}\n  make test\n"
    assert load(tmp_path / "x-y").architecture.components["x-y"].code is not None


def test_the_page_of_a_pattern_has_all_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "patterns", "tiny", *MINE)
    for heading in ("Intent", "When", "When not", "Forces", "Parts", "Costs", "Engines", "It teaches", "Questions"):
        assert f"\n{heading}\n" in out
    assert "- my-tiny (service): Do little.\n" in out
    assert "- engine: Where? (only where store)\n    default: file\n    * file: A file\n    * duckdb: DuckDB\n" in out
    assert "├── architecture.yaml\n" in out and "└── src/\n" in out


def test_json_is_for_programs(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, out, _ = run(capsys, "patterns", "--format", "json", *MINE)
    listed = {each["name"]: each for each in json.loads(out)["patterns"]}
    assert listed["microservice"]["source"] == "built-in" and listed["tiny"]["source"].endswith("tiny")
    run(capsys, "patterns", "tiny", "--format", "json", "-o", str(tmp_path / "tiny.json"), *MINE)
    shown = json.loads((tmp_path / "tiny.json").read_text())
    assert [each["id"] for each in shown["questions"]] == ["name", "owner", "store", "engine", "extras"]
    assert shown["parts"] == [{"id": "my-tiny", "kind": "service", "responsibility": "Do little.", "technology": None}]
    assert "src/my_tiny/__init__.py" in shown["files"]


def test_a_pattern_that_replaces_a_built_in_one_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = (FIXTURES / "patterns" / "tiny" / "pattern.yaml").read_text().replace("pattern: tiny", "pattern: microservice")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "pattern.yaml").write_text(text)
    (tmp_path / "templates" / "tiny").mkdir(parents=True)
    _, out, _ = run(capsys, "patterns", "--patterns", str(tmp_path))
    assert f"from {tmp_path / 'mine'}, replaces " in out
    _, out, _ = run(capsys, "patterns", "microservice", "--patterns", str(tmp_path))
    assert out.startswith("Tiny (microservice 3)\n") and "and replaces" in " ".join(out.split())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["patterns", "tinny", *MINE], "there is no pattern 'tinny'; did you mean 'tiny'?"),
        (["new", "tinny", "x", "--defaults", *MINE], "there is no pattern 'tinny'; did you mean 'tiny'?"),
        (["new", "tiny", "x", *MINE], "no answer for name, owner, store, extras, and no terminal to ask on; add --defaults, or"),
        (["new", "tiny", "x", "--defaults", "--data", "nmae=x", *MINE], "did you mean 'name'?"),
        (["new", "tiny", "x", "--defaults", "--answers", "none.yaml", *MINE], "none.yaml: cannot be read: No such file"),
        (["new", "tiny", "/", "--defaults", *MINE], "/: is the root of a file system"),
        (["patterns", "--patterns", "none"], "none: there is no such folder of patterns"),
    ],
)
def test_a_mistake_is_one_line_and_status_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], expected: str
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = run(capsys, *words)
    assert (status, out) == (2, "") and expected in err and err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("no_pictures")
def test_over_a_project_it_refuses_shows_and_forces(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    words = ["new", "tiny", str(tmp_path / "x"), "--defaults", *MINE]
    assert run(capsys, *words, "--quiet") == (0, "", "")
    (tmp_path / "x" / "Makefile").write_text("mine\n")
    before = state(tmp_path / "x")
    assert "different: Makefile" in run(capsys, *words)[2]
    assert "-mine\n+test:\n" in run(capsys, *words, "--dry-run")[1]
    assert state(tmp_path / "x") == before
    assert "0 new, 1 replaced, 8 the same in" in run(capsys, *words, "--force")[1]
    assert (tmp_path / "x" / "Makefile").read_text() == "test:\n\ttrue\n"


@pytest.mark.usefixtures("no_pictures")
def test_in_the_current_folder_one_is_told_to_enter_it_again(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    _, out, _ = run(capsys, "new", "tiny", ".", "--defaults", *MINE)
    assert "Your shell stands in the folder that was replaced; enter it again: cd .\nNext:\n  make test\n" in out
    assert (tmp_path / "here" / "Makefile").is_file()


@pytest.mark.parametrize("words", [["patterns"], ["patterns", "tiny", *MINE], ["new", "tiny", "x", "--data", "a=b", *MINE]])
def test_what_renders_nothing_does_not_wait_for_copier_and_rich(words: list[str], tmp_path: Path) -> None:
    code = (
        "import sys\nfrom archlint.cli import main\nmain(sys.argv[1:])\n"
        "print([name for name in ('copier', 'rich', 'questionary', 'typer', 'pydantic') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, cwd=tmp_path, env=environment(), check=True
    )
    assert done.stdout.endswith("[]\n")


def test_on_a_terminal_headings_are_bold() -> None:
    leader, follower = pty.openpty()
    variables = {**environment(), "TERM": "xterm-256color", "COLUMNS": "200"}
    variables.pop("NO_COLOR", None)
    subprocess.run([sys.executable, "-m", "archlint", "patterns", "tiny", *MINE], stdout=follower, env=variables, check=True)
    os.close(follower)
    out = b""
    while chunk := _read(leader):
        out += chunk
    assert b"\x1b[1mQuestions\x1b[0m" in out and b"- owner: Who owns it?" in out


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # the other end is closed
        return b""
