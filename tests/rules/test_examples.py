"""The examples of every rule are tests: the bad one is found at its marks and nowhere else, the good one is clean."""

from pathlib import Path

import pytest

from archlint.rules import HERE, PRINCIPLES, Rule, all_rules, check, example_files, explained
from archlint.rules import catalogue as folder  # its listing is the list of rules
from tests.rules.helpers import write

RULES = pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)


def marks(text: str) -> set[tuple[str, int]]:
    return {
        (path, number)
        for path, body in example_files(text).items()
        for number, line in enumerate(body.splitlines(), 1)
        if HERE in line
    }


@RULES
def test_the_bad_example_is_found_at_its_marks(rule: Rule, tmp_path: Path) -> None:
    expected = marks(rule.bad)
    assert expected
    report = check(write(tmp_path, rule.bad), select=(rule.id,))
    assert {(finding.path, finding.line) for finding in report.findings} == expected
    for finding in report.findings:
        assert (finding.rule, finding.principle, finding.severity) == (rule.id, rule.principle, rule.severity)
        assert finding.column >= 1
        assert finding.element


@RULES
def test_the_good_example_is_clean(rule: Rule, tmp_path: Path) -> None:
    assert not marks(rule.good)
    assert check(write(tmp_path, rule.good), select=(rule.id,)).findings == ()


@RULES
def test_a_rule_is_its_file_and_its_page_has_everything(rule: Rule) -> None:
    (home,) = folder.__path__
    assert (Path(home) / f"{rule.id.replace('-', '_')}.py").is_file()
    page = explained(rule)
    assert rule.summary in page
    assert rule.principle in PRINCIPLES
    for text in (rule.why, rule.bad, rule.good, *(option.name for option in rule.options)):
        assert text.strip()
        assert text.splitlines()[0] in page


def test_every_file_of_the_folder_is_a_rule() -> None:
    (home,) = folder.__path__
    files = {file.stem.replace("_", "-") for file in Path(home).glob("*.py")} - {"--init--"}
    assert files == {rule.id for rule in all_rules()}


@pytest.mark.parametrize("text", ["", "import a\n=== a.py ===\n"])
def test_an_example_without_a_file_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="begins with"):
        example_files(text)
