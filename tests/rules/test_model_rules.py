"""Rules on the model: where they speak and, above all, where they keep silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from archlint.rules import check
from tests.examples import SHOP
from tests.rules.helpers import found, places


@pytest.mark.parametrize(
    "text",
    [
        "Take orders.",
        "Take and validate orders.",
        "Take, validate and store orders.",
        "Buffer and fan out every inbound message, at least once.",
        "Label each photo with a defect class and a confidence.",
        "Flag readings outside the learned band within 2 s.",
        "Keep the immutable history of labels and alerts.",
        "Read the options of a command, call one function, print what it returns.",
        "Answer with a forecast. It never blocks for more than 2 s.",
        "Serve forecasts, e.g. for one store. No state is kept.",
        "Read sensor data and write alerts.",
        "Hold the code, the infrastructure and the model of the user's system.",
    ],
)
def test_one_responsibility(tmp_path: Path, text: str) -> None:
    example = f'=== architecture.yaml ===\ncomponents:\n  a: {{kind: service, responsibility: "{text}"}}\n'
    assert found(tmp_path, example, "several-responsibilities") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Take orders. Send invoices.",
        "Take orders; send invoices",
        "Takes orders, sends invoices, and trains the forecast model.",
        "Manage users, process payments and send notifications",
        "Keep customers, and also print labels",
    ],
)
def test_several_responsibilities(tmp_path: Path, text: str) -> None:
    example = f'=== architecture.yaml ===\ncomponents:\n  a: {{kind: service, responsibility: "{text}"}}\n'
    assert len(found(tmp_path, example, "several-responsibilities")) == 1


def test_the_whole_example_model_has_only_what_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "architecture.yaml").write_bytes(SHOP.read_bytes())
    (tmp_path / "services").mkdir()
    rules = {finding.rule for finding in check(tmp_path).findings}
    assert rules == {"missing-file", "matches-nothing"}


@pytest.mark.parametrize("because", ["ADR-0001", "see ADR-0001 and ADR-0002"])
def test_each_unrecorded_decision_once(tmp_path: Path, because: str) -> None:
    text = f"=== architecture.yaml ===\ncomponents:\n  a: {{kind: service, technology: {{choice: x, because: {because}}}}}\n"
    text += f"  b: {{kind: service, technology: {{choice: x, because: {because}}}}}\n"
    assert [finding.element for finding in found(tmp_path, text, "unrecorded-decision")] == because.removeprefix("see ").split(
        " and "
    )


def test_a_store_owned_by_a_context_that_it_does_not_lie_in(tmp_path: Path) -> None:
    text = "=== architecture.yaml ===\ncontexts:\n  a: {owns: [db]}\n  b: {}\ncomponents:\n  db: {kind: store, context: b}\n"
    (finding,) = found(tmp_path, text, "store-owned-twice")
    assert "lies in the context 'b' but 'a' owns it" in finding.message


def test_no_flow_at_all_is_one_finding(tmp_path: Path) -> None:
    text = "=== architecture.yaml ===\ncomponents: {a: {kind: service}, b: {kind: service}}\ninteractions:\n"
    text += "".join(f"  - {{id: i{number}, from: a, to: b, protocol: x, style: sync}}\n" for number in range(3))
    (finding,) = found(tmp_path, text, "interaction-outside-flows")
    assert finding.element == "shop"


def test_steps_inside_of_any_and_all_count_as_used(tmp_path: Path) -> None:
    text = """
=== architecture.yaml ===
components: {a: {kind: service}, b: {kind: service}}
interactions:
  - {id: one, from: a, to: b, protocol: x, style: sync}
  - {id: two, from: a, to: b, protocol: x, style: sync}
flows:
  f: {steps: [{any: [{use: one}, {all: [{use: two}]}]}]}
"""
    assert found(tmp_path, text, "interaction-outside-flows") == ()


NAMES = """
=== architecture.yaml ===
components:
  web: {kind: service, code: {path: shop, modules: [shop.wbe]}}
contexts:
  sales: {code: {modules: [shop.web], face: [shop.web.api]}}
code:
  roots: [., empty]
  layers:
    gone: {within: shopp, order: [a, b]}
    typo: {within: shop, order: [{siblings: [web, cor]}, (db)]}
    excused: {within: shop, order: [web, later], allow_empty: It comes with release 2}
    all: {order: [shop.web, shop.core], exhaustive: true}
  forbidden:
    nobody: {from: [shop.cli], to: [djangoo, json, requests]}
    fine: {from: [shop.nothing], to: [nothing], allow_empty: Kept for the migration}
=== shop/web.py ===
import requests
=== shop/core.py ===
=== empty/readme.txt ===
"""


def test_every_name_that_matches_nothing_is_found_at_its_line(tmp_path: Path) -> None:
    findings = found(tmp_path, NAMES, "matches-nothing")
    assert [(finding.line, finding.message.partition(" matches")[0].partition(" holds")[0]) for finding in findings] == [
        (4, "'shop.wbe'"),
        (6, "'shop.web.api'"),
        (8, "the root 'empty'"),
        (10, "'shopp'"),
        (11, "the layer 'cor'"),
        (13, "without `within` there is nothing to be exhaustive about; correct it or take it out"),
        (15, "'shop.cli'"),
        (15, "'djangoo'"),
    ]
    assert "did you mean 'shop.web'?" in findings[0].message
    assert all(finding.severity == "error" for finding in findings)


def test_a_context_without_code_here_and_named_files_with_odd_paths(tmp_path: Path) -> None:
    contracts = '  a: {format: avro, file: "./c//a.avsc"}\n  b: {format: avro, file: "../out"}\n'
    text = f"=== architecture.yaml ===\ncontracts:\n{contracts}=== c/a.avsc ===\n{{}}\n"
    assert places(found(tmp_path, text, "missing-file")) == [("architecture.yaml", 5)]
