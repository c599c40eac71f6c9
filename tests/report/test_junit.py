"""JUnit XML, read back with a parser that refuses what is no XML."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from archlint.report import render
from archlint.rules import Finding, Summary, find_rule
from tests.report.examples import CYCLE, EVERY, EVIL, LAYERS, NOTE, SUMMARY


def report(*findings: Finding, summary: Summary = SUMMARY) -> ET.Element:
    return ET.fromstring(render(findings, summary, "junit"))


def test_a_suite_for_each_rule_and_a_failure_for_each_finding() -> None:
    root = report(LAYERS)
    assert (root.tag, root.attrib) == (
        "testsuites",
        {"name": "archlint", "tests": "2", "failures": "1", "errors": "0", "skipped": "0", "time": "0"},
    )
    clean, broken = root
    assert clean.attrib == {"name": "import-cycle", "tests": "1", "failures": "0", "errors": "0", "skipped": "0", "time": "0"}
    (passed,) = clean
    assert passed.attrib == {"name": find_rule("import-cycle").summary, "classname": "archlint.import-cycle", "time": "0"}
    assert list(passed) == []
    assert (broken.get("name"), broken.get("tests"), broken.get("failures")) == ("layers", "1", "1")
    (case,) = broken
    assert case.attrib == {
        "name": "shop/core.py: house",
        "classname": "archlint.layers",
        "file": "shop/core.py",
        "line": "3",
        "time": "0",
    }
    (failure,) = case
    assert failure.attrib == {"message": "layer 'core' reaches 'web' above it", "type": "error"}
    assert (failure.text or "").splitlines() == [
        "shop/core.py:3:8",
        "layer 'core' reaches 'web' above it",
        "    shop/core.py:3: shop.core imports lib",
        "    lib.py:1: lib imports shop.web",
    ]


def test_a_rule_that_did_not_run_is_skipped_and_not_passed() -> None:
    root = report(summary=Summary(("import-cycle",), ("layers",), 1, None))
    assert (root.get("tests"), root.get("failures"), root.get("skipped")) == ("2", "0", "1")
    skipped = root.find("testsuite[@name='layers']/testcase/skipped")
    assert skipped is not None
    assert skipped.get("message") == "there is no architecture.yaml"


def test_counts_agree_with_what_is_there() -> None:
    root = report(*EVERY, *EVERY, summary=Summary(("import-cycle", "layers", "context-face"), ("store-owned-twice",), 1, None))
    for element in (root, *root.findall("testsuite")):
        assert int(element.get("tests", "")) == len(element.findall(".//testcase"))
        assert int(element.get("failures", "")) == len(element.findall(".//failure"))
        assert int(element.get("skipped", "")) == len(element.findall(".//skipped"))
    names = [(case.get("classname"), case.get("name")) for case in root.iter("testcase")]
    assert len(set(names)) == len(names)
    assert [failure.get("type") for failure in report(LAYERS, CYCLE, NOTE).iter("failure")] == ["warning", "error", "info"]


def test_a_case_keeps_its_name_when_lines_move() -> None:
    moved = replace(LAYERS, line=99)
    names = [[case.get("name") for case in report(each).iter("testcase")] for each in (LAYERS, moved)]
    assert names[0] == names[1]


def test_hard_characters() -> None:
    (case,) = report(EVIL).findall("testsuite[@name='layers']/testcase")
    assert case.get("name") == "dir, with: 100%/ä b\\x1b[2J\\n\\udcff.py: <x>&\"'"
    (failure,) = case
    assert (failure.text or "").splitlines()[1:3] == [
        "50% ::error::",
        "second line\\x00\\x1b \\ufffe <b>]]>",
    ]


@pytest.mark.parametrize("number", [*range(0x100), 0x2028, 0xD800, 0xDFFF, 0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000, 0x10FFFF])
def test_any_character_gives_legal_xml(number: int) -> None:
    char = chr(number)
    each = Finding("layers", "layering", "error", f"a{char}.py", 1, 1, char, f"x{char}y", "0" * 32)
    failure = report(each).find(".//failure")
    assert failure is not None
    assert str(failure.get("message"))[0] + str(failure.get("message"))[-1] == "xy"


def test_nothing() -> None:
    root = report()
    assert [len(suite.findall("testcase")) for suite in root] == [1, 1]
    assert root.find(".//failure") is None
