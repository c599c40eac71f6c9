"""Running rules over a folder: what is read, chosen, ordered, and told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from archlint.errors import ArchlintError
from archlint.rules import SEVERITIES, all_rules, check, find_rule
from tests.rules.helpers import HEAD, found, write

CYCLE = "=== shop/__init__.py ===\n=== shop/a.py ===\nimport shop.b\n=== shop/b.py ===\nimport shop.a\n"
SERVICE = "=== architecture.yaml ===\ncomponents:\n  a: {kind: service}\n"


def test_without_a_model_the_rules_that_need_none_run(tmp_path: Path) -> None:
    report = check(write(tmp_path, CYCLE))
    assert [finding.rule for finding in report.findings] == ["import-cycle"]
    assert report.summary.model is None
    assert set(report.summary.rules) == {rule.id for rule in all_rules() if not rule.needs_model}
    assert "layers" in report.summary.without_model
    assert report.summary.modules == 3


def test_a_broken_file_is_a_finding_and_the_rest_is_checked(tmp_path: Path) -> None:
    findings = check(write(tmp_path, CYCLE + "=== shop/c.py ===\ndef f(:\n")).findings
    assert {(finding.rule, finding.path) for finding in findings} >= {("unreadable-source", "shop/c.py")}
    assert "import-cycle" in {finding.rule for finding in findings}


@pytest.mark.parametrize("argument", [".", "architecture.yaml"])
def test_a_folder_or_its_model_give_the_same(tmp_path: Path, argument: str) -> None:
    write(tmp_path, SERVICE + CYCLE)
    findings = check(tmp_path / argument).findings
    assert findings == check(tmp_path).findings
    assert {finding.path for finding in findings} == {"architecture.yaml", "shop/a.py"}


def test_a_model_from_elsewhere(tmp_path: Path) -> None:
    write(tmp_path / "repo", CYCLE)
    contracts = "  a: {format: avro, file: a.avsc}\n  b: {format: avro, file: b.avsc}\n"
    write(tmp_path / "conf", f"=== architecture.yaml ===\ncontracts:\n{contracts}=== a.avsc ===\n{{}}")
    findings = check(tmp_path / "repo", tmp_path / "conf" / "architecture.yaml").findings
    assert [(finding.path, finding.element) for finding in findings] == [
        ("../conf/architecture.yaml", "b"),
        ("shop/a.py", "shop.a"),
    ]


@pytest.mark.parametrize(
    ("path", "options", "message"),
    [
        ("nope", {}, "there is no '.*nope'"),
        ("empty", {}, "there is nothing to check in '.*empty': no Python file and no architecture.yaml"),
        ("code/shop/a.py", {}, "is neither a folder nor an architecture.yaml"),
        ("code", {"select": ("layers",)}, "the selected rules need an architecture.yaml"),
        ("code", {"select": ("layer",)}, "no rule is named 'layer'; did you mean 'layers'?"),
        ("code", {"ignore": ("xyz",)}, "no rule is named 'xyz'; `archlint rules` lists them"),
        ("code", {"select": ("layers",), "ignore": ("layering",)}, "no rule is left"),
        ("code", {"model": Path("nope.yaml")}, "nope.yaml"),
        ("roots", {}, "architecture.yaml:4:11: there is no folder 'gone' for packages to start in"),
        ("outside", {}, r"architecture.yaml:4:11: the folder '\.\.' lies outside"),
        ("broken", {}, "architecture.yaml:3:1: unknown key 'componets'"),
    ],
)
def test_a_users_mistake(tmp_path: Path, path: str, options: dict[str, object], message: str) -> None:
    write(tmp_path / "code", CYCLE)
    (tmp_path / "empty").mkdir()
    write(tmp_path / "roots", "=== architecture.yaml ===\ncode:\n  roots: [gone]\n")
    write(tmp_path / "outside", '=== architecture.yaml ===\ncode:\n  roots: [".."]\n')
    write(tmp_path / "broken", "=== architecture.yaml ===\ncomponets: {}\n")
    with pytest.raises(ArchlintError, match=message):
        check(tmp_path / path, **options)  # type: ignore[arg-type]


def test_select_and_ignore_take_rules_and_principles(tmp_path: Path) -> None:
    write(tmp_path, SERVICE + CYCLE)
    assert {finding.rule for finding in check(tmp_path, select=("model", "import-cycle")).findings} == {
        "unexplained-technology",
        "unused-component",
        "import-cycle",
    }
    assert "import-cycle" not in check(tmp_path, ignore=("layering,missing-file",)).summary.rules


def test_a_run_of_a_few_rules_leaves_nothing_out_of_the_next(tmp_path: Path) -> None:
    write(
        tmp_path,
        """\
