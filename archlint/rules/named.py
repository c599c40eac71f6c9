"""The files and modules that a model names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from archlint.model import ROOT, Architecture
from archlint.rules.layer_contract import layer_names


class NamedFile(NamedTuple):
    """A file or folder in the model: the keys that lead to it, the element, what it is, and its path, relative to the model."""

    keys: tuple[str | int, ...]
    element: str
    what: str
    file: str


def named_files(model: Architecture) -> Iterator[NamedFile]:
    """Every file of a repository that the model speaks of, in the model's order."""
    for name, component in model.components.items():
        if component.code is not None:
            yield NamedFile(("components", name, "code", "path"), name, f"the code of '{name}'", component.code.path)
        for index, point in enumerate(component.extension_points):
            keys = ("components", name, "extension_points", index, "contract")
            path, colon, _ = point.contract.rpartition(":")
            if path.endswith(".py") and colon:
                yield NamedFile(keys, name, f"the extension point '{point.id}'", path)
    for name, contract in model.contracts.items():
        yield NamedFile(("contracts", name, "file"), name, f"the contract '{name}'", contract.file)
    for name, deployment in model.deployments.items():
        if deployment.target.iac:
            what = f"the infrastructure code of '{name}'"
            yield NamedFile(("deployments", name, "target", "iac"), name, what, deployment.target.iac)
    for name, decision in model.decisions.items():
        if decision.file is not None:
            yield NamedFile(("decisions", name, "file"), name, f"the decision '{name}'", decision.file)


def module_names(model: Architecture) -> Iterator[str]:
    """The modules of the repository that the model speaks of, without what follows a wildcard."""
    for context in model.contexts.values():
        yield from _plain(context.code.modules if context.code else ())
    for component in model.components.values():
        yield from _plain(component.code.modules if component.code else ())
    if model.code is not None:
        yield from _plain(model.code.packages)
        for table in model.code.boundaries.values():
            yield from _plain(name for name in table.modules if name != ROOT)
        for layers in model.code.layers.values():
            within = [layers.within] if isinstance(layers.within, str) else layers.within
            yield from _plain(within or [layer.name for layer in layer_names(layers)])
        for forbidden in model.code.forbidden.values():
            yield from _plain(forbidden.source)
        for contracts in (model.code.independent, model.code.protected, model.code.external):
            yield from (name for contract in contracts.values() for name in _plain(contract.modules))
        for packages in (model.code.private, model.code.acyclic):
            yield from (name for contract in packages.values() for name in _plain(contract.within))


def _plain(patterns: Iterable[str]) -> Iterator[str]:
    return (name for pattern in patterns if (name := pattern.partition("*")[0].rstrip(".")))
