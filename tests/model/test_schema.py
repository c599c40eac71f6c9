"""The JSON Schema says what the loader says."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from archlint.cli import main
from archlint.model import load, schema
from archlint.model.dump import to_plain
from tests.examples import SHOP


def test_it_is_a_valid_schema_of_its_dialect() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_it_accepts_what_the_loader_accepts() -> None:
    validator = jsonschema.Draft202012Validator(schema())
    validator.validate(to_plain(load(SHOP).architecture))
    validator.validate(yaml.safe_load(SHOP.read_text()))


@pytest.mark.parametrize(
    ("section", "value"),
    [
        ("sytem", {}),
        ("system", {"id": "a b"}),
        ("components", {"a": {"kind": "servce"}}),
        ("components", {"a": {}}),
        ("flows", {"f": {"steps": []}}),
        ("context_map", {}),
    ],
)
def test_it_refuses_what_the_loader_refuses(section: str, value: object) -> None:
    broken = {**to_plain(load(SHOP).architecture), section: value}
    assert not jsonschema.Draft202012Validator(schema()).is_valid(broken)


def test_the_command_prints_it(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsysbinary.readouterr().out) == schema()


def test_the_copy_in_the_docs_is_up_to_date() -> None:
    copy = Path(__file__).parents[2] / "docs/archlint.schema.json"
    assert json.loads(copy.read_text()) == schema(), "run: archlint schema -o docs/archlint.schema.json"
