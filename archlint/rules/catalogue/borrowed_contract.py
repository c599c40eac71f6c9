"""What another linter's contracts say and archlint does not check."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.rules.borrowed import is_unused_external
from archlint.rules.types import Found, Rule, Subject

RULE = Rule(
    id="borrowed-contract",
    principle="drift",
    severity="info",
    summary="What another linter's configuration asks for is checked here too.",
    why="""\
archlint checks the contracts that a repository has for import-linter or tach. What it cannot check, such
as a type of contract that the project has written itself, it says, so that nobody takes silence for
success; the other linter stays in charge of it. It says too where a contract holds only because nobody
imports the package that it forbids.
""",
    bad="""\
=== pyproject.toml ===
[tool.importlinter]
root_package = "shop"
include_external_packages = true

[[tool.importlinter.contracts]]
name = "A pure core"
type = "forbidden"
source_modules = "shop"
forbidden_modules = "sqlalchemy"  # <- here
=== shop/__init__.py ===
""",
    good="""\
=== pyproject.toml ===
[tool.importlinter]
root_package = "shop"

[[tool.importlinter.contracts]]
name = "A pure core"
type = "forbidden"
source_modules = "shop.core"
forbidden_modules = "shop.db"
=== shop/__init__.py ===
=== shop/core.py ===
=== shop/db.py ===
""",
    contracts=True,
)


def find(subject: Subject) -> Iterator[Found]:
    """The remarks of those who read the configuration, and forbidden packages that nobody imports."""
    for remark in subject.remarks:
        yield Found(remark.place, remark.element, remark.message)
    code = subject.model.code
    if subject.is_borrowed and code is not None:
        for name, forbidden in code.forbidden.items():
            for index, text in enumerate(forbidden.target):
                if is_unused_external(subject, text):
                    message = f"nobody imports '{text}', so that '{name}' forbids nothing there; see that it is spelt right"
                    yield Found(subject.at("code", "forbidden", name, "to", index), name, message)
