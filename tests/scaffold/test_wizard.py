"""The wizard on a terminal, with keys pressed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from archlint.catalog import Entry
from archlint.scaffold import answer, ask

ENTER, DOWN, SPACE, CLEAR = "\r", "\x1b[B", " ", "\x15"


@pytest.fixture
def keys() -> Iterator[Any]:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


def test_enter_alone_takes_the_defaults(entry: Entry, keys: Any) -> None:
    keys.send_text(ENTER + ENTER + ENTER + ENTER)
    recorded = answer(entry, {}, "my-dest", ask).recorded
    assert recorded == {"name": "my-dest", "owner": "team-tiny", "store": False, "extras": ("docs",)}


def test_answers_are_typed_and_chosen_and_open_other_questions(entry: Entry, keys: Any) -> None:
    keys.send_text(CLEAR + "other" + ENTER + "-two" + ENTER + "y" + DOWN + ENTER + DOWN + SPACE + ENTER)
    recorded = answer(entry, {}, "my-dest", ask).recorded
    assert recorded == {"name": "other", "owner": "team-tiny-two", "store": True, "engine": "duckdb", "extras": ("docs", "script")}


def test_a_wrong_answer_is_not_taken(entry: Entry, keys: Any) -> None:
    keys.send_text(CLEAR + "No Name" + ENTER + CLEAR + "a-name" + ENTER + ENTER + ENTER + ENTER)
    assert answer(entry, {}, "x", ask).recorded["name"] == "a-name"


def test_giving_up_is_an_interrupt(entry: Entry, keys: Any) -> None:
    keys.send_text("\x03")
    with pytest.raises(KeyboardInterrupt):
        answer(entry, {}, "x", ask)
