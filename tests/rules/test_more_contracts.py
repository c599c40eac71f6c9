"""Independent, protected, private and acyclic modules, external packages, and what all contracts share."""

from __future__ import annotations

from pathlib import Path

import pytest

from archlint.errors import ArchlintError
from archlint.rules import check
from tests.rules.helpers import found, places, write


def contract(section: str, text: str) -> str:
    return f"=== architecture.yaml ===\ncode:\n  {section}:\n    x: {text}\n"


PLUGINS = (
    "=== plugins/a/__init__.py ===\n=== plugins/a/one.py ===\nimport plugins.b\n=== plugins/b.py ===\nimport tools\n"
    "=== plugins/c.py ===\n=== tools.py ===\nimport plugins.c\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{modules: [plugins.*]}", [("plugins/a/one.py", 1), ("plugins/b.py", 1)]),
        ("{modules: [plugins.*], indirect: false}", [("plugins/a/one.py", 1)]),
        ("{modules: [plugins.a, plugins.c]}", [("plugins/a/one.py", 1)]),
        ("{modules: [plugins.b, tools]}", [("plugins/b.py", 1)]),
        ("{modules: [plugins.a, plugins.a.one]}", []),
        ("{modules: [plugins.*], exceptions: [{from: plugins.a.*, to: plugins.b, because: x, owner: y}]}", [("plugins/b.py", 1)]),
    ],
)
def test_independent_modules(tmp_path: Path, text: str, expected: list[tuple[str, int]]) -> None:
    assert places(found(tmp_path, contract("independent", text) + PLUGINS, "independence", "matches-nothing")) == expected


def test_a_chain_between_independent_modules_names_them_and_its_steps(tmp_path: Path) -> None:
    text = contract("independent", "{modules: [plugins.*], because: Each is sold alone.}") + PLUGINS
    finding = found(tmp_path, text, "independence")[1]
    assert "'plugins.b' reaches 'plugins.c', of which 'x' keeps it independent: Each is sold alone: " in finding.message
    assert [(step.path, step.line, step.text) for step in finding.steps] == [
        ("plugins/b.py", 1, "plugins.b imports tools"),
        ("tools.py", 1, "tools imports plugins.c"),
    ]


def test_very_many_pairs_are_told_by_the_import_that_ties_them(tmp_path: Path) -> None:
    plugins = "".join(f"=== plugins/p{number}.py ===\nimport tools\n" for number in range(120))
    text = (
        contract("independent", "{modules: [plugins.*]}") + plugins + "=== plugins/q.py ===\n=== tools.py ===\n\nimport plugins.q\n"
    )
    (finding,) = found(tmp_path, text, "independence")
    assert (finding.path, finding.line) == ("tools.py", 2)
    assert "plugins.p0 → tools → plugins.q (and 119 more end with this import)" in finding.message


TABLES = (
    "=== shop/web.py ===\nimport shop.tables.orders\nimport sqlalchemy.orm\n=== shop/store/__init__.py ===\nimport shop.tables\n"
    "=== shop/store/inner.py ===\nimport shop.tables\n=== shop/tables/__init__.py ===\nimport sqlalchemy\n"
    "=== shop/tables/orders.py ===\nimport shop.tables\n=== shop/jobs.py ===\nimport shop.store\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{modules: [shop.tables], importers: [shop.store]}", [("shop/web.py", 1)]),
        ("{modules: [shop.tables]}", [("shop/store/__init__.py", 1), ("shop/store/inner.py", 1), ("shop/web.py", 1)]),
        (
            "{modules: [shop.tables], importers: [shop.store], descendants: false}",
            [("shop/store/inner.py", 1), ("shop/tables/orders.py", 1)],
        ),
        ("{modules: [sqlalchemy], importers: [shop.tables]}", [("shop/web.py", 2)]),
        ("{modules: [shop.*.orders], importers: [shop.tables]}", [("shop/web.py", 1)]),
    ],
)
def test_protected_modules(tmp_path: Path, text: str, expected: list[tuple[str, int]]) -> None:
    assert places(found(tmp_path, contract("protected", text) + TABLES, "protected-module", "matches-nothing")) == expected


