"""What each view shows of a model."""

from __future__ import annotations

import pytest

from archlint.diagrams import ViewGraph, pictures
from archlint.errors import UserError
from archlint.model import Document, parse
from tests.diagrams.examples import HEAD, SERVICE, service, shop

CHAIN = (
    HEAD
    + """\
contexts: {front: {}, core: {}, back: {}}
context_map: [{from: core, to: front, pattern: open-host-service}, {from: back, to: core, pattern: shared-kernel}]
components:
  user: {kind: actor}
  web: {kind: client, context: front}
  api: {kind: service, context: core}
  jobs: {kind: pipeline, context: core}
  db: {kind: store, context: back}
interactions:
  - {id: browse, from: user, to: web, protocol: https, style: sync}
  - {id: call, from: web, to: api, protocol: https, style: sync}
  - {id: start, from: api, to: jobs, protocol: amqp, style: async}
  - {id: query, from: api, to: db, protocol: sql, style: sync}
  - {id: peek, from: web, to: db, protocol: sql, style: sync}
"""
)


def _own(include: str, exclude: str = "[]", kind: str = "system") -> ViewGraph:
    text = f"{CHAIN}views: {{mine: {{kind: {kind}, include: {include}, exclude: {exclude}}}}}\n"
    return pictures(parse(text), ["mine"])[0]


def _shown(view: ViewGraph) -> tuple[set[str], set[str]]:
    return {card.id for card in view.cards}, {edge.id for edge in view.edges}


def test_by_default_there_is_a_picture_for_all_that_the_model_says() -> None:
    assert [view.id for view in pictures(service())] == [
        "system",
        "contexts",
        "deployment-local",
        "deployment-prod",
        "flow-forecast",
    ]


def test_the_system_view_shows_components_in_their_contexts_and_actors_outside() -> None:
    (view,) = pictures(parse(CHAIN), ["system"])
    assert {card.id: card.group for card in view.cards} == {
        "user": "",
        "web": "context:front",
        "api": "context:core",
        "jobs": "context:core",
        "db": "context:back",
    }
    assert {edge.id: edge.dashed for edge in view.edges}["start"] is True


@pytest.mark.parametrize(
    ("include", "cards", "edges"),
    [
        ("[core]", {"api", "jobs"}, {"start"}),
        ('[core, "-> core"]', {"api", "jobs", "web"}, {"start", "call"}),
        ('[core, "core ->"]', {"api", "jobs", "db"}, {"start", "query"}),
        ('[core, "-> core", "core ->"]', {"api", "jobs", "web", "db"}, {"start", "call", "query"}),
        ("[web, db]", {"web", "db"}, {"peek"}),
        ("[call]", {"web", "api"}, {"call"}),
        ('["*"]', {"user", "web", "api", "jobs", "db"}, {"browse", "call", "start", "query", "peek"}),
    ],
)
def test_an_own_view_includes_what_its_expressions_say(include: str, cards: set[str], edges: set[str]) -> None:
    assert _shown(_own(include)) == (cards, edges)


@pytest.mark.parametrize(
    ("exclude", "cards", "edges"),
    [
        ("[user]", {"web", "api", "jobs", "db"}, {"call", "start", "query", "peek"}),
        ("[back]", {"user", "web", "api", "jobs"}, {"browse", "call", "start"}),
        ("[peek]", {"user", "web", "api", "jobs", "db"}, {"browse", "call", "start", "query"}),
        ('["-> db"]', {"user", "web", "api", "jobs", "db"}, {"browse", "call", "start"}),
    ],
)
def test_an_own_view_leaves_out_what_its_expressions_say(exclude: str, cards: set[str], edges: set[str]) -> None:
    assert _shown(_own('["*"]', exclude)) == (cards, edges)


def test_an_own_view_of_the_context_map_follows_relations() -> None:
    assert {card.id for card in _own('[core, "-> core"]', kind="contexts").cards} >= {"core", "back"}


def test_the_context_map_marks_upstream_and_downstream_only_where_there_is_one() -> None:
    (view,) = pictures(parse(CHAIN), ["contexts"])
    assert [(edge.source, edge.target, edge.label, edge.ends) for edge in view.edges] == [
        ("core", "front", "open-host-service", ("U", "D")),
        ("back", "core", "shared-kernel", None),
    ]


