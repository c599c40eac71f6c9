"""The linter: a model and facts in, findings out. One rule is one file in `catalogue`.

`check` lints a folder, `lint` does so as a user asks for it (baseline, revision, severity), `tightened` is a baseline, `read`
only reads it. `all_rules` and `find_rule` give archlint's rules, `all_with` those of a user too, `example_files` reads their
examples.
"""

from archlint.rules.baseline import BASELINE, baseline_text
from archlint.rules.code_kinds import is_test
from archlint.rules.context_code import context_homes
from archlint.rules.cycles import components
from archlint.rules.engine import Report, Summary, check, read
from archlint.rules.examples import HERE, example_files
from archlint.rules.explain import explained
from archlint.rules.own import OwnRules, all_with, known_rules
from archlint.rules.registry import all_rules, find_rule
from archlint.rules.types import (
    PRINCIPLES,
    SEVERITIES,
    Clue,
    Finding,
    Found,
    Inspection,
    Option,
    Principle,
    Rule,
    Severity,
    Step,
    Subject,
)
from archlint.rules.workflow import Outcome, Request, Tightened, fails, lint, tightened

__all__ = [
    "BASELINE",
    "HERE",
    "PRINCIPLES",
    "SEVERITIES",
    "Clue",
    "Finding",
    "Found",
    "Inspection",
    "Option",
    "Outcome",
    "OwnRules",
    "Principle",
    "Report",
    "Request",
    "Rule",
    "Severity",
    "Step",
    "Subject",
    "Summary",
    "Tightened",
    "all_rules",
    "all_with",
    "baseline_text",
    "check",
    "components",
    "context_homes",
    "example_files",
    "explained",
    "fails",
    "find_rule",
    "is_test",
    "known_rules",
    "lint",
    "read",
    "tightened",
]