PRIVATE = (
    "=== shop/__init__.py ===\nimport shop.green._a.b\n=== shop/_util.py ===\n=== shop/__main__.py ===\n"
    "=== shop/blue.py ===\nimport shop._util\nimport shop.__main__\nimport shop.green._a\n"
    "=== shop/green/__init__.py ===\nimport shop.green._a\n=== shop/green/_a/__init__.py ===\n"
    "=== shop/green/_a/b.py ===\nimport shop._util\n"
    "=== run.py ===\nimport shop._util\nimport shop.green\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", [("run.py", 1), ("shop/__init__.py", 1), ("shop/blue.py", 3)]),
        ("{within: [shop.green]}", [("shop/__init__.py", 1), ("shop/blue.py", 3)]),
    ],
)
def test_private_modules(tmp_path: Path, text: str, expected: list[tuple[str, int]]) -> None:
    assert places(found(tmp_path, contract("private", text) + PRIVATE, "private-module")) == expected


SIBLINGS = (
    "=== shop/__init__.py ===\nimport shop.a\n=== shop/a/__init__.py ===\n=== shop/a/x.py ===\nimport shop.b.y\nimport shop.a.z\n"
    "=== shop/a/z.py ===\nimport shop.a.x\n=== shop/b/__init__.py ===\nimport shop\n=== shop/b/y.py ===\n"
    "=== shop/b/w.py ===\nimport shop.a.z\nimport shop.a.x\n=== shop/c.py ===\nimport shop.a\n"
)


@pytest.mark.parametrize(
    ("text", "packages"),
    [
        ("{within: [shop]}", ["shop", "shop.a"]),
        ("{within: [shop], depth: 0}", ["shop"]),
        ("{within: [shop], skip: [shop.a]}", ["shop"]),
        ("{within: [shop.a]}", ["shop.a"]),
        ("{within: [shop.*]}", ["shop.a"]),
        ("{within: [shop.b]}", []),
    ],
)
def test_acyclic_siblings(tmp_path: Path, text: str, packages: list[str]) -> None:
    findings = found(tmp_path, contract("acyclic", text) + SIBLINGS, "sibling-cycle")
    assert sorted(finding.message.split("'")[1] for finding in findings) == packages


def test_a_knot_of_siblings_is_cut_where_fewest_imports_stand(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, contract("acyclic", "{within: [shop], depth: 0}") + SIBLINGS, "sibling-cycle")
    assert (finding.path, finding.line) == ("shop/a/x.py", 1)
    assert (
        "2 parts of 'shop' import each other in a circle: a → b → a; without the import of 'b' by 'a' it is open" in finding.message
    )
    assert [step.text for step in finding.steps] == ["shop.a.x imports shop.b.y", "shop.b.w imports shop.a.x"]


CORE = (
    "=== shop/core/a.py ===\nimport json\nimport attrs\nimport requests.auth\n"
    "=== shop/web.py ===\nimport requests\nimport shop.core.a\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{modules: [shop.core], allow: [attrs]}", [("shop/core/a.py", 3)]),
        ("{modules: [shop.core], allow: []}", [("shop/core/a.py", 2), ("shop/core/a.py", 3)]),
        ("{modules: [shop.core], allow: [attrs], stdlib: false}", [("shop/core/a.py", 1), ("shop/core/a.py", 3)]),
        ("{modules: [shop.core], allow: [attrs, requests], forbid: [requests.auth]}", [("shop/core/a.py", 3)]),
        ("{modules: [shop], forbid: [requests]}", [("shop/core/a.py", 3), ("shop/web.py", 1)]),
        ("{modules: [shop], forbid: [json]}", [("shop/core/a.py", 1)]),
        ("{contexts: [core], forbid: [requests]}", [("shop/core/a.py", 3)]),
    ],
)
def test_external_packages(tmp_path: Path, text: str, expected: list[tuple[str, int]]) -> None:
    model = contract("external", text).replace("code:\n", "contexts: {core: {code: {modules: [shop.core]}}}\ncode:\n", 1)
    assert places(found(tmp_path, model + CORE, "external-package", "matches-nothing")) == expected


