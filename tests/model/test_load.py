"""What a user is told about a file, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from archlint.errors import Place, UserError
from archlint.model import ModelError, load, parse
from tests.examples import SHOP

HEAD = 'archlint: "1"\nsystem: {id: shop}\n'


def problems(text: str | bytes) -> list[str]:
    with pytest.raises(ModelError) as caught:
        parse(text, "a.yaml")
    return str(caught.value).splitlines()


def test_every_section_of_the_example_arrives() -> None:
    model = load(SHOP).architecture
    assert all(getattr(model, section) for section in model.__struct_fields__)
    assert model.interactions[1].target == "orders-db"
    assert model.components["web"].code and model.components["web"].code.path == "services/web"
    assert model.flows["buy"].steps[1].all[1].use == "announce"
    assert model.decisions["ADR-0001"].date == "2026-11-01"


def test_a_folder_is_read_through_its_architecture_yaml(tmp_path: Path) -> None:
    (tmp_path / "architecture.yaml").write_text(HEAD)
    assert load(tmp_path).architecture.system.id == "shop"


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"architecture\.yaml: No such file"):
        load(tmp_path)


def test_places_are_those_of_the_file() -> None:
    document = load(SHOP)
    lines = SHOP.read_text().splitlines()

    def shown(place: Place) -> str:
        return lines[place.line - 1][place.column - 1 :]

    assert shown(document.place("components", "broker")).startswith("broker:")
    assert shown(document.place("components", "web", "technology", "choice")).startswith("choice: FastAPI")
    assert shown(document.place("interactions", 2, "carries", 0)).startswith("orders.v1]")
    assert shown(document.place("components", "broker", "code", "path")).startswith("broker:")  # the nearest one above
    assert document.place().line == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "a.yaml:1:1: the file is empty"),
        (b"\xef\xbb\xbf", "a.yaml:1:1: the file is empty"),
        (b'archlint: "1"\nsystem: {id: \xff}', "a.yaml:2:14: byte 0xff is not UTF-8"),
        ("- a\n- b", "a.yaml:1:1: expected a mapping with"),
        (HEAD + "sytem: 1", "a.yaml:3:1: unknown key 'sytem'; did you mean 'system'?"),
        (HEAD + "components: {a: {kind: servce}}", "a.yaml:3:24: components.a.kind: 'servce' is not one of"),
        (HEAD + "components: {a: {kind: servce}}", "did you mean 'service'?"),
        (HEAD + "components: {a: {kind: store}, a: {kind: actor}}", "a.yaml:3:32: the key 'a' stands already in line 3"),
        (HEAD + "components: {a: {}}", "a.yaml:3:17: components.a: 'kind' is missing"),
        (HEAD + "components: {a b: {kind: actor}}", "a.yaml:3:14: components: the name 'a b': 'a b' is not allowed"),
        (HEAD + "contexts: {a: {owns: [b]}}", "a.yaml:3:23: contexts.a.owns[0]: no component is named 'b'"),
        (HEAD + "contexts: [a]", "a.yaml:3:11: contexts: expected a mapping of names, found a list"),
        ("archlint: 1\nsystem: {id: a}", 'a.yaml:1:11: archlint: put it in quotes: "1"'),
        ('archlint: "2"\nsystem: {id: a}', "a.yaml:1:11: archlint: '2' is not one of '1'"),
        (HEAD + "a: b: c", "a.yaml:3:5: not valid YAML: mapping values are not allowed"),
        (HEAD + "components: *x", "a.yaml:3:13: *x stands before the end of its anchor &x, or has none"),
        ("a: &a [*a]", "a.yaml:1:8: *a stands before the end"),
        (HEAD + "---\na: 1", "a.yaml:3:1: a second document begins here"),
        ("a: !!python/object/apply:os.system [id]", "a.yaml:1:4: the tag tag:yaml.org,2002:python/object/apply:os.system"),
        ("<<: {a: 1}", "a.yaml:1:1: merge keys (<<) are not supported"),
        ("? [a, b]\n: c", "a.yaml:1:3: a key must be a plain word"),
        ("[" * 200, "a.yaml:1:102: nested deeper than 100 levels"),
        (HEAD + "system2: \x07", "not valid YAML: control characters are not allowed"),
    ],
)
def test_a_broken_file_is_answered_with_its_place(text: str | bytes, expected: str) -> None:
    assert any(expected in line for line in problems(text)), problems(text)


def test_all_problems_come_at_once_and_in_order() -> None:
    lines = problems(HEAD + "components:\n  a: {kind: x}\n  b: {knd: store}\nflows: {f: {steps: []}}\n")
    assert [line.split(":")[1] for line in lines] == ["4", "5", "5", "6"]


def test_a_bomb_of_aliases_is_refused() -> None:
    levels = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10))
    assert problems(f"a0: &a0 [x]\n{levels}")[0].startswith("a.yaml:1:1:")
    nested = "x: &x0 {note: x}\n" + "".join(f"x{n}: &x{n} {{all: [{', '.join([f'*x{n - 1}'] * 30)}]}}\n" for n in range(1, 9))
    flow = (
        HEAD
        + "flows: {f: {steps: [&x0 {note: x}"
        + "".join(f", &x{n} {{all: [{', '.join([f'*x{n - 1}'] * 30)}]}}" for n in range(1, 9))
    )
    assert any("aliases expand to over 200,000 values" in line for line in problems(flow + "]}}"))
    assert problems(nested)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("context_map: [{from: a, to: a, pattern: partnership}]\ncontexts: {a: {}}",
         "3:25: context_map[0].to: 'a' cannot be related"),
        ("interactions:\n- {id: i, from: a, to: a, protocol: x, style: sync}\n- {id: i, from: a, to: b, protocol: x, style: sync}\n"
         "components: {a: {kind: actor}}", "5:4: interactions[1].id: the interaction 'i' stands already"),
        ("interactions:\n- {id: i, from: a, to: b, protocol: x, style: sync}\ncomponents: {a: {kind: actor}}",
         "4:20: interactions[0].to: no component is named 'b'"),
        ("flows: {f: {steps: [{use: x}, {}]}}", "3:31: flows.f.steps[1]: a step has exactly one of"),
        ("flows: {f: {steps: [{any: [{use: y}]}]}}", "3:29: flows.f.steps[0].any[0].use: no interaction is named 'y'"),
        ("deployments: {d: {target: {provider: local}, nodes: [{id: n, kind: x, within: m}, {id: m, kind: x, within: n}]}}",
         "3:71: deployments.d.nodes[0].within: the node 'n' would stand within itself"),
        ("deployments: {d: {target: {provider: local}, nodes: [{id: n, kind: x, scale: {min: 3, max: 2}}]}}",
         "min 3 is above max 2"),
        ("deployments: {d: {target: {provider: local}, strategy: {z: {type: rolling}}}}", "no component is named 'z'"),
        ("decisions: {ADR-1: {title: t}}\ncomponents: {a: {kind: actor, technology: {choice: x, because: ADR-2}}}",
         "4:55: components.a.technology.because: no decision is named 'ADR-2'; did you mean 'ADR-1'?"),
        ("views: {v: {include: [nobody]}}", "3:23: views.v.include[0]: no context, component or interaction is named 'nobody'"),
        ("views: {v: {kind: flow}}", "3:13: views.v.kind: a flow view needs 'of'"),
    ],
)  # fmt: skip
def test_a_dangling_reference_is_reported_at_its_line(text: str, expected: str) -> None:
    assert any(expected in line for line in problems(HEAD + text)), problems(HEAD + text)


def test_words_that_yaml_1_1_would_change_stay_words() -> None:
    model = parse(HEAD + "contexts: {no: {owner: on, language: {2024: 'yes', Date: 2026-11-24}}}").architecture
    assert model.contexts["no"].owner == "on"
    assert model.contexts["no"].language == {"2024": "yes", "Date": "2026-11-24"}
