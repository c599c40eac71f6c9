"""Texts for other tools: whatever stands in a name, the text stays one that the tool can read."""

from __future__ import annotations

import ast
import re
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.diagrams import Format, pictures, render
from archlint.diagrams.layout.wasm import engine
from archlint.model import Architecture, Document, parse
from tests.diagrams.examples import SERVICE, documents, service

DOCUMENTS = documents()
NASTY = st.text(
    st.one_of(st.sampled_from("\"'\\<>&;#|[](){}`$%\n\t\r\0 -=*_~/:!?@^"), st.characters(exclude_categories=["Cs"])),
    min_size=1,
    max_size=40,
)


def _named(text: str) -> Document:
    """The example with a text in every place that a picture shows."""
    document = parse(SERVICE)
    names = ("Forecast service", "Forecast API", "FastAPI", "https", "A forecast", "cold start", "team-ml", "load balancer")
    plain = msgspec.to_builtins(document.architecture)

    def changed(value: object) -> object:
        if isinstance(value, dict):
            return {key: changed(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [changed(each) for each in value]
        return text if value in names else value

    return Document(msgspec.convert(changed(plain), Architecture), document.path, document.root)


@given(NASTY)
@settings(max_examples=40, deadline=None)
def test_dot_with_any_name_is_read_by_graphviz(text: str) -> None:
    for view in pictures(_named(text)):
        assert b'"pos"' in engine().places(render(view, "dot").decode())


@given(NASTY)
@settings(max_examples=60, deadline=None)
def test_a_script_with_any_name_is_python_and_says_the_name(text: str) -> None:
    for view in pictures(_named(text)):
        tree = ast.parse(render(view, "diagrams").decode())
        compile(tree, "script", "exec")
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
        assert {call.func.id for call in calls if isinstance(call.func, ast.Name)} >= {"Diagram"}
        titles = {arg.value for call in calls for arg in call.args if isinstance(arg, ast.Constant)}
        assert view.title.replace("\\", "\\\\") in titles


@given(NASTY)
@settings(max_examples=60, deadline=None)
def test_mermaid_with_any_name_keeps_its_lines(text: str) -> None:
    for view in pictures(_named(text)):
        lines = render(view, "mermaid").decode().removesuffix("\n").split("\n")
        words = r'"(?:<b>|</b>|<br/>|#\d+;|[^"<>#;&|\[\]{}()`])*"'
        node = rf"\s+c\d+(?:\[|\[\(|\[\[|\(\[|\{{\{{){words}(?:\]|\)\]|\]\]|\]\)|\}}\}})"
        line = rf"{node}|\s+subgraph g\d+\[{words}\]|\s+end|\s+c\d+ (?:-->|-\.->|---)(?:\|{words}\|)? c\d+"
        assert lines[0] == lines[2] == "---" and lines[3] == "flowchart LR"
        assert [each for each in lines[4:] if not re.fullmatch(line, each)] == []
        assert len([each for each in lines if " subgraph " in each]) == len(view.groups)


@given(NASTY)
@settings(max_examples=60, deadline=None)
def test_d2_with_any_name_has_closed_strings_and_braces(text: str) -> None:
    for view in pictures(_named(text)):
        bare = re.sub(r'"(?:\\.|[^"\\\n$])*"', "S", render(view, "d2").decode())
        assert '"' not in bare
        assert bare.count("{") == bare.count("}")
        edge = r"[cg\d.]+ (->|--) [cg\d.]+(: S)?( \{style\.stroke-dash: 4\})?"
        line = rf"\s*(direction: right|title: S \{{.*\}}|[cg]\d+: S( \{{(shape: \w+\}})?)?|\}}|{edge})"
        assert [each for each in bare.splitlines() if not re.fullmatch(line, each)] == []


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("form", [each for each in get_args(Format) if each not in ("svg", "png")])
def test_every_picture_in_every_text_format_is_the_same_twice(name: str, form: Format) -> None:
    for view in pictures(DOCUMENTS[name]):
        assert render(view, form) == render(view, form) != b""


def test_a_script_uses_the_classes_of_the_technologies() -> None:
    text = render(pictures(service(), ["system"])[0], "diagrams").decode()
    assert "from diagrams.programming.framework import Fastapi" in text or "import FastAPI" in text
    assert '>> Edge(label="HTTPS\\nforecast.v1") >>' in text
    assert 'style="dashed"' in text


def test_two_groups_of_one_name_stay_two_in_a_script() -> None:
    document = parse(
        'archlint: "1"\nsystem: {id: s}\ncontexts: {a: {name: Same}, b: {name: Same}}\n'
        "components: {x: {kind: service, context: a}, y: {kind: service, context: b}}\n"
    )
    clusters = re.findall(r"Cluster\((.*)\)", render(pictures(document, ["system"])[0], "diagrams").decode())
    assert len(set(clusters)) == 2