TYPED = (
    "=== a.py ===\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import b._p\n    import requests\n"
    "=== b/__init__.py ===\nimport a\n=== b/_p.py ===\n"
)


@pytest.mark.parametrize(
    ("section", "text", "rule"),
    [
        ("layers", "{order: [b, a]", "layers"),
        ("forbidden", "{from: [a], to: [b]", "forbidden-import"),
        ("forbidden", "{from: [a], to: [requests]", "forbidden-import"),
        ("independent", "{exceptions: [{from: b, to: a, because: x, owner: y}], modules: [a, b]", "independence"),
        ("protected", "{modules: [b]", "protected-module"),
        ("protected", "{modules: [requests]", "protected-module"),
        ("private", "{within: [b]", "private-module"),
        ("external", "{modules: [a], forbid: [requests]", "external-package"),
    ],
)
def test_imports_for_type_checkers_count_unless_a_contract_says_otherwise(
    tmp_path: Path, section: str, text: str, rule: str
) -> None:
    assert len(found(tmp_path / "on", contract(section, text + "}") + TYPED, rule)) == 1
    assert found(tmp_path / "off", contract(section, text + ", type_checking: false}") + TYPED, rule) == ()


def test_a_cycle_of_siblings_may_leave_out_imports_for_type_checkers(tmp_path: Path) -> None:
    files = "=== p/a.py ===\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import p.b\n=== p/b.py ===\nimport p.a\n"
    assert len(found(tmp_path / "on", contract("acyclic", "{within: [p]}") + files, "sibling-cycle")) == 1
    assert found(tmp_path / "off", contract("acyclic", "{within: [p], type_checking: false}") + files, "sibling-cycle") == ()


CLOSED = "=== web.py ===\nimport core\nimport helpers\n=== core.py ===\nimport db\n=== db.py ===\n=== helpers.py ===\nimport db\n"


def test_nobody_reaches_over_a_closed_layer(tmp_path: Path) -> None:
    order = "{{order: [web, {{siblings: [core], closed: {}}}, db]}}"
    (finding,) = found(tmp_path / "closed", contract("layers", order.format("true")) + CLOSED, "layers")
    assert (finding.path, finding.line) == ("web.py", 2)
    assert "layer 'web' reaches 'db' past 'core', which is closed: web → helpers → db; go through" in finding.message
    assert found(tmp_path / "open", contract("layers", order.format("false")) + CLOSED, "layers") == ()


def test_an_exhaustive_contract_may_leave_parts_alone(tmp_path: Path) -> None:
    files = "=== p/web.py ===\n=== p/core.py ===\n=== p/new.py ===\n=== q/web.py ===\n=== q/core.py ===\n=== q/old.py ===\n"
    text = "{within: [p, q], order: [web, core], exhaustive: true, unlayered: [new]}"
    (finding,) = found(tmp_path, contract("layers", text) + files, "layers", "matches-nothing")
    assert "'q.old' is in no layer" in finding.message


def test_forbidden_modules_without_what_is_below_them(tmp_path: Path) -> None:
    files = (
        "=== p/__init__.py ===\n=== p/a.py ===\nimport q\n=== q/__init__.py ===\n=== q/b.py ===\n"
        "=== r.py ===\nimport q.b\nimport q\n"
    )
    text = "{{from: [{}], to: [q], descendants: false}}"
    assert found(tmp_path / "package", contract("forbidden", text.format("p")) + files, "forbidden-import") == ()
    assert places(found(tmp_path / "module", contract("forbidden", text.format("r")) + files, "forbidden-import")) == [("r.py", 2)]


def test_a_wildcard_does_not_forbid_a_module_itself_and_its_own_parts(tmp_path: Path) -> None:
    files = (
        "=== p/a/__init__.py ===\nimport p.a.m\n=== p/a/m.py ===\nimport p.b.m\n=== p/b/m.py ===\n=== p/b/x.py ===\nimport p.b.m\n"
    )
    assert places(found(tmp_path, contract("forbidden", "{from: [p.*], to: [p.*.m]}") + files, "forbidden-import")) == [
        ("p/a/m.py", 1)
    ]


