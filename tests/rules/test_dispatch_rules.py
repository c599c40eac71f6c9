"""What the rules of open/closed say of choices, and what they leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.helpers import found

CLASSES = "class A:\n    def f(self): return 1\nclass B:\n    def f(self): return 2\n"


def rules(folder: Path, source: str, name: str = "shop.py") -> set[str]:
    return {finding.rule for finding in found(folder, f"=== {name} ===\n{source}", "open-closed")}


ASKS = "def g(x):\n    if isinstance(x, A):\n        return h(1)\n    elif isinstance(x, B):\n        return h(2)\n"


@pytest.mark.parametrize(
    "source",
    [
        CLASSES + ASKS,
        CLASSES + "def g(x):\n    match x:\n        case A():\n            h(1)\n        case B():\n            h(2)\n",
        CLASSES + "def g(xs):\n    for x in xs:\n        if isinstance(x, A): h(1)\n        if isinstance(x, B): h(2)\n",
        CLASSES + "def g(x):\n    if type(x) is A:\n        return 1\n    if type(x) is B:\n        return 2\n",
    ],
)
def test_a_choice_between_classes_of_the_repository(tmp_path: Path, source: str) -> None:
    assert rules(tmp_path, source) == {"growing-dispatch"}


@pytest.mark.parametrize(
    "source",
    [
        "def g(x):\n    if isinstance(x, str):\n        return h(1)\n    elif isinstance(x, bytes):\n        return h(2)\n",
        "class A(Exception): ...\nclass B(Exception): ...\n" + ASKS,
        "from typing import NamedTuple\nclass A(NamedTuple): ...\nclass B(NamedTuple): ...\n" + ASKS,
        CLASSES + "def g(x):\n    if isinstance(x, (A, B)):\n        h(1)\n        h(2)\n",
        CLASSES.replace("def f(self)", "def accept(self, visitor)") + ASKS,
        CLASSES + ASKS.replace("x, A", "x, (A, str)"),
        CLASSES + ASKS.replace("def g", "def serialize_it"),
        CLASSES + ASKS.replace("def g(x)", "def __eq__(self, x)"),
        "class V:\n    def visit_a(self, x): ...\n    def visit_b(self, x): ...\n" + CLASSES,
    ],
)
def test_choices_that_no_class_can_take_over(tmp_path: Path, source: str) -> None:
    assert rules(tmp_path, source) == set()


def test_a_choice_in_a_test_is_left_alone(tmp_path: Path) -> None:
    assert rules(tmp_path, CLASSES + ASKS, "tests/test_shop.py") == set()


WORDS = "def g(x, kind):\n    if SUBJECT == 'letter':\n        return 1\n    elif SUBJECT == 'box':\n        return 2\n"


@pytest.mark.parametrize(
    ("subject", "is_found"),
    [
        ("kind", True),
        ("x.kind", True),
        ("x.name", True),
        ("x['type']", True),
        ("x", False),
        ("sys.platform", False),
        ("x.status", False),
        ("y", False),
    ],
)
def test_a_choice_between_words(tmp_path: Path, subject: str, is_found: bool) -> None:
    assert (rules(tmp_path, WORDS.replace("SUBJECT", subject)) == {"switch-on-kind"}) == is_found


@pytest.mark.parametrize("case", ["'yes'", "'--all'", "'a'", "3"])
def test_words_that_are_no_kinds(tmp_path: Path, case: str) -> None:
    assert rules(tmp_path, WORDS.replace("SUBJECT", "kind").replace("'letter'", case)) == set()


def test_what_a_type_closes_is_left_to_the_type_checker(tmp_path: Path) -> None:
    source = "from typing import Literal\n" + WORDS.replace("SUBJECT", "kind").replace("kind)", "kind: Literal['letter', 'box'])")
    assert rules(tmp_path, source) == set()


def test_somebody_elses_enumeration_is_left_alone(tmp_path: Path) -> None:
    source = (
        WORDS.replace("SUBJECT", "kind").replace("'letter'", "inspect.Parameter.EMPTY").replace("'box'", "inspect.Parameter.FULL")
    )
    assert rules(tmp_path, "import inspect\n" + source) == set()


def test_a_factory_is_the_one_place_that_may_ask(tmp_path: Path) -> None:
    source = "def make(kind):\n    if kind == 'aa':\n        return A()\n    elif kind == 'bb':\n        return B()\n"
    assert rules(tmp_path, CLASSES + source) == set()
