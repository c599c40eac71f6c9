"""Findings on other people's packages, judged by reading the code: a rule whose findings nobody would act on is not finished.

A row of `tests/judged/RULE.tsv` is a finding: package, version, place, element, verdict (act, or not) and why.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from archlint.rules import all_rules, find_rule

FOLDER = Path(__file__).parent.parent / "judged"
COLUMNS = ["package", "version", "place", "element", "verdict", "why"]
WANTED = {"error": 0.8, "warning": 0.8, "info": 0.5}  # four of five; a hint must be right more often than not
FEW = 10  # with fewer rows, one verdict says too much


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE))


FILES = pytest.mark.parametrize("file", sorted(FOLDER.glob("*.tsv")), ids=lambda file: file.stem)


@FILES
def test_a_sample_is_of_a_rule_and_whole(file: Path) -> None:
    assert file.stem in {rule.id for rule in all_rules()}
    found = rows(file)
    assert found
    for row in found:
        assert list(row) == COLUMNS
        assert all(row.values()), row
        assert row["verdict"] in ("act", "not")
        assert row["place"].rpartition(":")[2].isdigit()
    places = [(row["package"], row["place"], row["element"]) for row in found]
    assert len(places) == len(set(places))


@FILES
def test_a_good_engineer_acts_on_what_it_finds(file: Path) -> None:
    found = rows(file)
    share = sum(row["verdict"] == "act" for row in found) / len(found)
    assert share >= WANTED[find_rule(file.stem).severity] or len(found) < FEW


@FILES
def test_the_docs_say_what_the_data_say(file: Path) -> None:
    found = rows(file)
    act = sum(row["verdict"] == "act" for row in found)
    docs = (FOLDER.parent.parent / "docs" / "checking.md").read_text(encoding="utf-8")
    assert f"| {file.stem} | {act} | {len(found)} |" in docs
