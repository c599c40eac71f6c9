"""Models that are hard to draw, each in its own way."""

from __future__ import annotations

from pathlib import Path

from archlint.model import Document, load, parse

HEAD = 'archlint: "1"\nsystem: {id: example, name: Example}\n'

SERVICE = """\
archlint: "1"
system: {id: forecast, name: Forecast service, purpose: Say how much each store will sell.}
contexts: {forecasting: {owner: team-ml, subdomain: core}}
components:
  planner: {kind: actor, name: Demand planner}
  forecast: {kind: service, name: Forecast API, context: forecasting, technology: {choice: FastAPI}}
  models: {kind: store, name: Model store, context: forecasting, technology: {choice: local folder}}
contracts: {forecast.v1: {format: openapi, file: openapi.yaml}}
interactions:
  - {id: ask, from: planner, to: forecast, protocol: https, style: sync, carries: [forecast.v1]}
  - {id: load, from: forecast, to: models, protocol: file, style: async}
flows:
  forecast: {name: A forecast, steps: [{use: ask}, {any: [{use: load, note: cold start}, {use: ask}]}]}
deployments:
  local: {target: {provider: local}, nodes: [{id: laptop, kind: machine, runs: [forecast, models]}]}
  prod:
    target: {provider: aws-ecs, region: eu-west-1, iac: infra/prod}
    nodes:
      - {id: vpc, kind: network}
      - {id: alb, kind: load balancer, within: vpc}
      - {id: cluster, kind: ECS Fargate, within: vpc, runs: [forecast], scale: {min: 2, max: 6}}
      - {id: bucket, kind: S3, runs: [models]}
    strategy: {forecast: {type: canary, steps: [10, 50, 100], rollback_on: errors > 1%}}
"""

ODD = """\
archlint: "1"
system: {id: odd, name: "Größe & <Ordnung> \\"Ünïcødé\\" Καλημέρα Привет", purpose: "A purpose that goes on and on, so that it
    must be wrapped to several lines, because nobody wants a picture that is wider than its page, whatever its sentence says."}
contexts:
  a: {name: "A context with an extraordinarily long name that nobody should ever use", owner: "the team with the long name"}
  b: {}
components:
  x:
    kind: service
    name: "Supercalifragilisticexpialidocious-anomaly-detection-service of the department"
    context: a
    technology: {choice: "Something unusual with many words and versions 12.34.56 (enterprise edition)"}
  y: {kind: store, context: a, name: "日本語のデータベース名前とても長い", technology: {choice: PostgreSQL}}
  z: {kind: broker, context: b, name: "Брокер сообщений", technology: {choice: Kafka}}
  lone: {kind: function, name: "{[<lone>]} & \\"co\\" | `tick` $x"}
  nobody: {kind: pipeline, name: Lonely}
interactions:
  - {id: self, from: x, to: x, protocol: in-process, style: async}
  - {id: first, from: x, to: y, protocol: sql, style: sync}
  - {id: second, from: x, to: y, protocol: sql, style: async}
  - {id: back, from: y, to: x, protocol: notify, style: async}
  - {id: out, from: y, to: z, protocol: kafka, style: async}
  - {id: on, from: z, to: lone, protocol: kafka, style: async}
  - {id: round, from: lone, to: x, protocol: "a protocol with a rather long name / v2", style: sync}
"""


def service() -> Document:
    """A microservice with two deployments and a flow."""
    return parse(SERVICE)


def odd() -> Document:
    """Long names, all scripts, markup in names, self-use, circles, two edges between one pair, a component on its own."""
    return parse(ODD)


def shop() -> Document:
    """The example that the model's own tests use."""
    return load(Path(__file__).parent.parent / "examples" / "shop.yaml")


def platform(contexts: int = 6, members: int = 5) -> Document:
    """Thirty components in six contexts, chained inside, linked across, with two that lead back."""
    kinds = ("service", "store", "broker", "function", "pipeline", "client")
    total = contexts * members
    lines = [HEAD + "contexts:"]
    lines += [f"  area{each}: {{name: Area {each}, owner: team-{each}}}" for each in range(contexts)]
    lines += ["components:"]
    lines += [f"  n{each}: {{kind: {kinds[each % 6]}, context: area{each // members}}}" for each in range(total)]
    pairs = [(each - 1, each) for each in range(total) if each % members]
    pairs += [(area * members + 2, (area + 1) * members) for area in range(contexts - 1)]
    pairs += [(area * members + 3, (area + 1) * members + 2) for area in range(contexts - 1)]
    pairs += [(2, total // 2 + 2), (total - 2, members + 1)]
    lines += ["interactions:"]
    lines += [
        f"  - {{id: use{index}, from: n{one}, to: n{other}, protocol: https, style: {'sync' if index % 3 else 'async'}}}"
        for index, (one, other) in enumerate(pairs)
    ]
    return parse("\n".join(lines) + "\n")


def documents() -> dict[str, Document]:
    """All of them, by name."""
    return {"service": service(), "odd": odd(), "shop": shop(), "platform": platform()}
