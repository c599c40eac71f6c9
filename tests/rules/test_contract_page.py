"""The page on contracts shows what can be written."""

from __future__ import annotations

import re
from pathlib import Path

from archlint.model import parse
from archlint.rules import all_rules
from archlint.rules.unmatched import CONTRACTS

PAGE = (Path(__file__).parents[2] / "docs/contracts.md").read_text()


def test_its_example_is_a_model_with_every_kind_of_contract() -> None:
    (example, _) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    code = parse(example).architecture.code
    assert all(getattr(code, section) for section in CONTRACTS)


def test_its_table_names_the_rules_that_judge_contracts() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| `([\w-]+)` \|", PAGE, re.MULTILINE))
    assert tuple(rows) == CONTRACTS
    assert set(rows.values()) <= {rule.id for rule in all_rules() if rule.contracts}
