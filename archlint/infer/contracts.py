"""Another linter's contracts as a part of architecture.yaml."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import fields, replace

from archlint.facts import Facts, is_at_or_below
from archlint.infer.names import id_of
from archlint.model import CodeRules, Forbidden
from archlint.peers import Borrowed

_UNUSED = "import-linter lets a package be forbidden before anybody imports it"


def adopted(borrowed: Iterable[Borrowed], facts: Facts) -> CodeRules:
    """The contracts under ids of ours, each with its old name as the reason where it gives none itself."""
    values: dict[str, Any] = {"packages": ()}
    for each in borrowed:
        for field in fields(each.code):
            value = getattr(each.code, field.name)
            if isinstance(value, dict):
                imported = _imported(facts, each.code.packages)
                _add(values.setdefault(field.name, {}), value, field.name, imported)
        values["packages"] += each.code.packages
        if any(each.roots):
            values["roots"] = tuple(root or "." for root in each.roots)
        if each.exclude:
            values["exclude"] = tuple(pattern for pattern in each.exclude if pattern not in facts.unused_excludes)
    return CodeRules(**values)


def _imported(facts: Facts, packages: tuple[str, ...]) -> set[str]:
    """The top packages that the code of these packages imports, or has."""
    graph = facts.graph
    found = {name.partition(".")[0] for name in packages} | sys.stdlib_module_names
    for number, module in enumerate(graph.modules):
        if any(is_at_or_below(module.name, name) for name in packages):
            found.update(name.partition(".")[0] for name in graph.externals[number])
            found.update(graph.name(target).partition(".")[0] for target in graph.edges[number])
    return found


def _add(contracts: dict[str, Any], more: dict[str, Any], kind: str, imported: set[str]) -> None:
    for name, contract in more.items():
        reason = contract.because or (name if id_of(name, (), kind) != name else "")
        for part in _apart(contract) if isinstance(contract, Forbidden) else (contract,):
            if isinstance(part, Forbidden) and any(
                "*" not in each and each.partition(".")[0] not in imported for each in part.target
            ):
                part = replace(part, allow_empty=_UNUSED)
            contracts[id_of(name, contracts, kind)] = replace(part, because=" ".join(reason.split()))


def _apart(forbidden: Forbidden) -> Iterator[Forbidden]:
    """The contract as several where a name on one side is a part of one on the other.

    import-linter passes over such a pair, while ours takes the closer name out of the wider one.
    """
    overlap = _overlap if forbidden.descendants else str.__eq__
    if not any(overlap(source, target) for source in forbidden.source for target in forbidden.target):
        yield forbidden
        return
    for source in forbidden.source:
        targets = tuple(target for target in forbidden.target if not overlap(source, target))
        if targets:
            yield replace(forbidden, source=(source,), target=targets)


def _overlap(name: str, other: str) -> bool:
    return "*" not in name + other and (is_at_or_below(name, other) or is_at_or_below(other, name))
