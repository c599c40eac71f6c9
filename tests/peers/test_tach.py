"""Boundaries of tach are kept and broken here as with the program tach, which is asked too."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archlint.cli.main import main
from archlint.rules import check
from tests.peers.repositories import package, pointless, write

TACH = Path(sys.executable).with_name("tach")

FILES = {
    "shop/__init__.py": "",
    "shop/web.py": "from shop.orders import place\nimport shop.mail\n",
    "shop/orders/__init__.py": "from shop.orders.book import place\n",
    "shop/orders/book.py": "from shop import mail\ndef place(): ...\ndef erase(): ...\n",
    "shop/mail.py": "",
    "run.py": "from shop.web import serve\nfrom shop.orders.book import erase\n",
}


def module(path: str, depends_on: str | None = "[]", more: str = "") -> str:
    return f'[[modules]]\npath = "{path}"\n' + ("" if depends_on is None else f"depends_on = {depends_on}\n") + more


THREE = module("shop.web", '["shop.orders", "shop.mail"]') + module("shop.orders", '["shop.mail"]') + module("shop.mail")

CASES: dict[str, tuple[str, dict[str, str], list[tuple[str, int]]]] = {
    "all listed": (THREE, {}, []),
    "one not listed": (THREE.replace('["shop.orders", "shop.mail"]', '["shop.orders"]'), {}, [("shop/web.py", 2)]),
    "none given means all": (module("shop.web", None) + module("shop.orders") + module("shop.mail", more="utility = true\n"), {}, []),
    "a utility": (module("shop.web") + module("shop.mail", more="utility = true\n"), {}, []),
    "an unchecked module": (module("shop.web", more="unchecked = true\n") + module("shop.orders", '["shop.mail"]') + module("shop.mail"), {}, []),
    "never": (THREE.replace('path = "shop.web"\n', 'path = "shop.web"\ncannot_depend_on = ["shop.mail"]\n'), {}, [("shop/web.py", 2)]),
    "a module within a module": (module("shop", None) + module("shop.orders"), {}, [("shop/orders/book.py", 1)]),
    "the rest is ignored": (THREE, {"shop/mail.py": "import run\n"}, []),
    "the rest counts": ('root_module = "allow"\n' + THREE, {}, [("run.py", 1), ("run.py", 2)]),
    "the rest has a row": ('root_module = "allow"\n' + THREE + module("<root>", '["shop.web", "shop.orders"]'), {}, []),
    "layers": ('layers = ["top", "bottom"]\n' + module("shop.web", more='layer = "top"\n') + module("shop.orders", '["shop.web"]', 'layer = "bottom"\n') + module("shop.mail", more='layer = "bottom"\n'), {"shop/mail.py": "import shop.web\n"}, [("shop/mail.py", 1), ("shop/orders/book.py", 1)]),
    "layers that must be listed": ('layers = ["top", "bottom"]\nlayers_explicit_depends_on = true\n' + module("shop.web", '["shop.orders"]', 'layer = "top"\n') + module("shop.orders", '["shop.mail"]', 'layer = "bottom"\n') + module("shop.mail", more='layer = "bottom"\n'), {}, [("shop/web.py", 2)]),
    "a closed layer": ('layers = ["top", { name = "middle", closed = true }, "bottom"]\n' + module("shop.web", more='layer = "top"\n') + module("shop.orders", more='layer = "middle"\n') + module("shop.mail", more='layer = "bottom"\n'), {}, [("shop/web.py", 2)]),
    "an interface": (THREE + '[[interfaces]]\nexpose = ["erase"]\nfrom = ["shop.orders"]\n', {}, [("shop/web.py", 1)]),
    "an interface by expressions": (THREE + '[[interfaces]]\nexpose = ["pl.*"]\nfrom = ["shop\\\\..*"]\n', {}, []),
    "an interface for others": (THREE + '[[interfaces]]\nexpose = ["erase"]\nfrom = ["shop.orders"]\nvisibility = ["shop.mail"]\n', {}, []),
    "an interface for one alone": (THREE + '[[interfaces]]\nexpose = ["place"]\nfrom = ["shop.orders"]\n[[interfaces]]\nexpose = ["erase"]\nfrom = ["shop.orders"]\nvisibility = ["shop.web"]\nexclusive = true\n', {}, [("shop/web.py", 1)]),
    "wildcards": (module("shop.*", '["shop.mail"]'), {}, [("shop/web.py", 1)]),
    "wildcards and what outdoes them": (module("shop.**", '["shop.**"]') + module("shop.web", '["shop.orders"]'), {}, [("shop/web.py", 2)]),
    "wildcards in what is listed": (module("shop.web", '["shop.*"]') + module("shop.orders", '["shop.m*il"]'.replace("m*il", "mail")) + module("shop.mail"), {}, []),
    "several paths at once": ('[[modules]]\npaths = ["shop.web", "shop.orders"]\ndepends_on = ["shop.mail"]\n' + module("shop.mail"), {}, [("shop/web.py", 1)]),
    "a comment lets it pass": (THREE.replace('["shop.orders", "shop.mail"]', "[]"), {"shop/web.py": "from shop.orders import place  # tach-ignore\n# tach-ignore(soon) shop.mail\nimport shop.mail\n"}, []),
    "a comment for another module": (THREE.replace('["shop.orders", "shop.mail"]', "[]"), {"shop/web.py": "from shop.orders import (  # tach-ignore shop.orders.place\n    erase,\n    place,\n)\n"}, [("shop/web.py", 2)]),
    "type checking": (module("shop.web") + module("shop.mail"), {"shop/web.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import shop.mail\n"}, []),
    "type checking counts": ("ignore_type_checking_imports = false\n" + module("shop.web") + module("shop.mail"), {"shop/web.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import shop.mail\n"}, [("shop/web.py", 3)]),
    "inside a function": (module("shop.web") + module("shop.mail"), {"shop/web.py": "def late():\n    from shop import mail\n"}, [("shop/web.py", 2)]),
    "inside a function, where that is let pass": ('[rules]\nlocal_imports = "off"\n' + module("shop.web") + module("shop.mail"), {"shop/web.py": "def late():\n    from shop import mail\n"}, []),
    "excluded": ('exclude = ["shop/web.py", "shop/orders"]\n' + module("shop.web") + module("shop.orders") + module("shop.mail"), {}, []),
    "source roots": ('source_roots = ["lib"]\n' + module("a") + module("b"), {"lib/a.py": "import b\n", "lib/b.py": ""}, [("lib/a.py", 1)]),
    "source roots by wildcard": ('source_roots = ["libs/*/src"]\n' + module("a") + module("b"), {"libs/one/src/a.py": "import b\n", "libs/two/src/b.py": ""}, [("libs/one/src/a.py", 1)]),
    "projects of their own": ('source_roots = ["one", "two"]\n' + module("a") + module("b"), {"one/a.py": "import b\n", "two/b.py": "", "two/pyproject.toml": "", "one/pyproject.toml": ""}, []),
    "domains": ('[[modules]]\npath = "shop.web"\ndepends_on = []\n', {"shop/orders/tach.domain.toml": '[root]\ndepends_on = []\n[[modules]]\npath = "book"\ndepends_on = ["//shop.web"]\n[[interfaces]]\nexpose = ["place"]\nfrom = ["book"]\n', "shop/mail.py": "", "shop/orders/book.py": "import shop.web\n"}, [("shop/orders/__init__.py", 1), ("shop/web.py", 1)]),
}  # fmt: skip

REFUSED = {
    "a circle": ("forbid_circular_dependencies = true\n" + module("shop.web", '["shop.mail"]') + module("shop.mail", '["shop.web"]'), 7),
    "invisible": (module("shop.web", '["shop.mail"]') + module("shop.mail", more='visibility = ["shop.orders"]\n'), 3),
    "the rest is forbidden": ('root_module = "forbid"\n' + module("<root>"), 3),
    "nobody may use the rest": ('root_module = "dependenciesonly"\n' + module("shop.web", '["<root>"]'), 3),
    "exact": ("exact = true\n" + module("shop.web", '["shop.orders",\n  "shop.mail"]') + module("shop.orders", '["shop.web"]') + module("shop.mail", more="utility = true\n"), 5),
}  # fmt: skip


def ours(folder: Path) -> list[tuple[str, int]]:
    findings = check(folder, select=("module-boundary",)).findings
    return sorted({(each.path, each.line) for each in findings})


def theirs(folder: Path) -> Iterator[tuple[str, int]]:
    """The places of tach's errors."""
    done = subprocess.run([TACH, "check", "--output", "json"], cwd=folder, capture_output=True, text=True, check=False)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    for each in found:
        place = each.get("Located")
        if place is not None and place["severity"] == "Error":
            yield place["file_path"], place["line_number"]


