"""The section `check` of a model: severity and options of rules, and settings for paths."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archlint.cli import main
from archlint.errors import ArchlintError
from archlint.rules import Clue, Finding, Found, Inspection, Option, OwnRules, Rule, check
from archlint.rules import own as own_rules
from archlint.rules.registry import Registered, ordered, registered
from tests.rules.helpers import write

CODE = "=== shop/__init__.py ===\n=== shop/a.py ===\nimport shop.b\n=== shop/b.py ===\nimport shop.a\n"
TALL = Rule(
    "tall-file",
    "single-responsibility",
    "warning",
    "A file is short.",
    "So it is.",
    options=(
        Option("most_classes", "how many classes a file may have", "a guess", 1),
        Option("names", "the names that do not count", default=("Test",)),
        Option("share", "a share", default=0.5),
    ),
)


def shop(folder: Path, settings: str) -> tuple[Finding, ...]:
    return check(write(folder, f"=== architecture.yaml ===\n{settings}\n{CODE}")).findings


def test_a_severity_of_the_model_counts(tmp_path: Path) -> None:
    (finding,) = shop(tmp_path, "check: {rules: {import-cycle: {severity: error, because: None so far}}}")
    assert (finding.rule, finding.severity) == ("import-cycle", "error")


def test_a_rule_that_is_off_is_not_run(tmp_path: Path) -> None:
    assert shop(tmp_path, "check: {rules: {import-cycle: {severity: off}}}") == ()
    assert "import-cycle" not in check(tmp_path).summary.rules
    with pytest.raises(ArchlintError, match=r"no rule is left to check.*off in the model: import-cycle"):
        check(tmp_path, select=("import-cycle",))


@pytest.mark.parametrize("pattern", ["shop/**", "shop/a.py", "shop", "shop/", "a.py", "**/a.py", "./shop/*.py"])
@pytest.mark.parametrize("name", ["import-cycle", "layering"])
def test_a_path_lets_rules_and_principles_pass(tmp_path: Path, pattern: str, name: str) -> None:
    assert shop(tmp_path, f'check: {{paths: [{{paths: ["{pattern}"], ignore: [{name}]}}]}}') == ()


def test_other_paths_and_other_rules_are_not_touched(tmp_path: Path) -> None:
    (finding,) = shop(tmp_path, "check: {paths: [{paths: [shop/b.py], ignore: [import-cycle]}, {paths: [shop], ignore: [layers]}]}")
    assert finding.rule == "import-cycle"


def test_the_last_severity_for_a_path_wins(tmp_path: Path) -> None:
    paths = "check: {paths: [{paths: [shop], severity: error}, {paths: [a.py], severity: info}]}"
    assert [each.severity for each in shop(tmp_path, paths)] == ["info"]
    assert shop(tmp_path, "check: {paths: [{paths: [shop], severity: off}]}") == ()


def test_a_path_that_matches_no_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "deploy").mkdir()
    findings = shop(tmp_path, "check:\n  paths:\n    - {paths: [shop, deploy/**, gone/**], ignore: [layering]}")
    assert [(each.rule, each.line, each.message) for each in findings] == [
        ("matches-nothing", 5, "'gone/**' matches no file; correct it or take it out")
    ]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            "rules: {import-cycel: {severity: off}}",
            r":4:11: no rule is named 'import-cycel'; did you mean 'import-cycle'\?",
        ),
        ("rules: {layers: {severity: of}}", r":4:30: .*'of' is not one of .*; did you mean 'off'\?"),
        (
            "rules: {layers: {options: {deep: 1}}}",
            ":4:30: 'deep' is no option of the rule 'layers', which has none",
        ),
        (
            "paths: [{paths: [shop], ignore: [layring]}]",
            r":4:36: no rule or principle .*; did you mean 'layering'\?",
        ),
        ("paths: [{paths: [shop]}]", ":4:11: check.paths.0.: says nothing about these paths"),
        ("paths: [{ignore: [layers]}]", ":4:11: .*paths"),
        ("rulez: {}", ":4:3: check: unknown key 'rulez'; did you mean 'rules'"),
    ],
)
def test_a_mistake_has_its_place(tmp_path: Path, settings: str, message: str) -> None:
    with pytest.raises(ArchlintError, match=message):
        shop(tmp_path, f"check:\n  {settings}")


@pytest.fixture
def tall(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule with options, beside archlint's own."""

    def inspect(file: Inspection) -> Iterator[Found | Clue]:
        names = [each.name for each in file.code.classes if each.name not in file.options["names"]]
        if len(names) > file.options["most_classes"]:
            yield Found(file.at(1), file.module.name, f"{len(names)} classes, share {file.options['share']}")

    rules = ordered([*registered(), Registered(TALL._replace(needs_model=False), inspect=inspect)])
    monkeypatch.setattr(own_rules, "registered", lambda: rules)


