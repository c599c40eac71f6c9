"""A deployment places everything that runs."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.rules.kinds import RUN_KINDS
from archlint.rules.types import Found, Rule, Subject

RULE = Rule(
    id="unplaced-component",
    principle="model",
    severity="warning",
    summary="A deployment says where each component that runs is placed.",
    why="""\
A deployment that leaves out a service, a store or a broker does not start, or the model does not say
where that part runs. What a deployment does not need at all belongs to another system's model.
""",
    bad="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
components:
  orders: {kind: service}
  orders-db: {kind: store}
deployments:
  prod:  # <- here
    target: {provider: kubernetes}
    nodes:
      - {id: cluster, kind: cluster, runs: [orders]}
""",
    good="""\
=== architecture.yaml ===
archlint: "1"
system: {id: shop}
components:
  customer: {kind: actor}
  orders: {kind: service}
  orders-db: {kind: store}
deployments:
  prod:
    target: {provider: kubernetes}
    nodes:
      - {id: cluster, kind: cluster, runs: [orders]}
      - {id: managed, kind: cloud-services, runs: [orders-db]}
""",
)


def find(subject: Subject) -> Iterator[Found]:
    """Components that run and that a deployment does not place; one finding for each deployment."""
    runs = [name for name, component in subject.model.components.items() if component.kind in RUN_KINDS]
    for name, deployment in subject.model.deployments.items():
        placed = {component for node in deployment.nodes for component in node.runs}
        missing = [component for component in runs if component not in placed]
        if missing:
            listed = ", ".join(f"'{component}'" for component in missing)
            them = "it" if len(missing) == 1 else "them"
            message = f"the deployment '{name}' does not place {listed}; add {them} to the `runs` of a node"
            yield Found(subject.at("deployments", name), name, message)
