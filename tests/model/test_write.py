"""A model that is written is the model that is read, and a user's own text survives a change."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from archlint.model import Architecture, Context, System, dump, load, parse, save
from archlint.model.dump import scalar
from tests.examples import SHOP


def test_the_example_survives_a_dump() -> None:
    model = load(SHOP).architecture
    text = dump(model)
    assert parse(text).architecture == model
    assert dump(parse(text).architecture) == text


@given(st.text(min_size=1))
def test_any_text_survives_in_block_and_flow_style(text: str) -> None:
    model = Architecture(
        archlint="1",
        system=System(id="x", name=text, purpose=text, owners=(text,)),
        contexts={"c": Context(owner=text, language={text: text})},
    )
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair is no text
        return
    assert parse(dump(model)).architecture == model


@given(st.text(min_size=1).filter(lambda text: text.isprintable()))
def test_other_readers_of_yaml_see_the_same_text(text: str) -> None:
    assert yaml.safe_load(f"[{scalar(text)}]") == [text]
    assert yaml.safe_load(f"a: {scalar(text, flow=False)}") == {"a": text}


@pytest.mark.parametrize(
    "word", ["yes", "No", "on", "null", "~", "1", "1.5", "2026-11-24", "0x1", "1_000", "12:30", "a: b", "a #b", "-", "*a"]
)
def test_words_that_look_like_something_else_are_quoted(word: str) -> None:
    assert scalar(word, flow=False).startswith('"')


def test_saving_an_unchanged_model_gives_the_same_bytes() -> None:
    text = SHOP.read_text()
    assert save(text, parse(text).architecture) == text


def changed(**changes: Any) -> tuple[str, Architecture]:
    text = SHOP.read_text()
    return text, replace(parse(text).architecture, **changes)


def test_saving_touches_only_the_lines_of_the_change() -> None:
    text, model = changed(system=System(id="shop", name="The shop", purpose="Sell."))
    saved = save(text, model)
    assert parse(saved).architecture == model
    kept = [line for line in text.splitlines() if not line.strip().startswith(("name: Shop", "purpose", "owners", "patterns"))]
    assert [line for line in saved.splitlines() if line in kept] == kept
    assert "# the front of the house" in saved


def test_adding_and_removing_elements_keeps_the_rest() -> None:
    text = SHOP.read_text()
    model = parse(text).architecture
    components = {**model.components, "audit": replace(model.components["orders-db"], responsibility="Keep: who did what")}
    first, *others = model.interactions
    log = replace(first, id="log", source="web", target="audit")
    model = replace(model, components=components, interactions=(log, *others, first))
    saved = save(text, model)
    assert parse(saved).architecture == model
    assert "# the front of the house" in saved
    assert len(set(text.splitlines()) - set(saved.splitlines())) == 0


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(4)), st.sets(st.integers(0, 3)))
def test_any_order_and_choice_of_list_items_is_saved(order: list[int], dropped: set[int]) -> None:
    text = SHOP.read_text()
    model = parse(text).architecture
    kept = tuple(model.interactions[index] for index in order if index not in dropped)
    model = replace(model, interactions=kept, flows={}, views={})
    assert parse(save(text, model)).architecture == model


def test_what_is_added_at_the_end_of_a_section_stands_above_the_next_ones_heading() -> None:
    text = dump(parse(SHOP.read_text()).architecture)
    model = parse(text).architecture
    last = replace(model.components["orders-db"], responsibility="Keep", tags=())
    model = replace(model, contexts={**model.contexts, "more": Context(owner="us")}, components={**model.components, "more": last})
    saved = save(text, model)
    assert parse(saved).architecture == model
    lines, before = saved.splitlines(), text.splitlines()
    for heading in (line for line in before if line.startswith("#")):
        assert lines[lines.index(heading) + 1] == before[before.index(heading) + 1]
