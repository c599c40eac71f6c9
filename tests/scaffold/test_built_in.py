"""What every pattern that comes with archlint must do."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest

from archlint.catalog import load
from archlint.model import parse
from archlint.scaffold import Given, answer, build, describe, page
from archlint.scaffold.assemble import fragment, model

NAMES = [entry.name for entry in load().entries]


@pytest.mark.parametrize("name", NAMES)
def test_its_project_is_the_same_each_time_and_knows_no_machine(name: str) -> None:
    entry = load().get(name)
    first, second = (build(entry, answer(entry, {}, "my-project", defaults=True)) for _ in range(2))
    assert first == second
    assert parse(first.tree["architecture.yaml"].data).architecture == first.architecture
    assert any(path.startswith("docs/") and path.endswith(".svg") for path in first.tree)
    traces = [str(Path.home()), str(Path(__file__).parents[2]), ".archlint-new", f"{tempfile.gettempdir()}/"]
    for path, file in first.tree.items():
        assert not any(trace.encode() in file.data for trace in traces if len(trace) > 5), path


@pytest.mark.parametrize("called", ["a-b", "real-one", "zz", "x234567890-234567890-234567890-234567890"])
@pytest.mark.parametrize("name", NAMES)
def test_its_project_may_have_any_good_name(name: str, called: str) -> None:
    entry = load().get(name)
    tree = build(entry, answer(entry, {}, called, defaults=True)).tree
    assert all(b"<title" in file.data for path, file in tree.items() if path.startswith("docs/") and path.endswith(".svg"))


@pytest.mark.parametrize("name", NAMES)
def test_each_of_its_choices_makes_a_valid_model(name: str) -> None:
    entry = load().get(name)
    for question in entry.pattern.questions:
        for choice in question.choices:
            if question.when is True:
                answers = answer(entry, {question.id: Given(choice, question.id)}, "my-project", defaults=True)
                assert model([fragment(entry, answers)]).architecture.components


@pytest.mark.parametrize("name", NAMES)
def test_its_page_tells_when_to_take_it_and_when_not(name: str) -> None:
    description = describe(load().get(name))
    assert all(description[key] for key in ("intent", "when", "when_not", "forces", "parts", "costs", "engines", "questions"))
    text = "\n".join(line.text for line in page(description))
    assert not re.search(r"\{\{|\}\}", text.replace("{{ dest_name }}", "")), "Jinja that a reader must work out"
