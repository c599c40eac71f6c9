"""What is read of import-linter's configuration, in each of its files, and what is said of mistakes in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from archlint.cli.main import main
from archlint.errors import ArchlintError, UserError
from archlint.peers import find
from archlint.peers.types import recalled, remembered
from archlint.rules import check
from tests.peers.lint_imports import verdicts
from tests.peers.repositories import broken, ends, pointless, write

FILES = {"shop/__init__.py": "", "shop/web.py": "import shop.core\n", "shop/core.py": "import shop.web\n"}

INI = """[importlinter]
root_package = shop
[importlinter:contract:house]
name = The house
type = layers
layers =
    shop.web
    # the heart of it
    shop.core
"""
TOML = """[tool.importlinter]
root_packages = ["shop"]

[[tool.importlinter.contracts]]
name = "The house"
type = "layers"
layers = [
    "shop.web",
    "shop.core",
]
"""


@pytest.mark.parametrize(("file", "text"), [(".importlinter", INI), ("setup.cfg", INI), ("pyproject.toml", TOML)])
def test_each_file_is_found_and_its_contracts_are_run_without_a_model(tmp_path: Path, file: str, text: str) -> None:
    write(tmp_path, {**FILES, file: text})
    report = check(tmp_path, select=("layers",))
    (finding,) = report.findings
    assert (finding.path, finding.line, finding.element) == ("shop/core.py", 1, "The house")
    assert report.summary.borrowed == (file,)
    assert report.summary.model is None


def test_setup_cfg_comes_before_importlinter_and_both_before_pyproject(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, ".importlinter": INI, "setup.cfg": "[metadata]\nname = importlinter-user\n", "pyproject.toml": TOML})
    (borrowed,) = find(tmp_path)
    assert borrowed.path == ".importlinter"


def test_contracts_join_those_of_the_model(tmp_path: Path) -> None:
    model = 'archlint: "1"\nsystem: {id: shop}\ncode:\n  layers:\n    other: {order: [shop.core, shop.web]}\n'
    write(tmp_path, {**FILES, ".importlinter": INI, "architecture.yaml": model})
    assert set(broken(tmp_path)) == {"other", "The house"}


def test_code_outside_of_the_root_package_is_nobodys_business(tmp_path: Path) -> None:
    protected = "[importlinter]\nroot_package = shop\n[importlinter:contract:x]\nname = x\ntype = layers\nlayers =\n    shop.web\n    shop.core\n"
    files = {"shop/__init__.py": "", "shop/web.py": "", "shop/core.py": "import tests.help\n", "tests/help.py": "import shop.web\n"}
    write(tmp_path, {**files, ".importlinter": protected})
    assert broken(tmp_path) == {}


def test_a_layer_that_is_not_there_is_found_at_its_line(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, "pyproject.toml": TOML.replace("shop.web", "shop.wep")})
    ((path, line, message),) = pointless(tmp_path)
    assert (path, line) == ("pyproject.toml", 8)
    assert "'shop.wep' matches no module" in message


def test_a_root_package_that_is_not_there_is_found_at_its_line(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, ".importlinter": INI.replace("root_package = shop", "root_package = shoop")})
    assert (".importlinter", 2) in [(path, line) for path, line, _ in pointless(tmp_path)]


def test_an_exception_that_no_import_needs_is_found_at_its_line(tmp_path: Path) -> None:
    text = INI + "ignore_imports =\n    shop.core -> shop.web\n    shop.web -> shop.zzz\n"
    write(tmp_path, {**FILES, ".importlinter": text})
    assert [(path, line) for path, line, _ in pointless(tmp_path)] == [(".importlinter", 12)]
    assert broken(tmp_path) == {}
    write(tmp_path, {".importlinter": text + "unmatched_ignore_imports_alerting = none\n"})
    assert pointless(tmp_path) == []


def test_a_wildcard_that_matches_nothing_is_found_where_import_linter_passes(tmp_path: Path) -> None:
    text = "[importlinter]\nroot_package = shop\n[importlinter:contract:x]\nname = x\ntype = forbidden\nsource_modules = shop.*.none\nforbidden_modules = shop.web\n"
    write(tmp_path, {**FILES, ".importlinter": text})
    assert [(path, line) for path, line, _ in pointless(tmp_path)] == [(".importlinter", 6)]


def test_a_type_of_the_projects_own_is_said_to_be_left_alone(tmp_path: Path) -> None:
    text = "[importlinter]\nroot_package = shop\ncontract_types =\n    mine: shop.mine.Mine\n[importlinter:contract:x]\nname = Ours\ntype = mine\n"
    write(tmp_path, {**FILES, ".importlinter": text})
    (finding,) = check(tmp_path, select=("borrowed-contract",)).findings
    assert (finding.severity, finding.path, finding.line, finding.element) == ("info", ".importlinter", 7, "Ours")


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        (".importlinter", "[importlinter]\nroot_package = shop\n", ".importlinter:1:1: there is no contract"),
        (".importlinter", INI.replace("root_package", "root_pakage"), ".importlinter:1:1: import-linter's configuration needs 'root_package'"),
        (".importlinter", INI.replace("type = layers", "type = layer"), ".importlinter:5:1: there is no type of contract 'layer'; did you mean 'layers'?"),
        (".importlinter", INI + "exhaustiv = true\n", ".importlinter:10:1: a contract of the type 'layers' has no option 'exhaustiv'; did you mean 'exhaustive'?"),
        (".importlinter", INI + "exhaustive = yes\n", ".importlinter:10:1: 'exhaustive' is true or false, not 'yes'"),
        (".importlinter", INI + "exhaustive = true\n", ".importlinter:10:1: a contract without containers cannot be exhaustive"),
        (".importlinter", INI.replace("    shop.core", "    shop.core | shop.x : shop.y"), ".importlinter:9:5: a layer has either `|` or `:`"),
        (".importlinter", INI.replace("    shop.core", "    shop.web"), ".importlinter:9:5: 'shop.web' stands in the layers twice"),
        (".importlinter", INI + "ignore_imports = shop.a\n", ".importlinter:10:18: 'shop.a' must have the form 'importer -> imported'"),
        (".importlinter", INI + "ignore_imports = a*b -> shop\n", ".importlinter:10:18: 'a*b' is no module"),
        (".importlinter", INI.replace("name = The house", "name"), ".importlinter:4: not a valid INI file"),
        (".importlinter", INI + "[importlinter:contract:house]\n", ".importlinter:10: not a valid INI file"),
        ("pyproject.toml", TOML + "layers = 3\n", "pyproject.toml:11:11: not valid TOML: Cannot overwrite a value"),
        ("pyproject.toml", TOML.replace("[[tool.importlinter.contracts]]", "[tool.importlinter.contracts]"), "pyproject.toml:4:1: the contracts must be tables"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str, text: str, said: str
) -> None:
    write(tmp_path, {**FILES, file: text})
    assert main(["check", str(tmp_path)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"archlint: {said}")


FORBIDDEN = "[importlinter]\nroot_package = shop\n{}[importlinter:contract:x]\nname = x\ntype = forbidden\nsource_modules = shop\nforbidden_modules = {}\n"


def test_external_packages_need_the_option_as_with_import_linter(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {**FILES, ".importlinter": FORBIDDEN.format("", "django")})
    assert main(["check", str(tmp_path)]) == 2
    assert ".importlinter:7:21: 'django' is external" in capsys.readouterr().err
    write(tmp_path, {".importlinter": FORBIDDEN.format("include_external_packages = True\n", "django.db")})
    assert main(["check", str(tmp_path)]) == 2
    assert "name the package 'django'" in capsys.readouterr().err
    write(tmp_path, {".importlinter": FORBIDDEN.format("include_external_packages = True\n", "django")})
    (finding,) = check(tmp_path, select=("borrowed-contract", "matches-nothing")).findings
    assert "nobody imports 'django'" in finding.message
    write(tmp_path, {"shop/core.py": "from django.db import models\n"})
    assert check(tmp_path, select=("borrowed-contract", "matches-nothing")).findings == ()
    assert set(broken(tmp_path)) == {"x"}


def test_a_part_of_an_external_package_is_called_as_the_contract_calls_it(tmp_path: Path) -> None:
    config = FORBIDDEN.format("include_external_packages = True\n", "django")
    write(tmp_path, {**FILES, ".importlinter": config, "shop/core.py": "from django.db.models import Model\n"})
    found = verdicts(tmp_path)
    assert isinstance(found, dict), found
    assert {ends(each) for each in broken(tmp_path)["x"] if not each.steps} == found["x"].direct == {("shop.core", "django")}


def test_the_name_of_a_distribution_forbids_nothing_and_is_said(tmp_path: Path) -> None:
    listed = "\n    python-dotenv\n    django"
    config = FORBIDDEN.format("include_external_packages = True\n", listed)
    write(tmp_path, {**FILES, ".importlinter": config, "shop/core.py": "import django\n"})
    assert set(broken(tmp_path)) == {"x"}
    (finding,) = check(tmp_path, select=("borrowed-contract", "matches-nothing")).findings
    assert (finding.severity, finding.line) == ("info", 9)
    assert "nobody imports 'python-dotenv'" in finding.message


def test_contracts_in_a_folder_below_are_pointed_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inner = {f"apps/back/{path}": text for path, text in FILES.items()}
    write(tmp_path, {**inner, "apps/back/.importlinter": INI, "examples/x/.importlinter": INI, "tests/x/tach.toml": ""})
    main(["check", str(tmp_path), "--select", "import-cycle"])
    said = capsys.readouterr().out
    assert (
        f"the contracts in apps/back/.importlinter are checked from their own folder: archlint check {tmp_path}/apps/back" in said
    )
    assert "examples" not in said and "tach" not in said
    assert check(tmp_path / "apps/back").summary.borrowed == (".importlinter",)


def test_a_remembered_configuration_is_read_again_once_it_changes(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, ".importlinter": INI})
    first = check(tmp_path, select=("layers",), cached=True)
    again = check(tmp_path, select=("layers",), cached=True)
    assert (again.findings, again.summary) == (first.findings, first.summary)
    assert first.findings
    write(
        tmp_path,
        {".importlinter": INI.replace("shop.web\n", "shop.x\n").replace("shop.core", "shop.web").replace("shop.x", "shop.core")},
    )
    findings = check(tmp_path, select=("layers",), cached=True).findings
    assert [(each.path, each.element) for each in findings] == [("shop/web.py", "The house")]
    write(tmp_path, {".importlinter": INI.replace("type = layers", "type = layer")})
    with pytest.raises(UserError, match="there is no type of contract"):
        check(tmp_path, cached=True)


def test_contracts_survive_being_remembered(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, ".importlinter": INI})
    (borrowed,) = find(tmp_path)
    assert recalled(remembered(b"key", borrowed), b"key") == (borrowed,)
    assert recalled(remembered(b"key", None), b"key") == (None,)
    assert recalled(remembered(b"key", borrowed), b"other") is None
    assert recalled(b"\xc1", b"key") is None


PRIVATE = """[importlinter]
root_package = shop
[importlinter:contract:private]
name = Private modules
type = private_modules
packages_with_private_modules =
    PACKAGES
"""


@pytest.mark.parametrize(("packages", "lines"), [("shop.sales", [1]), ("shop.web", []), ("shop", [1])])
def test_private_modules_of_the_newest_import_linter(tmp_path: Path, packages: str, lines: list[int]) -> None:
    files = {"shop/__init__.py": "", "shop/web.py": "import shop.sales._book\n", "shop/sales/_book.py": "import shop.sales\n"}
    write(tmp_path, {**files, ".importlinter": PRIVATE.replace("PACKAGES", packages)})
    assert [finding.line for finding in broken(tmp_path).get("Private modules", ())] == lines


def test_a_private_package_has_no_private_modules_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, ".importlinter": PRIVATE.replace("PACKAGES", "shop._sales")})
    with pytest.raises(ArchlintError, match="private itself") as raised:
        check(tmp_path)
    assert ".importlinter:7:" in str(raised.value)
