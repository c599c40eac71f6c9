"""The outputs, byte for byte."""

from __future__ import annotations

import json

import pytest

from archlint.errors import UserError
from archlint.report import format_names, render
from archlint.rules import Finding, Step, Summary

LAYERS = Finding(
    "layers",
    "layering",
    "error",
    "shop/core.py",
    3,
    8,
    "house",
    "layer 'core' reaches 'web' above it",
    "f" * 32,
    (Step("shop/core.py", 3, 8, "shop.core imports lib"), Step("lib.py", 1, 8, "lib imports shop.web")),
)
CYCLE = Finding("import-cycle", "layering", "warning", "shop/a.py", 1, 8, "shop.a", "a → b → a", "e" * 32)
SUMMARY = Summary(("import-cycle", "layers"), (), 42, "architecture.yaml", "")


def test_text() -> None:
    assert render([LAYERS, CYCLE], SUMMARY).splitlines() == [
        "shop/core.py:3:8: error layers: layer 'core' reaches 'web' above it",
        "    shop/core.py:3: shop.core imports lib",
        "    lib.py:1: lib imports shop.web",
        "shop/a.py:1:8: warning import-cycle: a → b → a",
        "2 findings (1 error, 1 warning) in 2 files; checked: 2 rules, 42 modules, 1 model",
    ]


def test_text_begins_paths_with_the_folder_as_it_was_typed() -> None:
    summary = Summary(SUMMARY.rules, (), 42, "architecture.yaml", "repos/shop/")
    assert render([CYCLE], summary).startswith("repos/shop/shop/a.py:1:8: ")


@pytest.mark.parametrize(
    ("summary", "text"),
    [
        (SUMMARY, "no findings: 2 rules, 42 modules, 1 model\n"),
        (
            Summary(("import-cycle",), ("layers",), 1, None),
            "no findings: 1 rule, 1 module, no model (1 more rule with an architecture.yaml)\n",
        ),
    ],
)
def test_the_clean_case_says_what_was_checked(summary: Summary, text: str) -> None:
    assert render([], summary) == text


def test_colours_only_when_asked_for() -> None:
    assert "\x1b" not in render([LAYERS], SUMMARY)
    coloured = render([LAYERS], SUMMARY, colour=True)
    assert "\x1b[31merror\x1b[0m" in coloured
    assert "\x1b[1mshop/core.py:3:8:\x1b[0m" in coloured


def test_a_path_cannot_command_the_terminal() -> None:
    evil = Finding("layers", "layering", "error", "a\x1b[2J\n\udcff.py", 1, 1, "x", "m\r", "0" * 32)
    text = render([evil], SUMMARY)
    assert text.isprintable() or set(text) - {"\n"} == set("".join(text.splitlines()))
    assert text.startswith("a\\x1b[2J\\n\\udcff.py:1:1: error layers: m\\r\n")
    text.encode()


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


def test_formats_are_the_files_of_the_folder() -> None:
    assert format_names() == ("text", "json")
    with pytest.raises(UserError, match="no format is named 'xml'; there are text, json"):
        render([], SUMMARY, "xml")
