"""The merge of an update: what only one side changed is taken, what both changed is marked, and nothing of either is lost."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlint.scaffold.model_merge import merge_models
from archlint.scaffold.three_way import has_marks, merge

LABELS = ("yours", "new")
texts = st.lists(st.sampled_from([b"a\n", b"b\n", b"c\n", b"\n", b"a\r\n", b"end"]), max_size=8).map(b"".join)


def test_changes_in_different_places_are_both_there() -> None:
    merged = merge(b"1\n2\n3\n4\n5\n", b"1\nmine\n2\n3\n4\n5\n", b"1\n2\n3\n4\ntheirs\n", LABELS)
    assert merged == (b"1\nmine\n2\n3\n4\ntheirs\n", 0)


def test_changes_of_the_same_lines_are_marked_as_git_marks_them() -> None:
    merged = merge(b"1\n2\n3\n", b"1\nmine\n3\n", b"1\ntheirs\n3\n", LABELS)
    assert merged == (b"1\n<<<<<<< yours\nmine\n=======\ntheirs\n>>>>>>> new\n3\n", 1)
    assert has_marks(merged.data) and not has_marks(b"a <<<<<<< b\n=======\n")


def test_lines_that_both_sides_share_stand_outside_of_the_marks() -> None:
    merged = merge(b"1\n2\n3\n", b"1\nboth\nmine\nlast\n3\n", b"1\nboth\ntheirs\nlast\n3\n", LABELS)
    assert merged == (b"1\nboth\n<<<<<<< yours\nmine\n=======\ntheirs\n>>>>>>> new\nlast\n3\n", 1)


def test_a_mark_never_follows_a_line_without_an_end() -> None:
    assert merge(b"1", b"2", b"3", LABELS).data == b"<<<<<<< yours\n2\n=======\n3\n>>>>>>> new\n"


def test_line_ends_of_an_editor_are_no_change() -> None:
    assert merge(b"1\n2\n3\n", b"1\r\n2\r\nmine\r\n3\r\n", b"0\n1\n2\n3\n", LABELS) == (b"0\r\n1\r\n2\r\nmine\r\n3\r\n", 0)


@given(texts, texts)
def test_what_only_one_side_changed_is_taken(base: bytes, other: bytes) -> None:
    assert merge(base, other, base, LABELS) == (other, 0)
    assert merge(base, base, other, LABELS) == (other, 0)
    assert merge(base, other, other, LABELS) == (other, 0)


@given(texts, texts, texts)
def test_no_line_that_a_side_added_is_lost(base: bytes, ours: bytes, theirs: bytes) -> None:
    merged = merge(base, ours, theirs, LABELS).data.replace(b"\r", b"")
    for side in (ours, theirs):
        for line in set(side.replace(b"\r", b"").split()) - set(base.replace(b"\r", b"").split()):
            assert line in merged.split()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("1\n2\nx\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\n5\n6\ny\n8\n"),
        ("2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\n5\n6\n7\n8\n9\n"),
        ("1\n2\nx\n4\n5\n6\n7\n8\n", "1\n2\ny\n4\n5\n6\n7\n8\n"),
        ("1\n2\nx\n4\n5\n6\n7\n8\n", "1\n2\n3\ny\n5\n6\n7\n8\n"),
        ("1\n2\n3\n4\n5\n6\n7\n8\nx\n", "1\n2\n3\n4\n5\n6\n7\n8\ny\n"),
        ("", "1\n2\n3\n4\n5\n6\n7\n8\n9\n"),
    ],
)
def test_git_merges_the_same(tmp_path: Path, ours: str, theirs: str) -> None:
    base = "1\n2\n3\n4\n5\n6\n7\n8\n"
    for name, text in (("base", base), ("ours", ours), ("theirs", theirs)):
        (tmp_path / name).write_text(text)
    words = ["git", "merge-file", "-p", "-L", "yours", "-L", "base", "-L", "new", "ours", "base", "theirs"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, check=False)
    merged = merge(base.encode(), ours.encode(), theirs.encode(), LABELS)
    assert (merged.data, merged.conflicts) == (done.stdout, done.returncode)


def test_a_model_is_merged_by_its_elements() -> None:
    base = {"components": {"a": {"kind": "service"}}, "interactions": [{"id": "i", "style": "sync"}], "tags": ["x"]}
    ours = {
        "components": {"a": {"kind": "service", "name": "Mine"}, "mine": {"kind": "store"}},
        "interactions": [{"id": "i", "style": "sync"}, {"id": "mine", "style": "sync"}],
        "tags": ["x", "mine"],
    }
    theirs = {
        "components": {"a": {"kind": "function"}, "new": {"kind": "client"}},
        "interactions": [{"id": "i", "style": "async"}, {"id": "new", "style": "sync"}],
        "tags": ["new"],
    }
    merged, kept = merge_models(base, ours, theirs)
    assert merged == {
        "components": {"a": {"kind": "function", "name": "Mine"}, "mine": {"kind": "store"}, "new": {"kind": "client"}},
        "interactions": [{"id": "i", "style": "async"}, {"id": "mine", "style": "sync"}, {"id": "new", "style": "sync"}],
        "tags": ["mine", "new"],
    }
    assert kept == []


def test_where_both_changed_a_value_the_users_stands_and_is_named() -> None:
    merged, kept = merge_models({"a": {"b": 1, "c": 1}}, {"a": {"b": 2}}, {"a": {"b": 3, "c": 2}})
    assert merged == {"a": {"b": 2}}
    assert kept == ["a.b", "a.c"]
