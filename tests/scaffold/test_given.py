"""Answers that come with the call."""

from __future__ import annotations

from pathlib import Path

import pytest

from archlint.errors import ArchlintError
from archlint.scaffold import collect


@pytest.mark.parametrize("text", ["name: a\nextras: [x, y]\nstore: true\n", '{"name": "a", "extras": ["x", "y"], "store": true}'])
def test_a_file_of_answers_is_yaml_or_json(tmp_path: Path, text: str) -> None:
    file = tmp_path / "answers"
    file.write_text(text)
    assert {key: each.value for key, each in collect([], file).items()} == {"name": "a", "extras": ("x", "y"), "store": True}


def test_the_command_line_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("name: a\nowner: b\n")
    given = collect(["name=c=d"], file)
    assert (given["name"].value, given["owner"].value) == ("c=d", "b")
    assert given["owner"].source == f"{file}:2:1: owner"


@pytest.mark.parametrize(("text", "expected"), [("- a\n", "1:1"), ("name: {a: 1}\n", "1:7"), ("a: [\n", "2:1"), ("", "1:1")])
def test_a_broken_file_is_told_with_its_place(tmp_path: Path, text: str, expected: str) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(text)
    with pytest.raises(ArchlintError, match=rf"answers\.yaml:{expected}: "):
        collect([], file)


def test_a_missing_file_and_a_word_that_is_no_answer_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(ArchlintError, match="cannot be read: No such file"):
        collect([], tmp_path / "none")
    with pytest.raises(ArchlintError, match=r"--data name: expected key=value, such as"):
        collect(["name"], None)
