"""What all outputs have in common, and JSON byte for byte."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from archlint.errors import UserError
from archlint.report import format_names, render
from archlint.rules import Finding, Summary
from tests.report.examples import CYCLE, EVERY, LAYERS, SUMMARY

FORMATS = {"concise", "github", "gitlab", "json", "junit", "sarif", "text"}


def test_formats_are_the_files_of_the_folder() -> None:
    assert set(format_names()) >= FORMATS
    assert format_names()[0] == "text"
    with pytest.raises(UserError, match="no format is named 'xml'; there are text, concise, "):
        render([], SUMMARY, "xml")


@pytest.mark.parametrize("name", format_names())
def test_the_same_bytes_twice_and_they_are_unicode(name: str) -> None:
    first = render(EVERY, SUMMARY, name)
    assert first == render(EVERY, SUMMARY, name)
    assert first.encode().decode() == first
    assert first.endswith("\n")


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_no_control_character_gets_out(name: str) -> None:
    """Not even into a log or an editor that shows a file of findings."""
    assert [char for char in render(EVERY, SUMMARY, name) if not char.isprintable() and char != "\n"] == []


@pytest.mark.parametrize("name", format_names())
def test_colours_are_asked_for(name: str) -> None:
    assert "\x1b" not in render([LAYERS, CYCLE], SUMMARY, name)


def test_a_format_costs_only_itself() -> None:
    """A check in text must not pay for XML or Unicode tables."""
    program = (
        "import sys; from archlint.report import render; from tests.report.examples import *; render([LAYERS], SUMMARY, 'text'); "
        "print([name for name in ('xml.etree', 'unicodedata', 'json', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_json_has_the_fields_of_the_published_contract() -> None:
    report = json.loads(render([LAYERS, CYCLE], SUMMARY, "json"))
    assert list(report) == ["findings"]
    assert report["findings"][1] == {
        "rule": "import-cycle",
        "principle": "layering",
        "severity": "warning",
        "path": "shop/a.py",
        "line": 1,
        "column": 8,
        "element": "shop.a",
        "message": "a → b → a",
        "fingerprint": "e" * 32,
        "steps": [],
    }
    assert report["findings"][0]["steps"][1] == {"path": "lib.py", "line": 1, "column": 8, "text": "lib imports shop.web"}


def test_json_of_nothing_and_of_names_that_are_no_unicode() -> None:
    assert render([], SUMMARY, "json") == '{\n  "findings": []\n}\n'
    assert render([Finding("layers", "layering", "error", "\udcff.py", 1, 1, "x", "m", "0")], SUMMARY, "json").isascii()


def test_paths_of_json_stay_relative_to_the_checked_folder() -> None:
    summary = Summary(SUMMARY.rules, (), 42, None, "repos/shop")
    assert json.loads(render([CYCLE], summary, "json"))["findings"][0]["path"] == "shop/a.py"
