"""What a pattern.yaml may say, and what is told about one that says it wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from archlint.catalog import load
from archlint.errors import ArchlintError, UserError

GOOD = """\
pattern: mine
title: Mine
summary: A pattern of my own.
intent: To have one.
questions:
  - {id: name, ask: Its name?, default: "{{ dest_name }}", rule: slug}
template: mine
parts:
  system: {id: "{{ name }}"}
  components:
    "{{ name }}": {kind: service, code: {path: .}}
"""


def write(root: Path, text: str = GOOD, name: str = "mine") -> Path:
    folder = root / "patterns" / name
    folder.mkdir(parents=True)
    (root / "templates" / "mine").mkdir(parents=True, exist_ok=True)
    (folder / "pattern.yaml").write_text(text)
    return folder / "pattern.yaml"


def broken(root: Path, old: str, new: str) -> str:
    assert old in GOOD
    write(root, GOOD.replace(old, new))
    with pytest.raises(ArchlintError) as caught:
        load([root])
    return str(caught.value)


def test_the_built_in_patterns_are_there() -> None:
    entry = load().get("microservice")
    assert entry.built_in and entry.template.is_dir()
    assert any((folder / "python").is_dir() for folder in entry.shared)


def test_a_folder_of_ones_own_adds_a_pattern(tmp_path: Path) -> None:
    write(tmp_path)
    names = [entry.name for entry in load([tmp_path]).entries]
    assert "mine" in names and "microservice" in names and names == sorted(names)


def test_a_folder_may_hold_the_pattern_folders_directly(tmp_path: Path) -> None:
    write(tmp_path)
    assert load([tmp_path / "patterns"]).get("mine").template == tmp_path / "templates" / "mine"
    assert load([tmp_path / "patterns" / "mine"]).get("mine").pattern.title == "Mine"


def test_the_environment_names_folders_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a")
    write(tmp_path / "b", GOOD.replace("pattern: mine", "pattern: other"))
    monkeypatch.setenv("ARCHLINT_PATTERNS", os.pathsep.join([str(tmp_path / "a"), str(tmp_path / "b")]))
    assert {"mine", "other", "microservice"} <= {entry.name for entry in load().entries}


def test_ones_own_pattern_replaces_the_built_in_one_of_its_name(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("pattern: mine", "pattern: microservice"))
    entry = load([tmp_path]).get("microservice")
    assert entry.pattern.title == "Mine" and not entry.built_in
    assert entry.replaces is not None and entry.replaces.parent.name == "microservice"


def test_ones_own_pattern_may_use_a_built_in_template_and_what_templates_share(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("template: mine", "template: microservice"))
    entry = load([tmp_path]).get("mine")
    assert entry.template == load().get("microservice").template
    assert entry.shared[-1] == load().get("microservice").shared[-1]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("summary:", "sumary:", "3:1: unknown key 'sumary'; did you mean 'summary'?"),
        ("ask: Its name?", "kind: txt, ask: Its name?", "questions[0].kind: 'txt' is not one of"),
        ("rule: slug", "rule: slg", "did you mean 'slug'?"),
        ("template: mine", "template: mime", "7:1: there is no template folder 'mime'; did you mean 'mine'?"),
        ("template: mine", "template: ../mine", "7:1: there is no template folder '../mine'"),
        ("template: mine", "template: shared", "7:1: there is no template folder 'shared'"),
        ("id: name", "id: dest_name", "6:6: 'dest_name' has a meaning of its own"),
        ("id: name, ask: Its name?", "id: name, kind: choice, ask: Which?", "needs 'choices'"),
        ("rule: slug", "choices: {a: A}", "takes no 'choices'"),
        (
            '{id: name, ask: Its name?, default: "{{ dest_name }}", rule: slug}',
            "{id: n, kind: choice, ask: A?, default: c, choices: {a: A}}",
            "the default 'c' is not one of its choices: a",
        ),
        ("  - {id", "  - {id: name, ask: Again?}\n  - {id", "the question 'name' stands there twice"),
        ("template: mine", "template: mine\nderived: {name: x}", "8:11: 'name' is the name of a question"),
        ("  system:", "  system: [[a, [b]]]\n  x:", "9:12: parts.system[0]: expected text, found a list"),
    ],
)
def test_a_broken_pattern_is_told_with_its_file_and_place(tmp_path: Path, old: str, new: str, expected: str) -> None:
    message = broken(tmp_path, old, new)
    assert message.startswith(f"{tmp_path / 'patterns' / 'mine' / 'pattern.yaml'}:")
    assert expected in message


def test_all_broken_patterns_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, "a: 1", "first")
    write(tmp_path, "\xff", "second")
    with pytest.raises(ArchlintError) as caught:
        load([tmp_path])
    assert "first/pattern.yaml" in str(caught.value) and "second/pattern.yaml" in str(caught.value)


def test_two_patterns_of_one_name_in_one_folder_are_an_error(tmp_path: Path) -> None:
    write(tmp_path, name="a")
    write(tmp_path, name="b")
    with pytest.raises(ArchlintError, match=r"b/pattern\.yaml:1:1: 'mine' is the name of the pattern in .*/a already"):
        load([tmp_path])


def test_a_folder_without_patterns_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds no pattern"):
        load([tmp_path])
    with pytest.raises(UserError, match="there is no such folder of patterns"):
        load([tmp_path / "missing"])


def test_an_unknown_name_has_a_suggestion() -> None:
    with pytest.raises(UserError, match=r"there is no pattern 'micro-service'; did you mean 'microservice'\?"):
        load().get("micro-service")
    with pytest.raises(UserError, match=r"there is no pattern 'zzz'; there are: .*microservice"):
        load().get("zzz")
