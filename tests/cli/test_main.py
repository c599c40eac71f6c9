"""The command line as a user meets it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from archlint import __version__
from archlint.cli import main
from archlint.cli.commands import NAMES, find
from archlint.cli.plain import NotPlainError, read
from archlint.cli.spec import Argument, Command, Option


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"archlint {__version__}\n"


def test_help_lists_every_command_with_its_summary(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    shown = capsys.readouterr().out
    assert end.value.code == 0
    for name in NAMES:
        command = find(name)
        assert command is not None
        assert name in shown
        assert command.summary.split()[0] in shown


def test_no_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([])
    assert "Usage" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", [["chekc"], ["schema", "--outptu", "x"], ["schema", "a", "b"], ["check", "--format", "xlm"], ["explain"]]
)
def test_a_wrong_call_is_answered_with_status_2_and_no_traceback(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(words)
    assert end.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_broken_model_ends_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "architecture.yaml"
    file.write_text('archlint: "1"\nsystem: {id: x, nam: y}\n')
    assert main(["check", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"archlint: {file}:2:17: system: unknown key 'nam'; did you mean 'name'?\n"


def test_an_unwritable_output_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "-o", str(tmp_path / "nowhere" / "x.json")]) == 2
    assert capsys.readouterr().err.startswith(f"archlint: {tmp_path}/nowhere/x.json: cannot be written: ")


@pytest.mark.parametrize("name", NAMES)
def test_a_plain_call_reads_like_typer_reads_it(name: str) -> None:
    """Every option of every command, given once: both readers hand the same values to `run`."""
    from typer.testing import CliRunner

    from archlint.cli import tree

    command = find(name)
    assert command is not None
    words = [name, *(f"word{index}" for index, _ in enumerate(command.arguments))]
    for option in command.options:
        words += [option.flag] if option.type is bool else [option.flag, option.choices[0] if option.choices else "7"]
    seen: list[dict[str, object]] = []

    def spy(**values: object) -> int:
        seen.append(values)
        return 0

    spying = command._replace(run=spy)
    seen.append(read(command, words[1:]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("archlint.cli.commands.find", lambda wanted: spying if wanted == name else find(wanted))
        result = CliRunner().invoke(tree.build(), words)
    assert result.exit_code == 0, result.output
    assert seen[0] == seen[1]


PROBE = Command(
    "probe",
    "",
    lambda **_: 0,
    (Argument("path", "", default="."),),
    (
        Option("select", "", many=True),
        Option("force", "", bool, False),
        Option("format", "", choices=("text", "json"), default="text"),
    ),
)


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ([], {"path": ".", "select": (), "force": False, "format": "text"}),
        (["x", "--force"], {"path": "x", "select": (), "force": True, "format": "text"}),
        (["--select", "a", "--select=b"], {"path": ".", "select": ("a", "b"), "force": False, "format": "text"}),
        (["-", "--format", "json"], {"path": "-", "select": (), "force": False, "format": "json"}),
    ],
)
def test_the_plain_reader(words: list[str], values: dict[str, object]) -> None:
    assert read(PROBE, words) == values


@pytest.mark.parametrize(
    "words", [["--help"], ["a", "b"], ["--nope"], ["--select"], ["--select", "--force"], ["--format", "xml"], ["--force=1"]]
)
def test_what_is_not_plain_is_left_to_typer(words: list[str]) -> None:
    with pytest.raises(NotPlainError):
        read(PROBE, words)


def test_a_quick_start_imports_nothing_heavy() -> None:
    code = "import sys; from archlint.cli import main; main(['--version']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"typer", "click", "rich", "yaml", "msgspec", "copier", "wasmtime", "pydantic"} & set(done.stdout.split())


def test_the_program_ends_with_the_status_and_all_of_its_output(tmp_path: Path) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-m", "archlint", *words], capture_output=True, text=True, check=False)

    assert run("schema").stdout.endswith("}\n")
    assert run("schema").returncode == 0
    assert run("check", str(tmp_path)).returncode == 2
    (tmp_path / "a.py").write_text("def broken(:\n")
    assert run("check", str(tmp_path)).returncode == 1
    assert run("nonsense").returncode == 2
