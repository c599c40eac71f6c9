"""Small repositories for tests, and what archlint says about the contracts in them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from archlint.rules import Finding, all_rules, check

CONTRACTS = tuple(rule.id for rule in all_rules() if rule.contracts and rule.id not in ("matches-nothing", "borrowed-contract"))


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files; the packages on their way get an `__init__.py`."""
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        above = file.parent
        while path.endswith(".py") and above != folder and above.name != "src":
            (above / "__init__.py").touch()
            above = above.parent
    return folder


def package(
    modules: Iterable[str], imports: Iterable[tuple[str, str]], type_checking: Iterable[tuple[str, str]] = ()
) -> dict[str, str]:
    """The files of modules that import each other, some for type checkers alone; a module with others below it is a package."""
    names = sorted(modules)
    lines: dict[str, list[str]] = {name: [] for name in names}
    for source, target in imports:
        lines[source].append(f"import {target}\n")
    for source, target in type_checking:
        lines[source].append(f"from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import {target}\n")
    return {
        name.replace(".", "/") + ("/__init__.py" if any(other.startswith(f"{name}.") for other in names) else ".py"): "".join(text)
        for name, text in lines.items()
    }


def broken(folder: Path) -> dict[str, list[Finding]]:
    """The findings of each broken contract, by its name."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in check(folder, select=CONTRACTS).findings:
        found[finding.element].append(finding)
    return found


def ends(finding: Finding) -> tuple[str, str]:
    """The module that the chain of a finding begins with, and the one that it ends with."""
    if finding.steps:
        return finding.steps[0].text.split(" imports ")[0], finding.steps[-1].text.split(" imports ")[1]
    found = re.search(r"([\w.]+) → ([\w.]+)", finding.message) or re.search(r"'([\w.]+)' imports '([\w.]+)'", finding.message)
    assert found is not None, finding.message
    return found[1], found[2]


def pointless(folder: Path) -> list[tuple[str, int, str]]:
    """What matches nothing: path, line, message."""
    return [(each.path, each.line, each.message) for each in check(folder, select=("matches-nothing",)).findings]
