"""A pattern's fragment, written for a repository of its own, as one component among others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from archlint.scaffold.piece import Piece

_OF_THE_SYSTEM: Final = ("archlint", "system", "context_map", "views", "check")
_AROUND: Final = ("interactions", "flows", "deployments")
_NAMED_CODE_RULES: Final = ("layers", "forbidden", "independent", "protected", "private", "acyclic", "external", "boundaries")
_COMPOSE: Final = "compose"


def fit(fragment: Mapping[str, Any], piece: Piece, *, whole: bool) -> dict[str, Any]:
    """A fragment whose paths and names are those of the repository.

    Args:
        fragment: what the pattern brings to a model, as plain data.
        piece: where its component stands.
        whole: whether it also brings what is around the component: actors, stores, interactions, flows, deployments. A model that
            says itself how its components work together wants none of it.
    """
    fitted = {key: value for key, value in fragment.items() if key not in _OF_THE_SYSTEM and (whole or key not in _AROUND)}
    renamed = {name: f"{piece.component}.{name}" for name in fragment.get("decisions", {})}
    components = fitted.get("components", {})
    fitted["components"] = {
        name: _component(value, piece, renamed, home=name == piece.component)
        for name, value in components.items()
        if whole or name == piece.component
    }
    fitted["contexts"] = {name: _context(each, fitted["components"]) for name, each in fragment.get("contexts", {}).items()}
    fitted["contracts"] = {
        name: {**each, "file": piece.inside(each["file"])} for name, each in fragment.get("contracts", {}).items()
    }
    fitted["decisions"] = {renamed[name]: _decision(each, piece, renamed) for name, each in fragment.get("decisions", {}).items()}
    if "code" in fragment:
        fitted["code"] = _code_rules(fragment["code"], piece)
    if whole:
        fitted["deployments"] = {name: _deployment(each, piece) for name, each in fragment.get("deployments", {}).items()}
    return {key: value for key, value in fitted.items() if value}


def _context(context: Mapping[str, Any], components: Mapping[str, Any]) -> dict[str, Any]:
    """A context that owns nothing which is not there."""
    owned = [name for name in context.get("owns", ()) if name in components]
    rest = {key: value for key, value in context.items() if key != "owns"}
    return {**rest, "owns": owned} if owned else rest


def _component(component: Mapping[str, Any], piece: Piece, decisions: Mapping[str, str], *, home: bool) -> dict[str, Any]:
    result = dict(component)
    technology = component.get("technology")
    if technology and technology.get("because") in decisions:
        result["technology"] = {**technology, "because": decisions[technology["because"]]}
    if home:
        result["code"] = {**component["code"], "path": piece.path}
    points = component.get("extension_points")
    if points:
        result["extension_points"] = [_extension_point(each, piece) for each in points]
    return result


def _extension_point(point: Mapping[str, Any], piece: Piece) -> dict[str, Any]:
    contract = point.get("contract", "")
    return {**point, "contract": piece.inside(contract)} if "/" in contract else dict(point)


def _decision(decision: Mapping[str, Any], piece: Piece, decisions: Mapping[str, str]) -> dict[str, Any]:
    result = dict(decision)
    if "file" in decision:
        result["file"] = piece.inside(decision["file"])
    if "supersedes" in decision:
        result["supersedes"] = [decisions.get(each, each) for each in decision["supersedes"]]
    return result


def _code_rules(rules: Mapping[str, Any], piece: Piece) -> dict[str, Any]:
    result = {key: dict(_prefixed(value, piece)) if key in _NAMED_CODE_RULES else value for key, value in rules.items()}
    for key in ("roots", "exclude"):
        if key in rules:
            result[key] = [piece.inside(each) for each in rules[key]]
    return result


def _prefixed(rules: Mapping[str, Any], piece: Piece) -> Iterator[tuple[str, Any]]:
    for name, rule in rules.items():
        yield (name if name.startswith(piece.component) else f"{piece.component}.{name}"), rule


def _deployment(deployment: Mapping[str, Any], piece: Piece) -> dict[str, Any]:
    result = dict(deployment)
    target = deployment.get("target", {})
    if target.get("iac") and target.get("provider") != _COMPOSE:
        result["target"] = {**target, "iac": piece.inside(target["iac"])}
    names = {node["id"]: f"{piece.component}.{node['id']}" for node in deployment.get("nodes", ())}
    if names:
        result["nodes"] = [
            {key: names.get(value, value) if key in ("id", "within") else value for key, value in node.items()}
            for node in deployment["nodes"]
        ]
    return result