UNMATCHED = [
    ("layers", "{within: [p, nope], order: [a, b]}", "'nope' matches no package"),
    ("layers", "{within: [p, q], order: [a, b]}", "the layer 'b' matches no module of 'q'"),
    ("layers", "{within: p, order: [a, b], exhaustive: true, unlayered: [zz]}", "'zz' matches no module"),
    ("independent", "{modules: [p.a, p.zz]}", "'p.zz' matches no module"),
    ("protected", "{modules: [p.zz]}", "'p.zz' matches no module"),
    ("protected", "{modules: [p.a], importers: [p.zz]}", "'p.zz' matches no module"),
    ("private", "{within: [zz]}", "'zz' matches no module"),
    ("acyclic", "{within: [zz]}", "'zz' matches no module"),
    ("acyclic", "{within: [p], skip: [p.zz]}", "'p.zz' matches no module"),
    ("external", "{modules: [zz], forbid: [json]}", "'zz' matches no module"),
    ("external", "{modules: [p], allow: [attr]}", "'attr' matches no external package that anybody imports. Did you mean 'attrs'?"),
    ("independent", "{modules: [p.a, p.b], exceptions: [{from: p.a, to: p.b, because: x, owner: y}]}", "matches no import"),
]


@pytest.mark.parametrize(("section", "text", "message"), UNMATCHED)
def test_what_matches_nothing_is_found(tmp_path: Path, section: str, text: str, message: str) -> None:
    files = "=== p/a.py ===\nimport attrs\n=== p/b.py ===\n=== q/a.py ===\n=== q/c.py ===\n"
    (finding,) = found(tmp_path, contract(section, text) + files, "matches-nothing")
    assert (finding.path, finding.element) == ("architecture.yaml", "x")
    assert message.replace(". Did", "; did").lower() in finding.message.replace(". Did", "; did").lower()


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("independent", "{modules: [p.a, p.zz], allow_empty: Comes next week}"),
        ("protected", "{modules: [boto3], allow_empty: Nobody uses it today}"),
        ("independent", "{modules: [p.a, p.b], exceptions: [{from: p.a, to: p.b, because: x, owner: y, allow_empty: z}]}"),
    ],
)
def test_a_reason_lets_a_contract_match_nothing(tmp_path: Path, section: str, text: str) -> None:
    assert found(tmp_path, contract(section, text) + "=== p/a.py ===\n=== p/b.py ===\n", "matches-nothing") == ()


def test_an_excluded_path_that_is_not_there_is_found(tmp_path: Path) -> None:
    text = "=== architecture.yaml ===\ncode:\n  exclude: [build/, p/old.py]\n=== p/a.py ===\n=== p/old.py ===\n"
    (finding,) = found(tmp_path, text, "matches-nothing")
    assert "'build/' leaves nothing out" in finding.message


@pytest.mark.parametrize(
    ("section", "text", "line", "message"),
    [
        ("layers", "{order: [a, b, (a)]}", 5, "the layer 'a' stands already further up"),
        ("layers", "{within: p, order: [a, b], unlayered: [c]}", 5, "exhaustive"),
        ("external", "{modules: [a]}", 5, "say in 'allow' or 'forbid'"),
        ("external", "{forbid: [json]}", 5, "say in 'modules' or 'contexts'"),
        ("external", "{contexts: [nope], forbid: [json]}", 5, "no context is named 'nope'"),
        ("independent", "{module: [a]}", 5, "unknown key 'module'"),
    ],
)
def test_a_contract_that_makes_no_sense_is_refused(tmp_path: Path, section: str, text: str, line: int, message: str) -> None:
    write(tmp_path, contract(section, text) + "=== a.py ===\n=== b.py ===\n")
    with pytest.raises(ArchlintError) as raised:
        check(tmp_path)
    assert f"architecture.yaml:{line}:" in str(raised.value)
    assert message in str(raised.value)
