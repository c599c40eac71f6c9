"""One line for each finding."""

from __future__ import annotations

import pytest

from archlint.report import render
from archlint.rules import Summary
from tests.report.examples import CYCLE, EVIL, LAYERS, NOTE, SUMMARY


def test_a_line_each_with_its_chain() -> None:
    assert render([LAYERS, CYCLE, NOTE], SUMMARY, "concise").splitlines() == [
        "shop/core.py:3:8: error layers: layer 'core' reaches 'web' above it",
        "    shop/core.py:3: shop.core imports lib",
        "    lib.py:1: lib imports shop.web",
        "shop/a.py:1:8: warning import-cycle: a → b → a",
        "architecture.yaml: info no-extension-point: say how it grows",
        "3 findings (1 error, 1 warning, 1 info) in 3 files; checked: 2 rules, 42 modules, 1 model",
    ]


def test_paths_begin_with_the_folder_as_it_was_typed() -> None:
    summary = Summary(SUMMARY.rules, (), 42, "architecture.yaml", "repos/shop/")
    assert render([CYCLE], summary, "concise").startswith("repos/shop/shop/a.py:1:8: ")


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
@pytest.mark.parametrize("format", ["concise", "text"])
def test_the_clean_case_says_what_was_checked(summary: Summary, text: str, format: str) -> None:  # noqa: A002
    assert render([], summary, format) == text


def test_colours() -> None:
    coloured = render([LAYERS], SUMMARY, "concise", colour=True)
    assert "\x1b[1;31merror\x1b[0m" in coloured
    assert "\x1b[1mshop/core.py:3:8:\x1b[0m" in coloured


def test_a_path_cannot_command_the_terminal() -> None:
    lines = render([EVIL], SUMMARY, "concise").split("\n")
    assert lines[0] == (
        "dir, with: 100%/ä b\\x1b[2J\\n\\udcff.py:2:5: error layers: "
        "50% ::error::\\r\\nsecond line\\x00\\x1b \\ufffe <b>]]>\\u2028\\udc80 {0} [a](1)"
    )
    assert lines[1] == "    a:b.py: a\\nb"
