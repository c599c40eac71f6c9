"""The linter: a model and facts in, findings out. One rule is one file in `catalogue`.

`check` lints a folder, `read` only reads it, `all_rules` and `find_rule` give the rules themselves, `example_files` reads their
examples.
"""

from archlint.rules.code_kinds import is_test
from archlint.rules.context_code import context_homes
from archlint.rules.cycles import components
from archlint.rules.engine import Report, Summary, check, read
from archlint.rules.examples import HERE, example_files
from archlint.rules.explain import explained
from archlint.rules.registry import all_rules, find_rule
from archlint.rules.types import PRINCIPLES, SEVERITIES, Finding, Option, Principle, Rule, Severity, Step, Subject

__all__ = [
    "HERE",
    "PRINCIPLES",
    "SEVERITIES",
    "Finding",
    "Option",
    "Principle",
    "Report",
    "Rule",
    "Severity",
    "Step",
    "Subject",
    "Summary",
    "all_rules",
    "check",
    "components",
    "context_homes",
    "example_files",
    "explained",
    "find_rule",
    "is_test",
    "read",
]
