"""Rules of a user's own: local files, files that a model names, and installed packages."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from archlint.cli import main
from tests.rules.helpers import write

Capture = pytest.CaptureFixture[str]
PAGE = (Path(__file__).parents[2] / "docs" / "own-rules.md").read_text()
RULE = "tools/archlint_rules/no_print.py"
SHOP = """\
=== shop/__init__.py ===
=== shop/orders.py ===
def order(): print("sold")
class Cart:
    def add(self): return [1]
    def show(self): print("cart")
=== shop/cli.py ===
def main(): print("hello")
=== shop/report.py ===
def report(): print("report")
"""
TINY = """\
from archlint.errors import Place
from archlint.rules import Found, Rule
RULE = Rule("tiny", "model", "info", "s", "w", needs_model=False)
def find(subject):
    {body}
"""


def fenced(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the page's rule in its place."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("ARCHLINT_ALLOW_CODE", raising=False)
    repo = write(tmp_path / "repo", SHOP)
    (repo / RULE).parent.mkdir(parents=True)
    (code,) = fenced("python")
    assert code.startswith(f"# {RULE}\n")
    (repo / RULE).write_text(code)
    monkeypatch.chdir(repo)
    return repo


def shown(capsys: Capture, *words: str) -> list[tuple[str, str, int, str]]:
    capsys.readouterr()
    status = main(["check", "--format", "json", "--ignore", "unreadable-source", *words])
    captured = capsys.readouterr()
    assert status < 2, captured.err
    found = json.loads(captured.out)["findings"]
    return [
        (each["severity"], each["path"], each["line"], each["element"]) for each in found if each["rule"] in ("no-print", "tiny")
    ]


def failure(capsys: Capture, *words: str) -> str:
    capsys.readouterr()
    assert main(["check", *words]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("archlint: ")
    assert captured.err.count("\n") == 1
    return captured.err.removeprefix("archlint: ").rstrip("\n")


def test_the_page_shows_a_rule_of_twenty_lines_that_works(repo: Path, capsys: Capture) -> None:
    assert len([line for line in fenced("python")[0].splitlines()[1:] if line.strip()]) <= 20
    expected = [
        ("warning", "shop/orders.py", 1, "shop.orders.order"),
        ("warning", "shop/orders.py", 4, "shop.orders.show"),
        ("warning", "shop/report.py", 1, "shop.report.report"),
    ]
    for _ in range(2):
        assert shown(capsys, "--rules", RULE) == expected
    main(["check", "--rules", RULE, "--format", "concise"])
    assert next(line for line in PAGE.splitlines() if line.startswith("shop/orders.py")) in capsys.readouterr().out
    assert shown(capsys) == []


def test_the_page_s_model_works_once_its_code_is_allowed(repo: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    (settings,) = fenced("yaml")
    (repo / "architecture.yaml").write_text(f'archlint: "1"\nsystem: {{id: shop}}\n{settings}')
    refusal = failure(capsys)
    assert refusal.startswith(
        "architecture.yaml:4:3: these rules are code of this repository, and nothing of it is run unless you say so"
    )
    expected = [("error", "shop/orders.py", 1, "shop.orders.order"), ("error", "shop/orders.py", 4, "shop.orders.show")]
    assert shown(capsys, "--allow-code") == expected
    assert shown(capsys, "--no-code") == []
    monkeypatch.setenv("ARCHLINT_ALLOW_CODE", "1")
    assert shown(capsys) == expected
    assert shown(capsys, "--no-code") == []
    assert "contradict" in failure(capsys, "--no-code", "--allow-code")


def test_leaving_rules_out_is_said(repo: Path, capsys: Capture) -> None:
    (repo / "architecture.yaml").write_text(f'archlint: "1"\nsystem: {{id: shop}}\ncheck: {{extra_rules: [{RULE}]}}\n')
    assert main(["check", "--no-code", "--ignore", "single-responsibility"]) == 0
    assert "the rules that the model names under `check.extra_rules` are not run" in capsys.readouterr().out


def test_nothing_is_executed_before_it_is_allowed_and_nothing_is_written(repo: Path, capsys: Capture) -> None:
    mark = repo / "ran"
    (repo / RULE).write_text(f"open({str(mark)!r}, 'w')\n" + (repo / RULE).read_text())
    (repo / "architecture.yaml").write_text('archlint: "1"\nsystem: {id: shop}\ncheck: {extra_rules: ["tools/**/*.py"]}\n')
    for words in (["check"], ["check", "--no-code"], ["rules"], ["explain", "layers"], ["baseline", "--no-code"], ["baseline"]):
        main(words)
        assert not mark.exists()
    assert main(["rules", "--allow-code"]) == 0
    assert mark.exists()
    assert list((repo / "tools").rglob("*.pyc")) == []


def test_a_changed_rule_finds_anew(repo: Path, capsys: Capture) -> None:
    assert len(shown(capsys, "--rules", RULE)) == 3
    (repo / RULE).write_text((repo / RULE).read_text().replace('default=("cli",)', 'default=("cli", "orders")'))
    assert len(shown(capsys, "--rules", RULE)) == 1
    assert shown(capsys) == []
    (repo / RULE).write_text((repo / RULE).read_text().replace('"print" in', '"open" in'))
    assert shown(capsys, "--rules", RULE) == []


def test_it_is_listed_explained_selected_ignored_and_reported(repo: Path, capsys: Capture) -> None:
    assert main(["rules", "--rules", RULE, "--principle", "layering"]) == 0
    assert "no-print  " in capsys.readouterr().out
    assert main(["explain", "no-print", "--rules", RULE]) == 0
    page = capsys.readouterr().out
    assert page.startswith("no-print (layering, warning)\n\nOnly the command line prints.\n")
    assert "        default: [cli]\n" in page
    assert "Bad" not in page
    assert len(shown(capsys, "--rules", RULE, "--select", "no-print")) == 3
    assert shown(capsys, "--rules", RULE, "--ignore", "no-print") == []
    (repo / "shop" / "report.py").write_text("def report(): print(1)  # archlint: ignore[no-print] It is the report\n")
    assert len(shown(capsys, "--rules", RULE)) == 2
    for format_ in ("sarif", "junit", "text", "gitlab", "github"):
        assert main(["check", "--rules", RULE, "--format", format_]) == 1
    assert main(["check", "--rules", RULE, "--format", "sarif"]) == 1
    capsys.readouterr()
    main(["check", "--rules", RULE, "--format", "sarif"])
    rules = json.loads(capsys.readouterr().out)["runs"][0]["tool"]["driver"]["rules"]
    assert next(each for each in rules if each["id"] == "no-print")["shortDescription"]["text"] == "Only the command line prints."


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("import nowhere_at_all\n", ":1: the rule cannot be loaded: ModuleNotFoundError: No module named 'nowhere_at_all'"),
        ("\n\nx = = 1\n", ":3: the rule cannot be loaded: SyntaxError: invalid syntax"),
        ("\nraise SystemExit(3)\n", ":2: the rule cannot be loaded: SystemExit: 3"),
        ("RULE = 1\n", ": the rule cannot be used: it has no RULE, a value of archlint.rules.Rule"),
        (TINY.split("def")[0], ": the rule cannot be used: it has neither `find(subject)` nor `inspect(file)`"),
        (TINY.replace('"tiny"', '"layers"'), ": the rule cannot be used: 'layers' is a rule of archlint already"),
        (TINY.replace('"tiny"', '"Tiny Rule"'), ": the rule cannot be used: the id 'Tiny Rule' is not made of small letters"),
        (TINY.replace('"model"', '"models"'), ": the rule cannot be used: 'models' is no principle; there are"),
        (TINY.replace('"info"', '"note"'), ": the rule cannot be used: 'note' is no severity; there are error, warning, info"),
        (TINY.format(body="return {}['key']"), ":5: the rule failed: KeyError: 'key'"),
        (
            TINY.format(body="yield subject.no"),
            ":5: the rule failed: AttributeError: 'Subject' object has no attribute 'no'",
        ),
        (
            TINY.format(body="yield 'words'"),
            ": the rule failed: TypeError: it yielded 'words', which is neither a Found",
        ),
        (TINY.format(body="yield Found('a.py', '', 'x')"), ": the rule failed: TypeError: it yielded Found("),
        (TINY.format(body="pass"), ": the rule failed: TypeError: 'NoneType' object is not iterable"),
        (None, ": the rule cannot be read: No such file or directory"),
    ],
)
def test_a_faulty_rule_is_one_line(repo: Path, capsys: Capture, code: str | None, message: str) -> None:
    if code is not None:
        (repo / "own.py").write_text(code if "{body}" not in code else code.format(body="yield"))
    assert failure(capsys, "--rules", "own.py").startswith(f"own.py{message}")


def test_a_rule_that_fails_in_another_process_is_one_line(repo: Path, capsys: Capture) -> None:
    for number in range(40):
        (repo / "shop" / f"big{number}.py").write_text("X = 1\n" * 3000)
    (repo / "own.py").write_text(TINY.replace("find(subject)", "inspect(file)").format(body="raise ValueError(file.module.name)"))
    assert failure(capsys, "--rules", "own.py").startswith("own.py:5: the rule failed: ValueError: ")


def test_two_rules_of_one_name_are_refused(repo: Path, capsys: Capture) -> None:
    (repo / "own.py").write_text((repo / RULE).read_text())
    assert failure(capsys, "--rules", RULE, "--rules", "own.py") == (
        f"own.py: the rule cannot be used: 'no-print' is a rule of {RULE} already"
    )


def test_a_pattern_without_a_file_has_its_place(repo: Path, capsys: Capture) -> None:
    (repo / "architecture.yaml").write_text('archlint: "1"\nsystem: {id: shop}\ncheck: {extra_rules: [t/*.py]}\n')
    message = "architecture.yaml:3:23: 't/*.py' matches no file; the paths are relative to this one"
    assert failure(capsys, "--allow-code") == message


@pytest.fixture
def plugin(repo: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package that brings the page's rule."""
    site = repo.parent / "site"
    (site / "acme_rules").mkdir(parents=True)
    (site / "acme_rules" / "__init__.py").write_text("")
    (site / "acme_rules" / "no_print.py").write_text((repo / RULE).read_text())
    (site / "acme_rules-1.0.dist-info").mkdir()
    (site / "acme_rules-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-rules\nVersion: 1.0\n")
    (toml,) = fenced("toml")
    points = toml.replace('[project.entry-points."archlint.rules"]', "[archlint.rules]").replace('"', "")
    (site / "acme_rules-1.0.dist-info" / "entry_points.txt").write_text(points)
    monkeypatch.syspath_prepend(str(site))
    for name in [name for name in sys.modules if name.startswith("acme_rules")]:
        monkeypatch.delitem(sys.modules, name)
    return site