@pytest.mark.parametrize("case", CASES)
def test_imports_are_judged_as_with_tach(case: str, tmp_path: Path) -> None:
    config, files, expected = CASES[case]
    write(tmp_path, {**({} if "source_roots" in config else FILES), **files, "tach.toml": config})
    assert ours(tmp_path) == expected
    assert sorted(set(theirs(tmp_path))) == expected


@pytest.mark.parametrize("case", REFUSED)
def test_a_table_that_tach_refuses_is_a_finding_at_its_line(case: str, tmp_path: Path) -> None:
    config, line = REFUSED[case]
    write(tmp_path, {**FILES, "tach.toml": config})
    assert ("tach.toml", line) in ours(tmp_path)
    assert subprocess.run([TACH, "check"], cwd=tmp_path, capture_output=True, check=False).returncode == 1


def test_a_deprecated_dependency_is_a_warning(tmp_path: Path) -> None:
    config = THREE.replace('"shop.orders", "shop.mail"', '"shop.orders", { path = "shop.mail", deprecated = true }')
    write(tmp_path, {**FILES, "tach.toml": config})
    (finding,) = check(tmp_path, select=("deprecated-dependency", "module-boundary")).findings
    assert (finding.severity, finding.path, finding.line) == ("warning", "shop/web.py", 2)


