"""What the contracts on imports name and what stands for nothing in the code."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from archlint.facts import Pattern
from archlint.model import CodeRules, External, ImportContract, Layers, did_you_mean
from archlint.rules.borrowed import is_unused_external
from archlint.rules.imports import exempted, external_names
from archlint.rules.layer_contract import containers, layer_names, layer_pattern
from archlint.rules.types import Subject

Keys: TypeAlias = tuple[str | int, ...]

CONTRACTS: Final = ("layers", "forbidden", "independent", "protected", "private", "acyclic", "external")


class Unmatched(NamedTuple):
    """A part of the model, as the keys that lead to it, its element, and what is wrong with it."""

    keys: Keys
    element: str
    message: str


class _Names(NamedTuple):
    """A list of names in a contract: its field, and whether it may also name what is outside of the repository, or only that."""

    field: str
    listed: Sequence[str]
    inside: bool = True
    outside: bool = False


def unmatched(subject: Subject, code: CodeRules) -> Iterator[Unmatched]:
    """All names and exceptions of the contracts that stand for nothing."""
    for section in CONTRACTS:
        contracts: Mapping[str, ImportContract] = getattr(code, section)
        for name, contract in contracts.items():
            keys: Keys = ("code", section, name)
            if not contract.allow_empty:
                if isinstance(contract, Layers):
                    yield from _layers(subject, keys, name, contract)
                for names in _names_in(contract):
                    yield from _missing(subject, (*keys, names.field), name, names)
            yield from _exceptions(subject, keys, name, contract)


def missing_modules(subject: Subject, keys: Keys, element: str, patterns: Sequence[str]) -> Iterator[Unmatched]:
    """Those of some names that are no module."""
    yield from _missing(subject, keys, element, _Names("", patterns))


def _names_in(contract: ImportContract) -> Iterator[_Names]:
    """The lists of names in a contract, except for layers."""
    if isinstance(contract, External):
        yield _Names("allow", contract.allow or (), inside=False, outside=True)
        yield _Names("forbid", contract.forbid, inside=False, outside=True)
        yield _Names("modules", contract.modules)
        return
    yield _Names("from", getattr(contract, "source", ()))
    yield _Names("to", getattr(contract, "target", ()), outside=True)
    yield _Names("modules", getattr(contract, "modules", ()), outside=hasattr(contract, "importers"))
    yield _Names("importers", getattr(contract, "importers", ()))
    if not isinstance(contract, Layers):
        yield _Names("within", getattr(contract, "within", ()))
    yield _Names("skip", getattr(contract, "skip", ()))


def _missing(subject: Subject, keys: Keys, element: str, names: _Names) -> Iterator[Unmatched]:
    graph = subject.contract_graph
    for index, text in enumerate(names.listed):
        pattern = Pattern(text)
        if names.inside and graph.covered([pattern]):
            continue
        if names.outside and (_is_external(subject, pattern) or (subject.is_borrowed and is_unused_external(subject, text))):
            continue  # another linter lets a package be forbidden before anybody imports it; borrowed-contract says so
        known = (graph.packages(Pattern("**")) if names.inside else []) + (sorted(external_names(graph)) if names.outside else [])
        what = "no module" if names.inside else "no external package that anybody imports"
        yield Unmatched((*keys, index), element, f"'{text}' matches {what}{did_you_mean(text, known)}")


def _is_external(subject: Subject, pattern: Pattern) -> bool:
    if pattern.top in sys.stdlib_module_names:
        return True
    return any(pattern.covers(name) or name.startswith(pattern.text + ".") for name in external_names(subject.contract_graph))


def _layers(subject: Subject, keys: Keys, name: str, layers: Layers) -> Iterator[Unmatched]:
    graph = subject.contract_graph
    if layers.exhaustive and layers.within is None:
        yield Unmatched((*keys, "exhaustive"), name, "without `within` there is nothing to be exhaustive about")
    missing = list(_missing_homes(subject, keys, name, layers))
    yield from missing
    homes = containers(layers, graph)
    if not homes:
        return
    for layer in layer_names(layers):
        for home in _homes_without(subject, layers, homes, layer.name) if not layer.optional else ():
            parts = [part.rpartition(".")[2] for part in graph.packages(Pattern(f"{home}.*" if home else "**"))]
            where = f" of '{home}'" if home and len(homes) > 1 else ""
            message = f"the layer '{layer.name}' matches no module{where}{did_you_mean(layer.name, parts)}"
            yield Unmatched((*keys, *layer.keys), name, message)
    for index, text in enumerate(layers.unlayered):
        if not graph.covered(layer_pattern(home, text) for home in homes):
            yield Unmatched((*keys, "unlayered", index), name, f"'{text}' matches no module")


def _missing_homes(subject: Subject, keys: Keys, name: str, layers: Layers) -> Iterator[Unmatched]:
    graph = subject.contract_graph
    one = isinstance(layers.within, str)
    for index, text in enumerate((layers.within,) if isinstance(layers.within, str) else layers.within or ()):
        if not graph.packages(Pattern(text)):
            hint = did_you_mean(text, graph.packages(Pattern("**")))
            yield Unmatched((*keys, "within", *(() if one else (index,))), name, f"'{text}' matches no package{hint}")


def _homes_without(subject: Subject, layers: Layers, homes: list[str], layer: str) -> list[str]:
    """The packages that lack a layer: each that is named; of what a wildcard matched the first one, where all of them lack it.

    With another linter, each that a wildcard matched counts as named.
    """
    lacking = [home for home in homes if not subject.contract_graph.covered([layer_pattern(home, layer)])]
    named = {layers.within} if isinstance(layers.within, str) else set(layers.within or ("",))
    strict = [home for home in lacking if home in named or subject.is_borrowed]
    return strict or (lacking[:1] if len(lacking) == len(homes) else [])


def _exceptions(subject: Subject, keys: Keys, element: str, contract: ImportContract) -> Iterator[Unmatched]:
    for index, exception in enumerate(contract.exceptions):
        if not exception.allow_empty and not any(exempted(subject.contract_graph, exception)):
            message = f"the exception from '{exception.source}' to '{exception.target}' matches no import"
            yield Unmatched((*keys, "exceptions", index), element, message)
