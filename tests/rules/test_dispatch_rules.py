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


APART = "=== shop/__init__.py ===\n=== shop/kinds.py ===\n" + CLASSES + "class C:\n    def f(self): return 3\n"


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        (ASKS, False),
        (ASKS + "    elif isinstance(x, C):\n        return h(3)\n", True),
        (ASKS.replace("(x)", "(x: A | B | C)", 1) + "    elif isinstance(x, C):\n        return h(3)\n", False),
    ],
)
def test_two_classes_of_another_file_and_what_a_union_closes_are_no_chain(tmp_path: Path, source: str, is_found: bool) -> None:
    text = APART + "=== shop/use.py ===\nfrom shop.kinds import A, B, C\n" + source
    assert bool(found(tmp_path, text, "growing-dispatch")) == is_found


def test_two_classes_and_all_the_others_are_no_chain(tmp_path: Path) -> None:
    assert rules(tmp_path, CLASSES + ASKS + "    else:\n        return h(3)\n") == set()


def test_a_base_class_does_not_ask_which_subclass_it_is(tmp_path: Path) -> None:
    source = "class A: ...\nclass B: ...\nclass Base:\n    def g(self):\n        if isinstance(self, A):\n            return 1\n"
    source += "        elif isinstance(self, B):\n            return 2\n        else:\n            return 3\n"
    assert rules(tmp_path, source) == {"growing-dispatch"}


def test_what_another_package_makes_of_the_classes_is_a_translation(tmp_path: Path) -> None:
    source = "from shop.kinds import A, B, C\n" + ASKS + "    elif isinstance(x, C):\n        return h(3)\n"
    assert len(found(tmp_path / "beside", f"{APART}=== shop/use.py ===\n{source}", "growing-dispatch")) == 1
    assert not found(
        tmp_path / "apart", f"{APART}=== shop/web/__init__.py ===\n=== shop/web/use.py ===\n{source}", "growing-dispatch"
    )


def test_a_match_over_data_is_a_sum_type(tmp_path: Path) -> None:
    match = "def g(x):\n    match x:\n        case A(): h(1)\n        case B(): h(2)\n"
    data = "from dataclasses import dataclass\n@dataclass\nclass A:\n    a: int\n@dataclass\nclass B:\n    b: int\n"
    assert rules(tmp_path / "data", data + match) == set()
    assert rules(tmp_path / "plain", CLASSES + match) == {"growing-dispatch"}


CHOICE = "        if {asked} == 'card':\n            self.a()\n        elif {asked} == 'cash':\n            self.b()\n"


@pytest.mark.parametrize(
    ("head", "asked", "is_found"),
    [
        ("class Till:\n    def pay(self, payment_method):\n", "payment_method", False),
        ("class Till:\n    def take_payment(self, payment_method):\n", "payment_method", True),
        ("class PaymentTaker:\n    def take(self, payment_method):\n", "payment_method", True),
        ("class Till:\n    def take_payment(self, payment):\n", "payment.method", True),
        ("class Till:\n    def take_payment(self, payment):\n", "payment.status", False),
        ("class Till:\n    def total(self, country):\n", "country", True),
        ("class Till:\n    def total(self, rounding):\n", "rounding", False),
    ],
)
def test_words_that_are_kinds_only_where_the_method_is_about_them(tmp_path: Path, head: str, asked: str, is_found: bool) -> None:
    assert rules(tmp_path, head + CHOICE.format(asked=asked)) == ({"switch-on-kind"} if is_found else set())


def test_the_protocol_s_words_are_no_kinds(tmp_path: Path) -> None:
    choice = CHOICE.format(asked="request.method").replace("card", "GET").replace("cash", "POST")
    assert rules(tmp_path, f"class Till:\n    def take_request(self, request):\n{choice}") == set()


def test_a_class_that_chooses_among_its_own_methods_is_no_visitor(tmp_path: Path) -> None:
    parts = "".join(f"    def process_{name}(self, kind): return kind\n" for name in "abc")
    choice = CHOICE.format(asked="kind").replace("self.", "self.process_")
    text = f"class Till:\n    def process_all(self, kind):\n{choice}{parts}"
    assert rules(tmp_path / "own", text) == {"switch-on-kind"}
    assert rules(tmp_path / "others", text.replace("self.process_a()", "f()")) == set()


VARIANTS = "class Payments:\n    def pay_card(self, order): pass\n    def pay_cash(self, order): pass\n"


def test_variants_may_be_sketches_and_are_left_to_subclasses(tmp_path: Path) -> None:
    assert rules(tmp_path / "sketch", VARIANTS) == {"method-per-variant"}
    assert rules(tmp_path / "base", f"{VARIANTS}class More(Payments):\n    pass\n") == set()
