"""Workflow commands, read back as the runner of GitHub Actions reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from archlint.report import render
from archlint.rules import Finding, Summary
from tests.report.examples import CYCLE, EVERY, EVIL, LAYERS, NOTE, SUMMARY


def parsed(line: str) -> tuple[str, dict[str, str], str]:
    """Command, properties and message of a line."""
    assert line.startswith("::")
    head, message = line[2:].split("::", 1)
    command, _, properties = head.partition(" ")
    values = dict(pair.split("=", 1) for pair in properties.split(","))
    return command, {name: _plain(value) for name, value in values.items()}, _plain(message)


def _plain(text: str) -> str:
    for escape, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, char)
    return text


def commands(*findings: Finding, base: str = "") -> list[tuple[str, dict[str, str], str]]:
    *lines, last = render(findings, Summary(("layers",), (), 1, None, base), "github").removesuffix("\n").split("\n")
    assert last == render(findings, Summary(("layers",), (), 1, None, base), "concise").splitlines()[-1]
    return [parsed(line) for line in lines]


def test_the_line_as_it_is_written() -> None:
    assert render([CYCLE], SUMMARY, "github").splitlines() == [
        "::warning file=shop/a.py,line=1,col=8,title=import-cycle (layering)::a → b → a",
        "1 finding (1 warning) in 1 file; checked: 2 rules, 42 modules, 1 model",
    ]


def test_severities_and_chains() -> None:
    assert [command for command, _, _ in commands(LAYERS, CYCLE, NOTE)] == ["error", "warning", "notice"]
    ((_, _, message),) = commands(LAYERS)
    assert message.splitlines() == [
        "layer 'core' reaches 'web' above it",
        "shop/core.py:3: shop.core imports lib",
        "lib.py:1: lib imports shop.web",
    ]


def test_a_finding_without_a_line_is_at_the_first() -> None:
    ((_, properties, _),) = commands(NOTE)
    assert properties == {"file": "architecture.yaml", "line": "1", "title": "no-extension-point (open-closed)"}


def test_what_would_break_a_command_is_escaped() -> None:
    ((command, properties, message),) = commands(EVIL)
    assert command == "error"
    assert properties["file"] == "dir, with: 100%/ä b\\x1b[2J\\n\\udcff.py"
    assert (properties["line"], properties["col"]) == ("2", "5")
    assert message.splitlines()[0] == "50% ::error::"
    assert message.splitlines()[1].startswith("second line\\x00\\x1b \\ufffe <b>]]>")


def test_no_finding_is_dropped() -> None:
    many = [Finding("layers", "layering", "error", f"{n}.py", n, 1, "", "m", f"{n:032}") for n in range(1, 1001)]
    assert [properties["file"] for _, properties, _ in commands(*many)] == [f"{n}.py" for n in range(1, 1001)]
    assert len(commands(*EVERY)) == len(EVERY)


@pytest.mark.parametrize("git", [True, False])
@pytest.mark.parametrize("base", ["services/shop", "services/shop/", "./services/../services/shop"])
def test_paths_are_those_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, base: str, git: bool) -> None:
    (tmp_path / "services/shop").mkdir(parents=True)
    if git:
        (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    assert commands(CYCLE, base=base)[0][1]["file"] == "services/shop/shop/a.py"
    assert commands(CYCLE, base=str(tmp_path / base))[0][1]["file"] == "services/shop/shop/a.py"


def test_paths_are_those_of_the_repository_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "services/shop").mkdir(parents=True)
    (tmp_path / ".git").write_text("gitdir: elsewhere\n")  # a work tree
    monkeypatch.chdir(tmp_path / "services/shop")
    assert commands(CYCLE)[0][1]["file"] == "services/shop/shop/a.py"
    assert commands(CYCLE, base="../..")[0][1]["file"] == "shop/a.py"
    outside = Finding("layers", "layering", "error", "../architecture.yaml", 1, 1, "", "m", "0")
    assert commands(outside)[0][1]["file"] == "services/architecture.yaml"


def test_a_folder_outside_of_every_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert commands(CYCLE, base="../there")[0][1]["file"] == "shop/a.py"
