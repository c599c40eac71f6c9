"""Every name in a model that stands for another element must lead to one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple, TypeAlias

from archlint.model.suggest import did_you_mean
from archlint.model.types import Architecture, Deployment, LayerGroup, Layers, Step, View

Keys: TypeAlias = tuple[str | int, ...]


class Broken(NamedTuple):
    """A part of the model, as the keys that lead to it, and what is wrong with it."""

    keys: Keys
    message: str


def broken_references(architecture: Architecture) -> Iterator[Broken]:
    """All dangling, doubled or circular references of a model, section by section."""
    for check in _CHECKS:
        yield from check(architecture)


def _dangling(keys: Keys, name: str, names: Collection[str], what: str) -> Iterator[Broken]:
    if name not in names:
        yield Broken(keys, f"no {what} is named '{name}'{did_you_mean(name, names)}")


def _each_dangling(keys: Keys, listed: tuple[str, ...], names: Collection[str], what: str) -> Iterator[Broken]:
    for index, name in enumerate(listed):
        yield from _dangling((*keys, index), name, names, what)


def _doubled(keys: Keys, ids: list[str], what: str) -> Iterator[Broken]:
    seen: set[str] = set()
    for index, name in enumerate(ids):
        if name in seen:
            yield Broken((*keys, index, "id"), f"the {what} '{name}' stands already further up; every id is used once")
        seen.add(name)


def _contexts(model: Architecture) -> Iterator[Broken]:
    for name, context in model.contexts.items():
        yield from _each_dangling(("contexts", name, "owns"), context.owns, model.components, "component")
    for index, relation in enumerate(model.context_map):
        keys: Keys = ("context_map", index)
        yield from _dangling((*keys, "from"), relation.source, model.contexts, "context")
        yield from _dangling((*keys, "to"), relation.target, model.contexts, "context")
        yield from _each_dangling((*keys, "contracts"), relation.contracts, model.contracts, "contract")
        if relation.source == relation.target:
            yield Broken((*keys, "to"), f"'{relation.target}' cannot be related to itself")


def _components(model: Architecture) -> Iterator[Broken]:
    for name, component in model.components.items():
        keys: Keys = ("components", name)
        if component.context is not None:
            yield from _dangling((*keys, "context"), component.context, model.contexts, "context")
        points = component.extension_points
        yield from _doubled((*keys, "extension_points"), [point.id for point in points], "extension point")
        for index, point in enumerate(points):
            if point.contract and not set(":/.") & set(point.contract):
                yield from _dangling((*keys, "extension_points", index, "contract"), point.contract, model.contracts, "contract")
        if component.technology is not None and model.decisions and _cites_decision(component.technology.because):
            because = component.technology.because
            yield from _dangling((*keys, "technology", "because"), because, model.decisions, "decision")


def _cites_decision(because: str) -> bool:
    prefix, _, number = because.partition("-")
    return prefix == "ADR" and number.isdigit()


def _interactions(model: Architecture) -> Iterator[Broken]:
    yield from _doubled(("interactions",), [each.id for each in model.interactions], "interaction")
    for index, interaction in enumerate(model.interactions):
        keys: Keys = ("interactions", index)
        yield from _dangling((*keys, "from"), interaction.source, model.components, "component")
        yield from _dangling((*keys, "to"), interaction.target, model.components, "component")
        yield from _each_dangling((*keys, "carries"), interaction.carries, model.contracts, "contract")


def _flows(model: Architecture) -> Iterator[Broken]:
    interactions = {interaction.id for interaction in model.interactions}
    for name, flow in model.flows.items():
        yield from _steps(("flows", name, "steps"), flow.steps, interactions)


def _steps(keys: Keys, steps: tuple[Step, ...], interactions: set[str]) -> Iterator[Broken]:
    for index, step in enumerate(steps):
        given = [word for word in ("use", "any", "all") if getattr(step, word)]
        if len(given) != 1:
            yield Broken((*keys, index), "a step has exactly one of 'use', 'any' and 'all'")
        if step.use:
            yield from _dangling((*keys, index, "use"), step.use, interactions, "interaction")
        yield from _steps((*keys, index, "any"), step.any, interactions)
        yield from _steps((*keys, index, "all"), step.all, interactions)


def _deployments(model: Architecture) -> Iterator[Broken]:
    for name, deployment in model.deployments.items():
        keys: Keys = ("deployments", name)
        yield from _nodes((*keys, "nodes"), deployment, model)
        for component, strategy in deployment.strategy.items():
            yield from _dangling((*keys, "strategy", component), component, model.components, "component")
            if strategy.type != "canary" and strategy.steps:
                yield Broken((*keys, "strategy", component, "steps"), f"only a canary has steps, not {strategy.type}")
            if list(strategy.steps) != sorted(set(strategy.steps)):
                yield Broken((*keys, "strategy", component, "steps"), "the steps of a canary must rise")


def _nodes(keys: Keys, deployment: Deployment, model: Architecture) -> Iterator[Broken]:
    inside = {node.id: node.within for node in deployment.nodes}
    yield from _doubled(keys, [node.id for node in deployment.nodes], "node")
    for index, node in enumerate(deployment.nodes):
        yield from _each_dangling((*keys, index, "runs"), node.runs, model.components, "component")
        if node.scale is not None and node.scale.min > node.scale.max:
            yield Broken((*keys, index, "scale"), f"min {node.scale.min} is above max {node.scale.max}")
        if node.within is None:
            continue
        yield from _dangling((*keys, index, "within"), node.within, inside, "node")
        around = {node.id}
        above: str | None = node.within
        while above is not None and above not in around:
            around.add(above)
            above = inside.get(above)
        if above == node.id:
            yield Broken((*keys, index, "within"), f"the node '{node.id}' would stand within itself")


def _decisions(model: Architecture) -> Iterator[Broken]:
    for name, decision in model.decisions.items():
        yield from _each_dangling(("decisions", name, "supersedes"), decision.supersedes, model.decisions, "decision")


def _views(model: Architecture) -> Iterator[Broken]:
    known = {*model.contexts, *model.components, *(interaction.id for interaction in model.interactions), "*"}
    for name, view in model.views.items():
        keys: Keys = ("views", name)
        yield from _view_subject(keys, view, model)
        for word in ("include", "exclude"):
            for index, expression in enumerate(getattr(view, word)):
                element = expression.removeprefix("->").removesuffix("->").strip()
                yield from _dangling((*keys, word, index), element, known, "context, component or interaction")


def _view_subject(keys: Keys, view: View, model: Architecture) -> Iterator[Broken]:
    subjects: dict[str, Collection[str]] = {"flow": model.flows, "deployment": model.deployments}
    if view.kind not in subjects:
        if view.of is not None:
            yield Broken((*keys, "of"), f"a {view.kind} view shows the whole system; take 'of' away")
    elif view.of is None:
        yield Broken((*keys, "kind"), f"a {view.kind} view needs 'of': the {view.kind} that it shows")
    else:
        yield from _dangling((*keys, "of"), view.of, subjects[view.kind], view.kind)


def _check(model: Architecture) -> Iterator[Broken]:
    for index, setting in enumerate(model.check.paths if model.check else ()):
        if not setting.ignore and setting.severity is None:
            yield Broken(("check", "paths", index), "says nothing about these paths; give `ignore` or `severity`")


def _code(model: Architecture) -> Iterator[Broken]:
    code = model.code
    if code is None:
        return
    for name, layers in code.layers.items():
        yield from _repeated_layers(("code", "layers", name, "order"), layers)
        if layers.unlayered and not layers.exhaustive:
            yield Broken(("code", "layers", name, "unlayered"), "without `exhaustive: true` no part needs to be a layer")
    for name, external in code.external.items():
        keys: Keys = ("code", "external", name)
        yield from _each_dangling((*keys, "contexts"), external.contexts, model.contexts, "context")
        if not external.modules and not external.contexts:
            yield Broken(keys, "say in 'modules' or 'contexts' whose imports are meant")
        if external.allow is None and not external.forbid:
            yield Broken(keys, "say in 'allow' or 'forbid' which external packages are meant")


def _repeated_layers(keys: Keys, layers: Layers) -> Iterator[Broken]:
    seen: set[str] = set()
    for level, item in enumerate(layers.order):
        names = [((*keys, level), item)] if isinstance(item, str) else []
        if isinstance(item, LayerGroup):
            names = [((*keys, level, "siblings", index), name) for index, name in enumerate(item.siblings)]
        for place, name in names:
            bare = name.strip().removeprefix("(").removesuffix(")").strip()
            if bare in seen:
                yield Broken(place, f"the layer '{bare}' stands already further up; every layer has one place")
            seen.add(bare)


_CHECKS: tuple[Callable[[Architecture], Iterator[Broken]], ...] = (
    _contexts,
    _components,
    _interactions,
    _flows,
    _deployments,
    _decisions,
    _views,
    _code,
    _check,
)
