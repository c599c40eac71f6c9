"""import-linter itself, run as a library on a folder."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from importlinter import api  # noqa: F401  # configures what use_cases need
from importlinter.application import use_cases

Pair = tuple[str, str]


class Verdict(NamedTuple):
    """What import-linter says about a contract.

    `packages` are those that must not import each other and do, `direct` the single imports by which they do, `ends` the first
    importer and the last imported module of each chain; where several chains have the same middle, of all combinations.
    """

    kept: bool
    packages: frozenset[Pair] = frozenset()
    direct: frozenset[Pair] = frozenset()
    ends: frozenset[Pair] = frozenset()


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before, path = Path.cwd(), list(sys.path)
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        yield
    finally:
        os.chdir(before)
        sys.path[:] = path
        sys.path_importer_cache.pop(str(folder), None)


def verdicts(folder: Path) -> dict[str, Verdict] | str:
    """Each contract of the folder by its name; the error, where import-linter gives up."""
    with _inside(folder):
        try:
            options = use_cases.read_user_options()
            use_cases._register_contract_types(options)
            report = use_cases.create_report(options, cache_dir=None)
        except Exception as error:  # whatever stops it
            return f"{type(error).__name__}: {error}"
    if report.invalid_contract_options:
        return str(report.invalid_contract_options)
    return {contract.name: _verdict(check) for contract, check in report.get_contracts_and_checks()}


def _verdict(check: Any) -> Verdict:
    found = check.metadata
    ends: set[Pair] = set()
    direct: set[Pair] = set()
    packages: set[Pair] = set()
    for each in [*found.get("invalid_dependencies", ()), *found.get("invalid_chains", ())]:
        packages.add((each.get("importer") or each["downstream_module"], each.get("imported") or each["upstream_module"]))
        for route in each.get("routes") or each["chains"]:
            ends |= _ends(route)
            direct |= _ends(route) if len(route["chain"] if isinstance(route, dict) else route) == 1 else set()
    for each in found.get("illegal_imports", ()):
        direct |= {(link["importer"], link["imported"]) for link in each.illegal_links}
    return Verdict(check.kept, frozenset(packages), frozenset(direct), frozenset(ends | direct))


def _ends(route: Any) -> set[Pair]:
    if not isinstance(route, dict):
        return {(route[0]["importer"], route[-1]["imported"])}
    heads = [route["chain"][0]["importer"], *(link["importer"] for link in route["extra_firsts"])]
    tails = [route["chain"][-1]["imported"], *(link["imported"] for link in route["extra_lasts"])]
    return {(head, tail) for head in heads for tail in tails}