@pytest.mark.usefixtures("plugin")
@pytest.mark.parametrize("name", ["no-print", "acme-rules"])
def test_an_installed_rule_is_run_where_it_is_asked_for(repo: Path, capsys: Capture, name: str) -> None:
    assert shown(capsys) == []
    assert len(shown(capsys, "--plugin", name)) == 3
    (repo / "architecture.yaml").write_text(f'archlint: "1"\nsystem: {{id: shop}}\ncheck: {{plugins: [{name}]}}\n')
    assert len(shown(capsys)) == 3
    assert main(["rules"]) == 0
    assert "no-print  " in capsys.readouterr().out


def test_a_plugin_that_is_missing_or_broken_is_one_line(repo: Path, plugin: Path, capsys: Capture) -> None:
    assert failure(capsys, "--plugin", "acme-rule").startswith(
        "no installed package brings rules named 'acme-rule' (archlint.rules)"
    )
    (repo / "architecture.yaml").write_text('archlint: "1"\nsystem: {id: shop}\ncheck: {plugins: [nope]}\n')
    assert failure(capsys).startswith("architecture.yaml:3:19: no installed package brings rules named 'nope'")
    file = plugin / "acme_rules" / "no_print.py"
    file.write_text("\n1 / 0\n")
    (repo / "architecture.yaml").unlink()
    assert failure(capsys, "--plugin", "no-print") == (
        f"{file}:2: the plugin 'no-print' cannot be loaded: ZeroDivisionError: division by zero"
    )


def test_the_start_of_a_check_looks_at_no_installed_package(repo: Path) -> None:
    code = "import sys; from archlint.cli import main; main(['check']); print('importlib.metadata' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=repo, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"
