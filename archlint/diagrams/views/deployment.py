"""The deployment view: nodes inside nodes, the components that they run, and how each is released."""

from __future__ import annotations

from msgspec.structs import replace

from archlint.diagrams.icons import Icons
from archlint.diagrams.view import Card, Edge, Group, ViewGraph
from archlint.diagrams.views.parts import component_card, interaction_edge
from archlint.diagrams.views.selection import Selection
from archlint.model import Architecture, Deployment, Node, Strategy

_OUTSIDE = ("actor", "client", "external")
_TARGET = "target"
_PROVIDERS = {"aws": "AWS", "aws-ecs": "AWS ECS", "mwaa": "Amazon MWAA", "gcp": "Google Cloud", "azure": "Azure"}


def deployment_view(model: Architecture, name: str, shown: Selection, icons: Icons, *, id: str, title: str) -> ViewGraph:  # noqa: A002
    """One deployment; who uses it from outside stands outside of its target."""
    deployment = model.deployments[name]
    cards = [card for node in deployment.nodes for card in _node_cards(model, deployment, node, shown, icons)]
    running = {component for node in deployment.nodes for component in node.runs if component in shown.components}
    edges = [each for each in model.interactions if each.id in shown.interactions]
    outside = [
        component
        for component in shown.components
        if component not in running
        and model.components[component].kind in _OUTSIDE
        and any({component} < {each.source, each.target} <= running | {component} for each in edges)
    ]
    cards += [component_card(model, component, icons) for component in outside]
    groups = _filled([Group(id=_TARGET, title=_target_title(deployment), kind="target"), *_node_groups(deployment)], cards)
    instances = _instances(deployment, running) | {component: [(component, ())] for component in outside}
    links = [link for each in edges for link in _links(interaction_edge(model, each), instances)]
    return ViewGraph(id, title, "deployment", _subtitle(deployment), tuple(cards), tuple(groups), tuple(links))


def _target_title(deployment: Deployment) -> str:
    provider = _PROVIDERS.get(deployment.target.provider, deployment.target.provider.capitalize())
    return f"{provider} · {deployment.target.region}" if deployment.target.region else provider


def _subtitle(deployment: Deployment) -> str:
    return f"Infrastructure as code: {deployment.target.iac}" if deployment.target.iac else ""


def _around(node: Node) -> str:
    return f"node:{node.within}" if node.within else _TARGET


def _holds(deployment: Deployment, node: Node) -> bool:
    return bool(node.runs) or any(each.within == node.id for each in deployment.nodes)


def _scale(node: Node) -> str:
    if node.scale is None:
        return ""
    low, high = node.scale.min, node.scale.max
    return f"{low}–{high} instances" if low != high else f"{low} instance{'s' * (low != 1)}"  # noqa: RUF001 - a range


def _node_groups(deployment: Deployment) -> list[Group]:
    return [
        Group(
            id=f"node:{node.id}",
            title=node.name or node.id,
            kind="node",
            parent=_around(node),
            remark=" · ".join(filter(None, (node.kind, _scale(node)))),
        )
        for node in deployment.nodes
        if _holds(deployment, node)
    ]


def _filled(groups: list[Group], cards: list[Card]) -> list[Group]:
    """The groups that hold a card, or a group that does."""
    parents = {group.id: group.parent for group in groups}
    held: set[str] = set()
    for card in cards:
        around = card.group
        while around and around not in held:
            held.add(around)
            around = parents[around]
    return [group for group in groups if group.id in held]


def _node_cards(model: Architecture, deployment: Deployment, node: Node, shown: Selection, icons: Icons) -> list[Card]:
    if not _holds(deployment, node):
        lines = tuple(filter(None, (node.kind, _scale(node))))
        icon = icons.find(None, node.kind, ())
        return [Card(f"node:{node.id}", node.name or node.id, "node", lines, icon=icon, group=_around(node))]
    return [
        component_card(
            model,
            component,
            icons,
            id=f"{node.id}:{component}",
            group=f"node:{node.id}",
            badge=_badge(deployment.strategy.get(component)),
        )
        for component in dict.fromkeys(node.runs)
        if component in shown.components
    ]


def _badge(strategy: Strategy | None) -> str:
    if strategy is None:
        return ""
    steps = f" {' → '.join(map(str, strategy.steps))} %" if strategy.steps else ""
    back = f", back on {strategy.rollback_on}" if strategy.rollback_on else ""
    return f"{strategy.type}{steps}{back}"


def _instances(deployment: Deployment, running: set[str]) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """For each component its cards, each with the nodes around it, outermost first."""
    inside = {node.id: node.within for node in deployment.nodes}
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for node in deployment.nodes:
        path: list[str] = []
        above: str | None = node.id
        while above is not None:
            path.insert(0, above)
            above = inside.get(above)
        for component in dict.fromkeys(node.runs):
            if component in running:
                found.setdefault(component, []).append((f"{node.id}:{component}", tuple(path)))
    return found


def _links(edge: Edge, instances: dict[str, list[tuple[str, tuple[str, ...]]]]) -> list[Edge]:
    """The edge between cards: an instance talks to the nearest instances of the other component."""
    sources, targets = instances.get(edge.source, []), instances.get(edge.target, [])
    if not sources or not targets:
        return []
    links = []
    for source, path in sources:
        near = [_shared(path, other) for _, other in targets]
        for (target, _), distance in zip(targets, near, strict=True):
            if distance == max(near):
                links.append(replace(edge, source=source, target=target))
    return [replace(link, id=f"{edge.id}-{index + 1}" if len(links) > 1 else edge.id) for index, link in enumerate(links)]


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many nodes, from the outermost on, two paths have in common."""
    for index, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        if mine != theirs:
            return index
    return min(len(one), len(other))
