"""A pattern's parts to a model; mistakes are told where they stand in the pattern.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlint.catalog import Entry, load
from archlint.errors import ArchlintError, Place, UserError
from archlint.model import Scaffold, parse
from archlint.scaffold import Given, answer
from archlint.scaffold.assemble import fragment, model
from archlint.scaffold.merge import merge, plain
from archlint.scaffold.parts import part_of

HEAD = """\
pattern: mine
title: Mine
summary: Mine.
intent: Mine.
questions: [{id: name, ask: Its name?, default: "{{ dest_name }}", rule: slug}]
template: mine
parts:
"""


def make(root: Path, parts: str) -> Entry:
    (root / "patterns" / "mine").mkdir(parents=True)
    (root / "templates" / "mine").mkdir(parents=True)
    (root / "patterns" / "mine" / "pattern.yaml").write_text(HEAD + parts)
    return load([root]).get("mine")


def rendered(entry: Entry) -> str:
    return model([fragment(entry, answer(entry, {}, "shop", defaults=True))]).text


def test_the_answers_are_recorded_in_the_component_that_was_made(entry: Entry) -> None:
    answers = answer(entry, {"extras": Given("script", "x")}, "tiny-thing", defaults=True)
    made = model([fragment(entry, answers)])
    component = made.architecture.components["tiny-thing"]
    assert component.code is not None
    recorded: dict[str, Any] = {"name": "tiny-thing", "owner": "team-tiny", "store": False, "extras": ("script",)}
    assert component.code.scaffold == Scaffold(pattern="tiny", version="3", answers=recorded)
    assert parse(made.text).architecture == made.architecture
    # what is recorded is enough to render the same again
    again = {key: Given(value, "record") for key, value in component.code.scaffold.answers.items()}
    assert answer(entry, again, "elsewhere") == answers


def test_an_element_whose_condition_is_false_is_left_out(entry: Entry) -> None:
    with_store = answer(entry, {"store": Given(True, "x")}, "t", defaults=True)
    without = answer(entry, {}, "t", defaults=True)
    assert set(model([fragment(entry, with_store)]).architecture.components) == {"t", "t-data"}
    lean = model([fragment(entry, without)]).architecture
    assert set(lean.components) == {"t"} and lean.interactions == ()


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            "  system: {id: s}\n  components:\n    a: {kind: servce, code: {path: .}}\n",
            "10:9: rendered, components.a.kind: 'servce' is not",
        ),
        (
            "  system: {id: s}\n  components:\n    a: {kind: service, code: {path: .}, tags: [x, 'y z']}\n",
            "10:51: rendered, components.a.tags[1]",
        ),
        (
            "  system: {id: s}\n  components:\n    a: {kind: service, code: {path: .}, context: none}\n",
            "10:41: rendered, components.a.context",
        ),
        (
            "  sytem: {id: s}\n  components:\n    a: {kind: service, code: {path: .}}\n",
            "8:3: rendered, unknown key 'sytem'; did you mean 'system'?",
        ),
        ("  system: {id: '{{ nme }}'}\n", "8:12: Jinja: 'nme' is undefined, in '{{ nme }}'"),
        ("  system: {id: '{{ name'}\n", "8:12: Jinja: "),
        ("  system: {id: '{{ 1 / 0 }}'}\n", "8:12: Jinja: division by zero"),
        ("  system: {id: s, when: nme}\n", "8:19: Jinja: 'nme' is undefined, in the condition 'nme'"),
        ("  system: {id: s, when: [x]}\n", "8:19: 'when' takes a Jinja condition"),
        ("  system: {'{{ name }}': s, shop: t}\n", "8:29: the key 'shop' is there already, from line 8"),
        ("  system: {id: s}\n", "7:1: none of its components has code"),
        (
            "  system: {id: s}\n  components:\n    a: {kind: service, code: {path: a}}\n    b: {kind: service, code: {path: b}}\n",
            "9:3: 2 of its components have code",
        ),
    ],
)
def test_a_mistake_in_the_parts_is_told_where_it_stands(tmp_path: Path, parts: str, expected: str) -> None:
    entry = make(tmp_path, parts)
    with pytest.raises(ArchlintError) as caught:
        rendered(entry)
    assert f"{entry.file}:{expected}" in str(caught.value)


def test_of_several_components_the_one_that_names_its_scaffold_keeps_the_record(tmp_path: Path) -> None:
    parts = "  system: {id: s}\n  components:\n    a: {kind: service, code: {path: a}}\n"
    parts += "    b: {kind: service, code: {path: b, scaffold: mine}}\n"
    text = rendered(make(tmp_path, parts))
    assert text.count("pattern: mine") == 1 and text.index("pattern: mine") > text.index("path: b")


def test_fragments_merge_to_one_model() -> None:
    one = part_of({"contexts": {"a": {"owns": ["x"]}}, "interactions": [{"id": "i", "style": "sync"}]}, Place("one", 1))
    two = part_of(
        {"contexts": {"a": {"owns": ["x", "y"]}, "b": {}}, "interactions": [{"id": "i", "protocol": "p"}, {"id": "j"}]},
        Place("two", 1),
    )
    assert plain(merge([one, two])) == {
        "contexts": {"a": {"owns": ["x", "y"]}, "b": {}},
        "interactions": [{"id": "i", "style": "sync", "protocol": "p"}, {"id": "j"}],
    }


def test_fragments_that_contradict_each_other_are_told_with_both_places() -> None:
    one, two = part_of({"a": {"b": 1}}, Place("one", 3)), part_of({"a": {"b": 2}}, Place("two", 4))
    with pytest.raises(UserError, match=r"two:4: a\.b: 2 here, but 1 at one:3; make them the same"):
        merge([one, two])


trees = st.recursive(
    st.integers() | st.text(max_size=3), lambda below: st.dictionaries(st.sampled_from("abc"), below, max_size=3), max_leaves=8
)


@given(trees, trees)
def test_merging_loses_nothing_and_repeating_it_changes_nothing(first: object, second: object) -> None:
    one, two = part_of({"x": first}, Place("one")), part_of({"y": second}, Place("two"))
    merged = merge([one, two])
    assert plain(merged) == {"x": first, "y": second}
    assert plain(merge([merged, one, two])) == plain(merged)
