"""The linter: a model and facts in, findings out. One rule is one file in `catalogue`.

`check` lints a folder, `all_rules` and `find_rule` give the rules themselves, `example_files` reads their examples.
"""

from archlint.rules.engine import Report, Summary, check
from archlint.rules.examples import HERE, example_files
from archlint.rules.explain import explained
from archlint.rules.registry import all_rules, find_rule
from archlint.rules.types import PRINCIPLES, SEVERITIES, Finding, Option, Principle, Rule, Severity, Step

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
    "Summary",
    "all_rules",
    "check",
    "example_files",
    "explained",
    "find_rule",
]
