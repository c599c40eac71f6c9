"""`code.packages`: what contracts speak of."""

from __future__ import annotations

from pathlib import Path

from tests.rules.helpers import found, places

CODE = (
    "=== shop/__init__.py ===\n=== shop/web.py ===\n=== shop/core.py ===\nimport tools.make\n"
    "=== tools/__init__.py ===\n=== tools/make.py ===\nimport shop.web\n"
)


def model(packages: str) -> str:
    return (
        f"=== architecture.yaml ===\ncode:\n  packages: [{packages}]\n"
        "  layers: {house: {within: shop, order: [web, core]}}\n"
        "  forbidden: {no-tools: {from: [shop.core], to: [tools]}}\n"
    )


def test_a_chain_through_code_that_contracts_do_not_speak_of_is_none(tmp_path: Path) -> None:
    assert places(found(tmp_path, model("") + CODE, "layers")) == [("shop/core.py", 1)]
    assert found(tmp_path, model("shop") + CODE, "layers") == ()


def test_such_code_is_external_and_may_be_forbidden(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, model("shop") + CODE, "forbidden-import")
    assert (finding.path, finding.line) == ("shop/core.py", 1)
    assert "'shop.core' imports 'tools.make'" in finding.message


def test_a_package_that_is_not_there_is_found(tmp_path: Path) -> None:
    findings = found(tmp_path, model("shop, shap") + CODE, "matches-nothing")
    assert [(each.path, each.line, each.message) for each in findings] == [
        ("architecture.yaml", 4, "the package 'shap' has no module; did you mean 'shop'? correct it or take it out")
    ]