def test_a_module_that_is_not_there_is_found_where_tach_only_warns(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, "tach.toml": THREE + module("shop.oders")})
    ((path, line, message),) = pointless(tmp_path)
    assert (path, line) == ("tach.toml", 11)
    assert "'shop.oders' matches no module; did you mean 'shop.orders'?" in message


def test_what_is_not_checked_here_is_said(tmp_path: Path) -> None:
    config = (
        "include_string_imports = true\n" + THREE + 'depends_on_external = ["django"]\n'
        '[[interfaces]]\nexpose = ["x"]\nfrom = ["shop.mail"]\ndata_types = "primitive"\n[rules]\nlocal_imports = "off"\n'
    )
    write(tmp_path, {**FILES, "tach.toml": config})
    findings = check(tmp_path, select=("borrowed-contract",)).findings
    assert [(each.severity, each.line) for each in findings] == [("info", line) for line in (1, 11, 15, 16)]


@pytest.mark.parametrize("config", ["", "[external]\nexclude = ['django']\n"])
def test_a_table_without_modules_checks_nothing_and_says_so(tmp_path: Path, config: str) -> None:
    write(tmp_path, {**FILES, "tach.toml": config})
    assert list(theirs(tmp_path)) == ours(tmp_path) == []
    (finding,) = check(tmp_path, select=("borrowed-contract", "matches-nothing")).findings
    assert (finding.severity, finding.path, finding.line) == ("info", "tach.toml", 1)
    assert "no module is listed" in finding.message


