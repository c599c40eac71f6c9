"""Working with findings on the command line: what is shown, what fails, what a long run says."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archlint.cli import main
from archlint.cli.progress import progress
from archlint.rules import PRINCIPLES

Capture = pytest.CaptureFixture[str]
MODEL = """\
archlint: "1"
system: {id: x}
contracts:
  a: {format: avro, file: missing.avsc}
components:
  a: {kind: service, responsibility: Sell}  # archlint: ignore[unused-component]
"""


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "architecture.yaml").write_text(MODEL)
    return tmp_path


def severities(capsys: Capture, *words: str) -> tuple[int, list[str]]:
    capsys.readouterr()
    status = main(["check", "--format", "json", *words])
    return status, [each["severity"] for each in json.loads(capsys.readouterr().out)["findings"]]


@pytest.mark.usefixtures("repo")
def test_severity_shows_and_counts_what_is_grave_enough(capsys: Capture) -> None:
    _, every = severities(capsys)
    assert set(every) == {"error", "warning", "info"}
    assert severities(capsys, "--severity", "warning") == (1, [each for each in every if each != "info"])
    assert severities(capsys, "--severity", "error") == (1, [each for each in every if each == "error"])
    assert severities(capsys, "--severity", "error", "--ignore", "missing-file") == (0, [])
    main(["check", "--severity", "error"])
    assert "1 finding (1 error) in 1 file" in capsys.readouterr().out


@pytest.mark.usefixtures("repo")
def test_fail_on_shows_all_and_fails_for_what_is_grave_enough(capsys: Capture) -> None:
    _, every = severities(capsys)
    assert severities(capsys, "--fail-on", "error") == (1, every)
    status, shown = severities(capsys, "--fail-on", "error", "--ignore", "missing-file")
    assert status == 0
    assert set(shown) == {"warning", "info"}
    assert severities(capsys, "--fail-on", "warning", "--ignore", "missing-file")[0] == 1


@pytest.mark.usefixtures("repo")
def test_select_and_ignore_take_lists(capsys: Capture) -> None:
    main(
        [
            "check",
            "--format",
            "json",
            "--select",
            "missing-file, model",
            "--select",
            "open-closed",
            "--ignore",
            "no-extension-point",
        ]
    )
    rules = {each["rule"] for each in json.loads(capsys.readouterr().out)["findings"]}
    assert rules == {"missing-file", "unexplained-technology"}


@pytest.mark.parametrize("name", PRINCIPLES)
def test_rules_of_one_principle(capsys: Capture, name: str) -> None:
    main(["rules", "--format", "json"])
    every = json.loads(capsys.readouterr().out)["rules"]
    expected = [each for each in every if each["principle"] == name]
    assert main(["rules", "--principle", name, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["rules"] == expected
    assert main(["rules", "--principle", name]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(expected)


def test_an_unknown_principle_is_one_line(capsys: Capture) -> None:
    assert main(["rules", "--principle", "layerings"]) == 2
    assert capsys.readouterr().err == "archlint: no principle is named 'layerings'; did you mean 'layering'?\n"


LONG = """
import time
from archlint.cli.progress import progress
with progress() as tell:
    tell("reading the source")
    end = time.monotonic() + {seconds}
    while time.monotonic() < end:
        time.sleep(0.05)
print("done")
"""


def on_a_terminal(seconds: float, term: str = "xterm") -> str:
    """What a terminal shows on standard error."""
    outer, inner = pty.openpty()
    environment = os.environ | {"TERM": term}
    code = LONG.format(seconds=seconds)
    done = subprocess.run(
        [sys.executable, "-c", code], stderr=inner, stdout=subprocess.PIPE, env=environment, check=True, text=True
    )
    os.write(inner, b"END")
    shown = b""
    while not shown.endswith(b"END"):
        shown += os.read(outer, 4096)
    os.close(inner)
    os.close(outer)
    assert done.stdout == "done\n"
    return shown.decode().removesuffix("END")


def test_a_long_run_tells_a_terminal_what_it_does_and_wipes_it() -> None:
    shown = on_a_terminal(1.7)
    assert "\rarchlint: reading the source … 1 s" in shown
    assert "\n" not in shown
    assert shown.endswith(f"\r{' ' * 79}\r")


@pytest.mark.parametrize(("seconds", "term"), [(0.2, "xterm"), (1.3, "dumb")])
def test_a_short_run_or_a_dumb_terminal_shows_nothing(seconds: float, term: str) -> None:
    assert on_a_terminal(seconds, term) == ""


def test_a_pipe_is_told_nothing(capsys: Capture) -> None:
    with progress() as tell:
        tell("reading")
        time.sleep(1.2)
    assert capsys.readouterr() == ("", "")
