"""Answers: given, asked, or by default; a wrong one is told in one line."""

from __future__ import annotations

import keyword
import re
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archlint.catalog import Answer, Entry, Question
from archlint.errors import UserError
from archlint.scaffold import Answers, Given, answer


def give(**values: Any) -> dict[str, Given]:
    return {key: Given(value, f"--data {key}") for key, value in values.items()}


def by_default(entry: Entry, dest_name: str = "tiny-thing", **values: Any) -> Answers:
    return answer(entry, give(**values), dest_name, defaults=True)


def refused(entry: Entry, dest_name: str = "tiny-thing", **values: Any) -> str:
    with pytest.raises(UserError) as caught:
        by_default(entry, dest_name, **values)
    return str(caught.value)


def test_defaults_answer_everything_that_applies(entry: Entry) -> None:
    answers = by_default(entry)
    assert answers.recorded == {"name": "tiny-thing", "owner": "team-tiny", "store": False, "extras": ("docs",)}
    assert answers.context["package"] == "tiny_thing"
    assert answers.context["engine"] == "file"  # what does not apply has its default in templates, and no record


def test_a_given_answer_wins_over_a_default_and_opens_other_questions(entry: Entry) -> None:
    answers = by_default(entry, store="yes", engine="duckdb", extras="script, docs")
    assert answers.recorded["engine"] == "duckdb"
    assert answers.recorded["extras"] == ("docs", "script")  # in the pattern's order, however they were given


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"nmae": "x"}, "--data nmae: the pattern tiny has no question 'nmae'; did you mean 'name'?"),
        ({"store": "perhaps"}, "--data store: 'perhaps' is neither true nor false"),
        ({"store": "1", "engine": "duckdbb"}, "'duckdbb' is not one of its choices: file, duckdb; did you mean 'duckdb'?"),
        ({"engine": "duckdb"}, "--data engine: does not apply here, only where store; leave it out"),
        ({"extras": ["docs", "x"]}, "'x' is not one of its choices: docs, script"),
        ({"owner": ""}, "--data owner: must not be empty"),
        ({"owner": "a\nb"}, "--data owner: must be one line"),
        ({"owner": "x" * 201}, "--data owner: is longer than 200 characters"),
        ({"owner": ("a", "b")}, "--data owner: expected text"),
        ({"name": "../up"}, "'../up' is not a name of small letters, digits and single '-', a letter first; such as 'up'"),
        ({"name": "Größe 3"}, "such as 'groe-3'"),
        ({"name": "con"}, "'con' is a device on Windows"),
        ({"name": "x" * 41}, "is longer than 40 characters"),
        ({"name": "class"}, "--data name: the Python package 'class' is a keyword of Python; choose another name"),
        ({"name": "match"}, "--data name: the Python package 'match' is a keyword of Python"),
        ({"name": "json"}, "--data name: the Python package 'json' is a module of Python's standard library"),
    ],
)
def test_a_wrong_answer_is_told_in_one_line(entry: Entry, values: dict[str, Any], expected: str) -> None:
    message = refused(entry, **values)
    assert expected in message and "\n" not in message


def test_a_default_that_does_not_do_says_how_to_give_another(entry: Entry) -> None:
    assert "such as 'my-project'; give it with --data name=…" in refused(entry, "My Project")


def test_without_defaults_and_a_terminal_all_that_is_missing_is_named(entry: Entry) -> None:
    with pytest.raises(UserError) as caught:
        answer(entry, give(name="a-b", store="no"), "x")
    assert str(caught.value) == (
        "no answer for owner, extras, and no terminal to ask on; add --defaults, or --data owner=… --data extras=…"
    )
    complete = give(name="a-b", store="no", owner="me", extras="")
    assert answer(entry, complete, "x").recorded == {"name": "a-b", "owner": "me", "store": False, "extras": ()}


def test_an_asker_is_asked_what_is_not_given_in_order_with_its_default(entry: Entry) -> None:
    asked: list[tuple[str, Answer | None]] = []

    def asker(question: Question, default: Answer | None, check: Callable[[Any], Answer]) -> Answer:
        asked.append((question.id, default))
        return check(True if question.id == "store" else default)

    answers = answer(entry, give(owner="me"), "dest", asker)
    assert asked == [("name", "dest"), ("store", False), ("engine", "file"), ("extras", ("docs",))]
    assert answers.recorded == {"name": "dest", "owner": "me", "store": True, "engine": "file", "extras": ("docs",)}


texts = st.one_of(
    st.text(max_size=50), st.from_regex(r"[a-z_-]{0,8}[a-z0-9]{0,4}", fullmatch=True), st.sampled_from(keyword.kwlist)
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=texts, owner=texts)
def test_any_answer_is_refused_clearly_or_makes_a_valid_package(entry: Entry, name: str, owner: str) -> None:
    try:
        answers = by_default(entry, name=name, owner=owner)
    except UserError as error:
        assert str(error).startswith(("--data name", "--data owner"))
        return
    package = answers.context["package"]
    assert package.isidentifier() and package.isascii() and not keyword.iskeyword(package)
    assert package not in sys.stdlib_module_names
    assert re.fullmatch(r"[a-z][a-z0-9-]{0,39}", str(answers.recorded["name"]))
    assert answers.recorded["owner"] == owner.strip() and "\n" not in owner.strip()