def test_pyproject_is_read_where_there_is_no_tach_toml(tmp_path: Path) -> None:
    config = "[tool.tach]\n[[tool.tach.modules]]\npath = 'shop.web'\ndepends_on = []\n[[tool.tach.modules]]\npath = 'shop.mail'\n"
    write(tmp_path, {**FILES, "pyproject.toml": config})
    assert ours(tmp_path) == [("shop/web.py", 2)]
    assert check(tmp_path).summary.borrowed == ("pyproject.toml",)


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("modules = 3\n", "tach.toml:1:1: 'modules' is a list of tables"),
        (THREE + "depend_on = []\n", "tach.toml:10:1: tach knows no 'depend_on' here; did you mean 'depends_on'?"),
        (THREE + "depends_on_external = [1]\n", None),
        (THREE + 'layer = ["x"]\n', "tach.toml:10:1: 'layer' is a word"),
        (THREE + "utility = 1\n", "tach.toml:10:1: 'utility' is true or false"),
        (THREE.replace('["shop.mail"]', "[3]"), "tach.toml:6:15: 'depends_on' lists modules"),
        (THREE + module("shop.web"), "tach.toml:11:1: the module 'shop.web' is configured twice"),
        (THREE + '[[interfaces]]\nexpose = ["("]\n', "tach.toml:11:11: '(' is no regular expression"),
        ('root_module = "maybe"\n' + THREE, "tach.toml:1:1: 'root_module' is one of ignore, allow, forbid, dependenciesonly"),
        ("[[modules]\n", "tach.toml:1:10: not valid TOML"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], config: str, said: str | None
) -> None:
    write(tmp_path, {**FILES, "tach.toml": config})
    status = main(["check", str(tmp_path)])
    error = capsys.readouterr().err
    assert (status == 2) == (said is not None)
    if said is not None:
        assert error.startswith(f"archlint: {said}")
        assert len(error.splitlines()) == 1


MODULES = ["p", "p.a", "p.a.x", "p.a.y", "p.b", "p.b.x", "p.c", "q", "q.x", "r"]


def random_table(dice: random.Random) -> str:
    """A configuration that uses whatever tach has."""
    lines = [f'root_module = "{dice.choice(["ignore", "allow"])}"']
    layers = dice.random() < 0.5
    if layers:
        middle = dice.choice(['"mid"', '{ name = "mid", closed = true }'])
        lines += [f'layers = ["top", {middle}, "bottom"]', f"layers_explicit_depends_on = {str(dice.random() < 0.3).lower()}"]
    rows = sorted(dice.sample([*MODULES, "p.*", "p.**", "q.*"], dice.randint(2, 7)), key=lambda row: "*" not in row)
    for row in rows:
        lines += ["[[modules]]", f'path = "{row}"']
        if dice.random() < 0.85:
            listed = dice.sample([*MODULES, "p.**", "p.*", "<root>"], dice.randint(0, 4))
            words = [f'"{each}"' if dice.random() < 0.85 else f'{{ path = "{each}", deprecated = true }}' for each in listed]
            lines.append(f"depends_on = [{', '.join(words)}]")
        lines += [f'cannot_depend_on = ["{dice.choice(MODULES)}"]'] if dice.random() < 0.15 else []
        lines += [line for line in ("utility = true", "unchecked = true") if dice.random() < 0.1]
        lines += [f'layer = "{dice.choice(["top", "mid", "bottom"])}"'] if layers and dice.random() < 0.7 else []
    for _ in range(dice.randint(0, 2)):
        lines += ["[[interfaces]]", f'expose = ["{dice.choice(["x", "y", ".*", "x.*"])}"]']
        lines += [f"from = ['{dice.choice([*MODULES, 'p[.].*'])}']"] if dice.random() < 0.7 else []
        lines += [f'visibility = ["{dice.choice(MODULES)}"]'] if dice.random() < 0.4 else []
        lines += ["exclusive = true"] if dice.random() < 0.3 else []
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("seed", range(15))
def test_random_tables_on_random_packages(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    imports = [(source, target) for source in MODULES for target in MODULES if source != target and dice.random() < 0.15]
    write(tmp_path, {**package(MODULES, imports), "tach.toml": random_table(dice)})
    assert ours(tmp_path) == sorted(set(theirs(tmp_path)))