def test_a_deployment_nests_its_nodes_and_tells_scale_and_strategy() -> None:
    (view,) = pictures(service(), of=["prod"])
    assert {group.id: group.parent for group in view.groups} == {
        "target": "",
        "node:vpc": "target",
        "node:cluster": "node:vpc",
        "node:bucket": "target",
    }
    cards = {card.id: card for card in view.cards}
    assert cards["cluster:forecast"].badge == "canary 10 → 50 → 100 %, back on errors > 1%"
    assert cards["node:alb"].group == "node:vpc", "a node that runs nothing is a card"
    assert cards["planner"].group == "", "who uses the system stands outside"
    assert next(group.remark for group in view.groups if group.id == "node:cluster") == "ECS Fargate · 2–6 instances"  # noqa: RUF001
    assert {(edge.source, edge.target) for edge in view.edges} == {
        ("planner", "cluster:forecast"),
        ("cluster:forecast", "bucket:models"),
    }


def test_a_component_on_two_nodes_talks_to_its_neighbour() -> None:
    text = (
        HEAD + "components: {a: {kind: service}, b: {kind: store}}\n"
        "interactions: [{id: i, from: a, to: b, protocol: sql, style: sync}]\n"
        "deployments: {d: {target: {provider: kubernetes}, nodes: ["
        "{id: n, kind: zone, runs: [a, b]}, {id: m, kind: zone, runs: [a, b]}]}}\n"
    )
    (view,) = pictures(parse(text), ["deployment"])
    assert [(edge.id, edge.source, edge.target) for edge in view.edges] == [("i-1", "n:a", "n:b"), ("i-2", "m:a", "m:b")]


def test_a_flow_numbers_its_steps_and_an_interaction_can_be_used_twice() -> None:
    (view,) = pictures(service(), ["flow"])
    assert [(edge.id, edge.step, edge.remark) for edge in view.edges] == [("ask", "1, 2b", ""), ("load", "2a", "cold start")]
    assert [(line.mark, line.depth) for line in view.lines] == [("1", 0), ("2", 0), ("2a", 1), ("2b", 1)]
    assert view.lines[1].text == "One of these"
    assert view.lines[0].text == "Demand planner → Forecast API: forecast.v1"


@pytest.mark.parametrize(
    ("names", "of", "message"),
    [
        (["sistem"], [], "no view is named 'sistem'; did you mean 'system'"),
        ([], ["prodd"], "no flow and no deployment 'prodd'; did you mean 'prod'"),
        (["flow"], ["nothing"], "no flow and no deployment 'nothing'"),
    ],
)
def test_a_name_that_is_not_there_is_answered_with_a_near_one(names: list[str], of: list[str], message: str) -> None:
    with pytest.raises(UserError, match=message):
        pictures(service(), names, of)


@pytest.mark.parametrize("kind", ["contexts", "deployment", "flow", "system"])
def test_a_kind_that_the_model_has_nothing_for_is_said_so(kind: str) -> None:
    with pytest.raises(UserError, match=r"^architecture\.yaml: nothing to draw"):
        pictures(parse(HEAD), [kind])


def test_an_empty_model_has_nothing_to_draw() -> None:
    with pytest.raises(UserError, match="the model has no components yet"):
        pictures(parse(HEAD))


def test_an_ambiguous_name_in_a_view_is_a_mistake_with_its_place() -> None:
    text = HEAD + "contexts: {sales: {}}\ncomponents: {sales: {kind: service}}\nviews:\n  mine: {include: [sales]}\n"
    with pytest.raises(UserError, match=r"architecture\.yaml:6:\d+: 'sales' is a context and a component"):
        pictures(parse(text))


def test_a_view_that_shows_nothing_is_a_mistake() -> None:
    with pytest.raises(UserError, match="the view 'mine' shows nothing"):
        _own("[core]", "[core]")


def test_a_view_named_like_a_kind_does_not_take_the_kinds_file() -> None:
    document: Document = parse(SERVICE + "views: {system: {include: [forecasting]}}\n")
    names = [view.id for view in pictures(document)]
    assert "system" in names and "view-system" in names and len(names) == len(set(names))


def test_the_shop_has_all_its_pictures() -> None:
    assert {view.kind for view in pictures(shop())} == {"system", "contexts", "deployment", "flow"}


def test_a_deployment_without_nodes_has_no_picture_and_its_name_is_answered() -> None:
    document = parse(HEAD + "components: {a: {kind: service}}\ndeployments: {d: {target: {provider: local}}}\n")
    assert [view.id for view in pictures(document)] == ["system"]
    with pytest.raises(UserError, match="nothing to draw for d"):
        pictures(document, of=["d"])


def test_a_view_of_a_deployment_leaves_out_nodes_that_it_empties() -> None:
    document = parse(SERVICE + "views: {mine: {kind: deployment, of: prod, include: [models]}}\n")
    (view,) = pictures(document, ["mine"])
    assert [group.id for group in view.groups] == ["target", "node:vpc", "node:bucket"]
    assert [card.id for card in view.cards] == ["node:alb", "bucket:models"]
