"""Comments that let findings pass, and what is said about those that do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from archlint.rules import check
from tests.rules.helpers import write

SHOP = "=== shop/__init__.py ===\n=== shop/a.py ===\n{a}\n=== shop/b.py ===\nimport shop.a\n"
REASON = "Until June"


def shop(folder: Path, a: str, **options: object) -> list[tuple[str, str, int]]:
    report = check(write(folder, SHOP.format(a=a)), **options)  # type: ignore[arg-type]
    return [(each.rule, each.path, each.line) for each in report.findings]


@pytest.mark.parametrize(
    "a",
    [
        f"import shop.b  # archlint: ignore[import-cycle] {REASON}",
        f"import shop.b  # noqa: F401  # archlint: ignore[layering]: {REASON}",
        f"# archlint: ignore[import-cycle] {REASON}\nimport shop.b",
        f"# archlint: ignore[import-cycle] {REASON}\n# more words\n\nimport shop.b",
        f"from shop import (\n    b,  # archlint: ignore[import-cycle] {REASON}\n)",
        f'"""Words."""\n# archlint: ignore-file[import-cycle] {REASON}\nX = 1\nimport shop.b',
    ],
)
def test_a_comment_lets_a_finding_pass(tmp_path: Path, a: str) -> None:
    assert shop(tmp_path, a) == []
    assert check(tmp_path).summary.ignored == 1


@pytest.mark.parametrize(
    "a",
    [
        "import shop.b\n# archlint: ignore[import-cycle] It stands below",
        "X = 1  # archlint: ignore[import-cycle] Another line\nimport shop.b",
        'X = "# archlint: ignore-file[import-cycle] in a text"\nimport shop.b',
    ],
)
def test_a_comment_elsewhere_lets_nothing_pass(tmp_path: Path, a: str) -> None:
    assert "import-cycle" in {rule for rule, _, _ in shop(tmp_path, a)}


def test_a_comment_that_nothing_needs_is_found_and_named(tmp_path: Path) -> None:
    text = f"import shop.b  # archlint: ignore[import-cycle, unreadable-source] {REASON}"
    findings = check(write(tmp_path, SHOP.format(a=text))).findings
    assert [(each.rule, each.path, each.line, each.column, each.element) for each in findings] == [
        ("unused-ignore", "shop/a.py", 1, 16, "shop.a")
    ]
    assert findings[0].message == "there is no finding of 'unreadable-source' here to ignore; take the name out"


def test_a_misspelt_name_is_found_with_a_suggestion(tmp_path: Path) -> None:
    findings = check(write(tmp_path, SHOP.format(a=f"import shop.b  # archlint: ignore[import-cycel] {REASON}"))).findings
    assert {each.rule for each in findings} == {"import-cycle", "unused-ignore"}
    assert "did you mean 'import-cycle'?" in next(each.message for each in findings if each.rule == "unused-ignore")


def test_without_a_reason_or_a_list_the_comment_is_a_hint(tmp_path: Path) -> None:
    assert shop(tmp_path, "import shop.b  # archlint: ignore[import-cycle]") == [("unexplained-ignore", "shop/a.py", 1)]
    assert shop(tmp_path, f"import shop.b  # archlint: ignore {REASON}") == [("unexplained-ignore", "shop/a.py", 1)]


def test_a_name_is_judged_only_where_its_rule_can_be_run(tmp_path: Path) -> None:
    comment = "X = 1  # archlint: ignore[layers] Only the model knows\nimport shop.b"
    assert shop(tmp_path, comment, ignore=("import-cycle",)) == []
    (tmp_path / "architecture.yaml").write_text('archlint: "1"\nsystem: {id: shop}\n')
    assert [rule for rule, _, _ in shop(tmp_path, comment, ignore=("import-cycle",))] == ["unused-ignore"]


def test_a_selection_neither_hides_nor_invents_unused_comments(tmp_path: Path) -> None:
    used = f"import shop.b  # archlint: ignore[import-cycle] {REASON}"
    assert shop(tmp_path, used, select=("unused-ignore",)) == []
    assert shop(tmp_path, used, ignore=("import-cycle",)) == []
    assert shop(tmp_path, used + "\nX = 1  # archlint: ignore[import-cycle] Old", select=("unused-ignore",)) == [
        ("unused-ignore", "shop/a.py", 2)
    ]
    assert shop(tmp_path, "X = 1  # archlint: ignore[import-cycle] Old", select=("import-cycle",)) == []


def test_a_remembered_run_heeds_changed_comments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    repo = tmp_path / "repo"
    assert shop(repo, "import shop.b", cached=True) == [("import-cycle", "shop/a.py", 1)]
    assert shop(repo, f"import shop.b  # archlint: ignore[import-cycle] {REASON}", cached=True) == []
    assert shop(repo, f"import shop.b  # archlint: ignore[import-cycle] {REASON}", cached=True) == []
    assert shop(repo, "import shop.b", cached=True) == [("import-cycle", "shop/a.py", 1)]


MODEL = """\
=== architecture.yaml ===
components:
ABOVE
  a: {kind: service, context: c, responsibility: Sell}BEHIND
contexts: {c: {}}
"""


def modelled(folder: Path, above: str = "", behind: str = "") -> set[tuple[str, int]]:
    findings = check(write(folder, MODEL.replace("ABOVE", above).replace("BEHIND", behind))).findings
    return {(each.rule, each.line) for each in findings}


def test_a_comment_in_the_model_lets_a_finding_pass(tmp_path: Path) -> None:
    before = modelled(tmp_path)
    assert before >= {("unexplained-technology", 5), ("unused-component", 5)}
    comment = "# archlint: ignore[unexplained-technology] Decided in May"
    assert modelled(tmp_path, behind=f"  {comment}") == before - {("unexplained-technology", 5)}
    assert modelled(tmp_path, above=comment) == before - {("unexplained-technology", 5)}
    assert modelled(tmp_path, above=comment.replace("ignore", "ignore-file")) == before - {("unexplained-technology", 5)}
    assert modelled(tmp_path, above='  b: {kind: store, responsibility: "Say # archlint: ignore-file[model] no"}') > before


def test_an_unused_comment_in_the_model_has_its_place(tmp_path: Path) -> None:
    write(tmp_path, MODEL.replace("ABOVE", "  # archlint: ignore[layers] Nothing here").replace("BEHIND", ""))
    (finding,) = check(tmp_path, select=("unused-ignore",)).findings
    assert (finding.path, finding.line, finding.column, finding.element) == ("architecture.yaml", 4, 3, "shop")
