"""Layers, forbidden imports and contexts on small repositories."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.helpers import found, places


def layers(contract: str) -> str:
    return f"=== architecture.yaml ===\ncode:\n  layers:\n    house: {contract}\n"


THREE = """
=== shop/__init__.py ===
=== shop/web.py ===
import shop.core
=== shop/core.py ===
import shop.db
=== shop/db.py ===
def late():
    import shop.web
"""


def test_a_layer_may_skip_layers_downwards_and_never_up(tmp_path: Path) -> None:
    findings = found(tmp_path, layers("{within: shop, order: [web, core, db]}") + THREE, "layers")
    assert places(findings) == [("shop/db.py", 2)]
    assert "'db' imports 'web' above it: shop.db → shop.web" in findings[0].message


def test_a_chain_through_no_layer_is_shown_whole(tmp_path: Path) -> None:
    text = layers("{within: shop, order: [web, core]}") + (
        "=== shop/core.py ===\nx = 1\nimport lib.a\n=== lib/__init__.py ===\n=== lib/a.py ===\nfrom lib import b, c\n"
        "=== lib/b.py ===\nimport lib.d\n=== lib/c.py ===\n\nimport shop.web\n=== lib/d.py ===\nimport lib.c\n=== shop/web.py ===\n"
    )
    (finding,) = found(tmp_path, text, "layers")
    assert (finding.path, finding.line, finding.element) == ("shop/core.py", 2, "house")
    assert [(step.path, step.line, step.text) for step in finding.steps] == [
        ("shop/core.py", 2, "shop.core imports lib.a"),
        ("lib/a.py", 1, "lib.a imports lib.c"),
        ("lib/c.py", 2, "lib.c imports shop.web"),
    ]


def test_a_chain_through_a_third_layer_is_that_layers_business(tmp_path: Path) -> None:
    text = layers("{within: shop, order: [web, core, db]}") + (
        "=== shop/web.py ===\n=== shop/core.py ===\nimport shop.web\n=== shop/db.py ===\nimport shop.core\n"
    )
    findings = found(tmp_path, text, "layers")
    assert [finding.message.split(";")[0] for finding in findings] == [
        "layer 'core' imports 'web' above it: shop.core → shop.web",
        "layer 'db' imports 'core' above it: shop.db → shop.core",
    ]


def test_chains_that_one_cut_opens_are_one_finding(tmp_path: Path) -> None:
    text = layers("{within: shop, order: [web, core]}") + (
        "=== shop/core/a.py ===\nimport lib\n=== shop/core/b.py ===\nimport shop.helpers\n=== shop/core/c.py ===\nimport other\n"
        "=== lib.py ===\nimport lib2\nimport lib3\n=== lib2.py ===\nimport shop.web.x\n=== lib3.py ===\nimport shop.web.y\n"
        "=== shop/helpers.py ===\nimport lib2\n=== other.py ===\nimport shop.web.x\n=== shop/web/x.py ===\n=== shop/web/y.py ===\n"
    )
    findings = found(tmp_path, text, "layers")
    assert places(findings) == [("shop/core/a.py", 1), ("shop/core/c.py", 1)]
    assert "shop.core.a → lib → lib2 → shop.web.x;" in findings[0].message


def test_modules_that_share_the_middle_of_a_chain_are_one_finding(tmp_path: Path) -> None:
    text = layers("{within: shop, order: [web, core]}") + (
        "=== shop/core/b.py ===\nimport lib\n=== shop/core/a.py ===\nimport lib\n"
        "=== lib.py ===\nimport shop.web.y\nimport shop.web.x\n=== shop/web/x.py ===\n=== shop/web/y.py ===\n"
    )
    (finding,) = found(tmp_path, text, "layers")
    assert "shop.core.a → lib → shop.web.x (also from shop.core.b and to shop.web.y);" in finding.message


SIBLINGS = "=== shop/a.py ===\nimport shop.b\n=== shop/b.py ===\n=== shop/db.py ===\n"


@pytest.mark.parametrize(("independent", "count"), [("true", 1), ("false", 0)])
def test_siblings(tmp_path: Path, independent: str, count: int) -> None:
    contract = f"{{within: shop, order: [{{siblings: [a, b], independent: {independent}}}, db]}}"
    assert len(found(tmp_path, layers(contract) + SIBLINGS, "layers")) == count


def test_full_names_without_within_and_packages_without_a_file(tmp_path: Path) -> None:
    text = layers("{order: [web, shop.core]}") + "=== web/views.py ===\n=== shop/core/x.py ===\nfrom web.views import y\n"
    assert places(found(tmp_path, text, "layers")) == [("shop/core/x.py", 1)]


def test_within_with_a_wildcard_is_a_contract_for_each_package(tmp_path: Path) -> None:
    text = layers("{within: shop.*, order: [api, db]}") + (
        "=== shop/a/api.py ===\n=== shop/a/db.py ===\nimport shop.a.api\nimport shop.b.api\n"
        "=== shop/b/api.py ===\n=== shop/b/db.py ===\n"
    )
    assert places(found(tmp_path, text, "layers", "matches-nothing")) == [("shop/a/db.py", 1)]


def test_an_exception_lets_one_import_pass_and_no_other(tmp_path: Path) -> None:
    contract = (
        "{within: shop, order: [web, core], exceptions: [{from: shop.core.a, to: shop.web, because: Moves soon, owner: team}]}"
    )
    text = layers(contract) + (
        "=== shop/web.py ===\n=== shop/core/__init__.py ===\n=== shop/core/a.py ===\nimport shop.web\n"
        "=== shop/core/b.py ===\nimport shop.web\n"
    )
    assert places(found(tmp_path, text, "layers", "matches-nothing")) == [("shop/core/b.py", 1)]


def test_an_exhaustive_contract_names_the_part_that_is_left_out(tmp_path: Path) -> None:
    contract = "{within: shop, order: [web, core], exhaustive: true}"
    (finding,) = found(tmp_path, layers(contract) + "=== shop/web.py ===\n=== shop/core.py ===\n=== shop/new/x.py ===\n", "layers")
    assert finding.path == "architecture.yaml"
    assert "'shop.new' is in no layer" in finding.message


def forbidden(contract: str) -> str:
    return f"=== architecture.yaml ===\ncode:\n  forbidden:\n    pure: {contract}\n"


CORE = "=== shop/core.py ===\nimport shop.db\nimport json\n=== shop/db.py ===\nfrom sqlalchemy.orm import Session\n"


@pytest.mark.parametrize(
    ("contract", "expected"),
    [
        ("{from: [shop.core], to: [sqlalchemy]}", [("shop/core.py", 1)]),
        ("{from: [shop.core], to: [sqlalchemy], indirect: false}", []),
        ("{from: [shop.core], to: [sqlalchemy.orm]}", [("shop/core.py", 1)]),
        ("{from: [shop.core], to: [sqlalchemy.**]}", [("shop/core.py", 1)]),
        ("{from: [shop.core], to: [sqlalchemy.engine]}", []),
        ("{from: [shop.*], to: [sqlalchemy]}", [("shop/db.py", 1)]),
        ("{from: [shop.core], to: [json]}", [("shop/core.py", 2)]),
        ("{from: [shop.core], to: [shop.db]}", [("shop/core.py", 1)]),
        ("{from: [shop.core], to: [shop]}", [("shop/core.py", 1)]),
        ("{from: [shop], to: [shop.db]}", [("shop/core.py", 1)]),
        (
            "{from: [shop.core], to: [sqlalchemy], exceptions: [{from: shop.db, to: sqlalchemy, because: x, owner: y}]}",
            [],
        ),
    ],
)
def test_forbidden_imports(tmp_path: Path, contract: str, expected: list[tuple[str, int]]) -> None:
    assert places(found(tmp_path, forbidden(contract) + CORE, "forbidden-import")) == expected


def test_the_reason_of_a_contract_stands_in_the_message(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, forbidden("{from: [shop.core], to: [json], because: No formats here.}") + CORE, "forbidden-import")
    assert "'shop.core' imports 'json', which 'pure' forbids: No formats here; " in finding.message


CONTEXTS = """
=== architecture.yaml ===
contexts:
  sales: {code: {modules: [shop.sales], face: [FACE]}}
  delivery: {code: {modules: [shop.delivery]}}
