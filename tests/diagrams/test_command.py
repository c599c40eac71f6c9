"""`archlint diagram`, as one calls it."""

from __future__ import annotations

from pathlib import Path

import pytest

from archlint.cli.main import main
from tests.diagrams.examples import HEAD, SERVICE


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "architecture.yaml").write_text(SERVICE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_all_pictures_go_to_docs_beside_the_model_and_each_file_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diagram"]) == 0
    files = ["system", "contexts", "deployment-local", "deployment-prod", "flow-forecast"]
    assert capsys.readouterr().out.split() == [f"docs/{name}.svg" for name in files]
    assert all((project / "docs" / f"{name}.svg").read_text().startswith("<svg") for name in files)


def test_one_picture_goes_to_a_file_whose_name_says_the_format(project: Path) -> None:
    assert main(["diagram", ".", "--view", "system", "-o", "out/mine.png"]) == 0
    assert (project / "out" / "mine.png").read_bytes().startswith(b"\x89PNG")


def test_one_picture_goes_to_standard_output(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["diagram", "--of", "forecast", "--format", "mermaid", "-o", "-"]) == 0
    assert capfd.readouterr().out.startswith("---\ntitle:")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-o", "-"], "standard output takes one picture"),
        (["-o", "one.svg"], "one file, but 5 pictures"),
        (["--view", "flw"], "did you mean 'flow'"),
        (["--of", "x"], "no flow and no deployment 'x'"),
        (["-o", "architecture.yaml/x"], "cannot make this folder"),
    ],
)
def test_a_mistake_is_one_line_and_status_two(
    project: Path, capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    assert main(["diagram", *words]) == 2
    error = capsys.readouterr().err
    assert message in error and error.count("\n") == 1


def test_an_empty_model_is_a_clear_message(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "architecture.yaml").write_text(HEAD)
    assert main(["diagram"]) == 2
    assert "no components yet" in capsys.readouterr().err