=== shop/a.py ===
import shop.b  # archlint: ignore[import-cycle] Moves with the next release
=== shop/b.py ===
import shop.a
=== shop/c.py ===
class A:
    def f(self, x): return x
class B(A):
    def f(self, x, y): return y
""",
    )
    assert check(tmp_path, select=("import-cycle",), cached=True).findings == ()
    (finding,) = check(tmp_path, select=("import-cycle", "narrowed-override"), cached=True).findings
    assert (finding.rule, finding.path) == ("narrowed-override", "shop/c.py")
    assert check(tmp_path, select=("import-cycle",), cached=True).findings == ()


def test_the_most_important_comes_first(tmp_path: Path) -> None:
    findings = check(write(tmp_path, SERVICE + "contracts:\n  z: {format: avro, file: no}\n" + CYCLE)).findings
    keys = [(SEVERITIES.index(each.severity), each.path, each.line, each.column, each.rule) for each in findings]
    assert keys == sorted(keys)
    assert (findings[0].severity, findings[-1].severity) == ("error", "warning")


def test_a_fingerprint_survives_moved_lines_and_another_folder(tmp_path: Path) -> None:
    one = found(tmp_path / "one", SERVICE + CYCLE, "import-cycle", "unused-component")
    moved = SERVICE.replace("components", "\n# a comment\n\ncomponents") + CYCLE.replace("import", "# moved\n\nimport")
    two = found(tmp_path / "two", moved, "import-cycle", "unused-component")
    assert [each.line for each in one] != [each.line for each in two]
    assert [each.fingerprint for each in one] == [each.fingerprint for each in two]


def test_equal_findings_have_different_fingerprints(tmp_path: Path) -> None:
    contract = "{from: [shop.a], to: [sys], exceptions: [EACH, EACH]}".replace(
        "EACH", "{from: shop.a, to: os, because: x, owner: y}"
    )
    text = f"=== architecture.yaml ===\ncode:\n  forbidden:\n    f: {contract}\n=== shop/a.py ===\n"
    findings = found(tmp_path, text, "matches-nothing")
    assert len(findings) == 2
    assert findings[0].message == findings[1].message
    assert findings[0].fingerprint != findings[1].fingerprint


def test_nothing_of_the_linted_repository_is_run(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    code = f"open({str(mark)!r}, 'w')\n"
    write(tmp_path / "repo", f"=== setup.py ===\n{code}=== conftest.py ===\n{code}=== shop/__init__.py ===\n{code}")
    check(tmp_path / "repo")
    assert not mark.exists()


def test_the_place_that_it_is_started_from_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "repo", SERVICE + "contracts:\n  a: {format: avro, file: c/a.avsc}\n=== c/a.avsc ===\n{}\n" + CYCLE)
    absolute = check(tmp_path / "repo").findings
    monkeypatch.chdir(tmp_path / "repo")
    assert check(Path()).findings == absolute
    monkeypatch.chdir(tmp_path / "repo" / "shop")
    assert check(Path("..")).findings == absolute


def test_an_unknown_rule_has_a_suggestion() -> None:
    with pytest.raises(ArchlintError, match="did you mean 'import-cycle'"):
        find_rule("import-cycles")


def test_the_head_of_the_examples_is_a_model(tmp_path: Path) -> None:
    (tmp_path / "architecture.yaml").write_text(HEAD)
    assert check(tmp_path).findings == ()
