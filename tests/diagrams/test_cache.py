"""Kept files only save time: broken or missing, the picture is the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from archlint.diagrams import pictures, render
from archlint.diagrams.layout.graph import sized
from archlint.diagrams.layout.place import place
from archlint.diagrams.layout.port import LayoutError
from archlint.diagrams.layout.read import placed
from archlint.diagrams.layout.wasm import WasmGraphviz, engine
from archlint.model import parse
from tests.diagrams.examples import service


def test_a_layout_is_kept_and_a_damaged_one_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    view = pictures(service())[0]
    expected = render(view)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert render(view) == expected
    kept = list(tmp_path.glob("archlint/layouts/*.json"))
    assert len(kept) == 1
    good = kept[0].read_bytes()
    for damage in (b"", b"{}", b"\xff\x00", good[:40]):
        kept[0].write_bytes(damage)
        assert render(view) == expected
        assert kept[0].read_bytes() == good


def test_two_systems_of_the_same_shape_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    text = """
archlint: "1"
system: {id: s}
components: {NAME: {kind: service, name: Same}, other: {kind: store, name: Other}}
interactions: [{id: use-NAME, from: NAME, to: other, protocol: sql, style: sync}]
"""
    one, two = (pictures(parse(text.replace("NAME", name)))[0] for name in ("one", "two"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "two"))
    expected = render(two)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "both"))
    render(one)
    assert render(two) == expected


@pytest.mark.parametrize(("first", "second"), [("lillil", "millil"), ("Team", "Tear")])
def test_two_groups_of_nearly_the_same_width_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str, second: str
) -> None:
    text = "archlint: '1'\nsystem: {id: s}\ncontexts: {c: {name: NAME}}\ncomponents: {a: {kind: store, context: c}}\n"
    one, two = (pictures(parse(text.replace("NAME", name)), ["system"])[0] for name in (first, second))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "two"))
    expected = place(sized(two), engine())
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "both"))
    assert place(sized(one), engine()) != expected
    assert place(sized(two), engine()) == expected


def test_without_a_place_for_a_cache_the_picture_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    view = pictures(service())[0]
    expected = render(view)
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert render(view) == expected


def test_a_damaged_compiled_engine_is_compiled_again(_cache: Path) -> None:
    dot = "digraph {a -> b}"
    expected = WasmGraphviz().places(dot)
    (module,) = _cache.glob("archlint/graphviz-*.module")
    module.write_bytes(b"\x7fELF" + b"broken" * 100)
    assert WasmGraphviz().places(dot) == expected
    assert module.stat().st_size > 100_000


@pytest.mark.parametrize("dot", ["digraph {", "no graph", ""])
def test_what_graphviz_refuses_is_a_failure_and_the_engine_lives_on(dot: str) -> None:
    graphviz = WasmGraphviz()
    with pytest.raises(LayoutError, match="Graphviz"):
        graphviz.places(dot)
    assert b'"pos"' in graphviz.places("digraph {a -> b}")


@pytest.mark.parametrize("answer", [b"{}", b'{"bb": "0,0,1,1"}', b'{"bb": ""}', b"no json"])
def test_an_answer_with_a_part_left_out_is_a_failure(answer: bytes) -> None:
    with pytest.raises(LayoutError, match="left out"):
        placed(sized(pictures(service())[0]), answer)