CLASSES = "=== a.py ===\nclass A: ...\nclass B: ...\nclass Test: ...\n"


def options(folder: Path, given: str, cached: bool = False) -> list[str]:
    model = f"=== architecture.yaml ===\ncheck:\n  rules:\n    tall-file: {{options: {{{given}}}}}\n"
    return [each.message for each in check(write(folder, model + CLASSES), select=("tall-file",), cached=cached).findings]


@pytest.mark.usefixtures("tall")
def test_options_reach_the_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    repo = tmp_path / "repo"
    for cached in (False, True, True):
        assert options(repo, "", cached) == ["2 classes, share 0.5"]
        assert options(repo, "most_classes: 2", cached) == []
        assert options(repo, "names: [], share: 1", cached) == ["3 classes, share 1.0"]


@pytest.mark.usefixtures("tall")
@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("most_clases: 2", r":5:27: 'most_clases' is no option of the rule 'tall-file'; did you mean 'most_classes'\?"),
        ("xyz: 2", ":5:27: 'xyz' is no option of the rule 'tall-file'; there are most_classes, names, share"),
        ("most_classes: two", ":5:27: the option 'most_classes' of 'tall-file' is a whole number, not 'two'"),
        ("most_classes: true", ":5:27: the option 'most_classes' of 'tall-file' is a whole number, not true"),
        ("most_classes: 2.5", ":5:27: the option 'most_classes' of 'tall-file' is a whole number, not 2.5"),
        ("names: A", ":5:27: the option 'names' of 'tall-file' is a list of texts, not 'A'"),
        ("names: [1]", ":5:27: the option 'names' of 'tall-file' is a list of texts, not a list"),
    ],
)
def test_a_wrong_option_has_its_place(tmp_path: Path, given: str, message: str) -> None:
    with pytest.raises(ArchlintError, match=message):
        options(tmp_path, given)


@pytest.mark.usefixtures("tall")
def test_explain_tells_how_to_set_an_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "tall-file"]) == 0
    page = capsys.readouterr().out
    assert "    most_classes\n        how many classes a file may have\n        default: 1; a guess\n" in page
    assert "        default: [Test]\n" in page
    assert page.endswith("Set an option in architecture.yaml under `check.rules.tall-file.options`.\n")


def test_a_repository_without_a_model_needs_nothing(tmp_path: Path) -> None:
    assert [each.rule for each in check(write(tmp_path, CODE), own=OwnRules()).findings] == ["import-cycle"]


def test_the_section_that_the_docs_show_is_one(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "checking.md").read_text()
    section = page.split("```yaml\n", 1)[1].split("```", 1)[0]
    for folder, file in (("legacy", "old.py"), ("scripts", "run.py"), ("docs", "known-findings.json")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / file).write_text('{"findings": []}')
    (finding,) = shop(tmp_path, section)
    assert (finding.rule, finding.severity) == ("import-cycle", "error")
