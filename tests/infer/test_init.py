"""`archlint init` writes a model that check accepts, and takes over the contracts that are there with the same verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

from archlint.cli.main import main
from archlint.model import load
from archlint.rules import Finding, check
from tests.peers.repositories import CONTRACTS, write

SHOP = {
    "src/shop/__init__.py": "",
    "src/shop/web.py": "import shop.core\nimport billing.bill\n",
    "src/shop/core.py": "import shop.web\n",
    "src/billing/__init__.py": "",
    "src/billing/bill.py": "",
    "tests/test_shop.py": "import shop.web\n",
    "setup.py": "from setuptools import setup\nsetup()\n",
}
INI = """[importlinter]
root_packages =
    shop
    billing
include_external_packages = True
[importlinter:contract:house]
name = The house: web, then core
type = layers
containers = shop
layers =
    web
    core
ignore_imports =
    shop.core -> billing.zzz
unmatched_ignore_imports_alerting = none
[importlinter:contract:alone]
name = Alone
type = layers
layers = shop | billing
broken_contract_guidance = Ask the
    architects
[importlinter:contract:pure]
name = Pure
type = forbidden
source_modules = billing
forbidden_modules = shop
"""
TACH = """source_roots = ["src"]
exclude = ["nothing/here"]
layers = ["top", "bottom"]
[[modules]]
path = "shop"
depends_on = [{ path = "billing", deprecated = true }]
[[modules]]
path = "shop.core"
depends_on = []
[[modules]]
path = "billing"
[[interfaces]]
expose = ["pay"]
from = ["billing"]
"""


def key(finding: Finding) -> tuple[str, str, int]:
    return finding.rule, finding.path, finding.line


def verdict(folder: Path) -> set[tuple[str, str, int]]:
    return {key(finding) for finding in check(folder, select=(*CONTRACTS, "matches-nothing")).findings}


def test_a_plain_repository_gets_a_model_that_check_accepts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, SHOP)
    assert main(["init", str(tmp_path)]) == 0
    assert capsys.readouterr().err == f"archlint: wrote {tmp_path / 'architecture.yaml'}\n"
    model = load(tmp_path).architecture
    assert list(model.contexts) == list(model.components) == ["billing", "shop"]
    assert model.components["shop"].code is not None
    assert model.components["shop"].code.path == "src/shop"
    assert [(each.source, each.target) for each in model.interactions] == [("shop", "billing")]
    assert [(each.source, each.target) for each in model.context_map] == [("billing", "shop")]
    assert model.code is not None
    assert model.code.roots == ("src",)
    findings = check(tmp_path).findings
    assert {each.rule for each in findings}.isdisjoint(
        {"matches-nothing", "missing-file", "undeclared-context-dependency", "unused-component", "context-face"}
    )


def test_one_package_is_a_component_without_a_context(tmp_path: Path) -> None:
    write(tmp_path, {"shop/__init__.py": "", "shop/web.py": "", "docs/conf.py": ""})
    assert main(["init", str(tmp_path)]) == 0
    model = load(tmp_path).architecture
    assert (list(model.components), model.contexts) == (["shop"], {})
    assert check(tmp_path, select=("matches-nothing",)).findings == ()


def test_an_architecture_that_is_there_is_only_replaced_by_force(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {**SHOP, "architecture.yaml": "mine\n"})
    assert main(["init", str(tmp_path)]) == 2
    assert "is there already; --force replaces it" in capsys.readouterr().err
    assert (tmp_path / "architecture.yaml").read_text() == "mine\n"
    assert main(["init", str(tmp_path), "--force"]) == 0
    assert load(tmp_path).architecture.components


def test_the_text_may_go_to_the_screen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {**SHOP, "architecture.yaml": "mine\n"})
    assert main(["init", str(tmp_path), "-o", "-"]) == 0
    shown = capsys.readouterr()
    assert "system:" in shown.out
    assert shown.err == ""


@pytest.mark.parametrize(
    ("flag", "file", "config"), [("--from-import-linter", ".importlinter", INI), ("--from-tach", "tach.toml", TACH)]
)
def test_contracts_are_taken_over_with_the_same_verdict(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], flag: str, file: str, config: str
) -> None:
    write(tmp_path, {**SHOP, file: config})
    before = verdict(tmp_path)
    assert before
    assert main(["init", str(tmp_path), flag]) == 0
    assert f"archlint reads {file} too; take it away" in capsys.readouterr().err
    (tmp_path / file).unlink()
    assert verdict(tmp_path) == before
    assert main(["init", str(tmp_path), flag, "--force"]) == 2
    assert f"has no configuration of {flag[7:]}" in capsys.readouterr().err


def test_names_and_reasons_are_kept(tmp_path: Path) -> None:
    write(tmp_path, {**SHOP, ".importlinter": INI})
    assert main(["init", str(tmp_path), "--from-import-linter"]) == 0
    text = (tmp_path / "architecture.yaml").read_text()
    assert "# Taken over from .importlinter (import-linter)\n" in text
    code = load(tmp_path).architecture.code
    assert code is not None
    assert code.packages == ("shop", "billing")
    assert {name: each.because for name, each in code.layers.items()} == {
        "the-house-web-then-core": "The house: web, then core",
        "alone": "Ask the architects",
    }
    assert code.layers["the-house-web-then-core"].exceptions[0].allow_empty


def test_a_package_that_nobody_imports_may_stay_forbidden(tmp_path: Path) -> None:
    ini = (
        "[importlinter]\nroot_package = shop\ninclude_external_packages = True\n[importlinter:contract:x]\nname = x\n"
        "type = forbidden\nsource_modules = shop\nforbidden_modules =\n    django\n    requests\n"
    )
    write(tmp_path, {"shop/__init__.py": "", "tests/test_shop.py": "import django\n", ".importlinter": ini})
    assert verdict(tmp_path) == set()
    assert main(["init", str(tmp_path)]) == 0
    (tmp_path / ".importlinter").unlink()
    assert verdict(tmp_path) == set()
    write(tmp_path, {"shop/__init__.py": "import django\n"})
    assert {path for _, path, _ in verdict(tmp_path)} == {"shop/__init__.py"}


def test_both_sides_of_a_contract_may_overlap_as_with_import_linter(tmp_path: Path) -> None:
    ini = (
        "[importlinter]\nroot_package = shop\n[importlinter:contract:x]\nname = x\ntype = forbidden\n"
        "source_modules =\n    shop.web\n    shop.core\nforbidden_modules =\n    shop.web.page\n    shop.mail\n"
    )
    files = {"shop/web/__init__.py": "import shop.web.page\n", "shop/web/page.py": "", "shop/mail.py": "", "shop/core.py": ""}
    write(tmp_path, {**files, ".importlinter": ini})
    assert main(["init", str(tmp_path), "--from-import-linter"]) == 0
    (tmp_path / ".importlinter").unlink()
    assert verdict(tmp_path) == set()
    write(tmp_path, {"shop/core.py": "import shop.web.page\n", "shop/web/page.py": "import shop.mail\n"})
    assert {path for _, path, _ in verdict(tmp_path)} >= {"shop/core.py", "shop/web/page.py"}


def test_without_a_flag_contracts_that_are_there_come_along(tmp_path: Path) -> None:
    write(tmp_path, {**SHOP, ".importlinter": INI, "tach.toml": TACH})
    before = verdict(tmp_path)
    assert main(["init", str(tmp_path)]) == 0
    (tmp_path / ".importlinter").unlink()
    (tmp_path / "tach.toml").unlink()
    assert verdict(tmp_path) == before
    assert set(load(tmp_path).architecture.components) == {"shop", "billing"}


def test_an_empty_folder_is_a_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path)]) == 2
    assert "there is no Python file" in capsys.readouterr().err
    assert main(["init", str(tmp_path / "none")]) == 2
    assert "there is no folder" in capsys.readouterr().err