context_map: [RELATIONS]
=== shop/sales/__init__.py ===
from shop.sales.load import load
=== shop/sales/api/__init__.py ===
=== shop/sales/api/orders.py ===
import shop.sales.db
=== shop/sales/load.py ===
=== shop/sales/db.py ===
=== shop/delivery/__init__.py ===
=== shop/delivery/plan.py ===
from shop.sales.api import orders
from shop.sales import load
from shop.sales import db
from shop.sales.load import load
=== shop/main.py ===
import shop.sales.db
"""
UPSTREAM = "{from: sales, to: delivery, pattern: conformist}"


@pytest.mark.parametrize(("face", "lines"), [("shop.sales.api", [2, 3]), ("shop.sales", [1, 3, 4]), ("shop.sales.*", [])])
def test_the_face_of_a_context(tmp_path: Path, face: str, lines: list[int]) -> None:
    text = CONTEXTS.replace("FACE", face).replace("RELATIONS", UPSTREAM)
    assert [finding.line for finding in found(tmp_path, text, "context-face")] == lines


@pytest.mark.parametrize(
    ("relations", "words"),
    [
        ("", "are not related"),
        ("{from: sales, to: delivery, pattern: separate-ways}", "are to go separate ways"),
        (UPSTREAM, None),
        ("{from: delivery, to: sales, pattern: partnership}", None),
    ],
)
def test_a_dependency_is_declared_in_the_context_map(tmp_path: Path, relations: str, words: str | None) -> None:
    text = CONTEXTS.replace("FACE", "").replace("RELATIONS", relations)
    findings = found(tmp_path, text, "undeclared-context-dependency")
    assert [(finding.path, finding.line, len(finding.steps)) for finding in findings] == (
        [("shop/delivery/plan.py", 1, 3)] if words else []
    )
    assert all(words in finding.message for finding in findings if words)
