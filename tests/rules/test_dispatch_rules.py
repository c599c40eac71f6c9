"""What the rules of open/closed say of choices, and what they leave alone."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent

import pytest

from archlint.rules import check
from tests.rules.helpers import found, write

CLASSES = "class A:\n    def f(self): return 1\nclass B:\n    def f(self): return 2\n"


def rules(folder: Path, source: str, name: str = "shop.py") -> set[str]:
    return {finding.rule for finding in found(folder, f"=== {name} ===\n{source}", "open-closed")}


def beside(folder: Path, source: str) -> set[str]:
    """The rules that find something in a small program of several files that use each other."""
    text = f"=== shop/__init__.py ===\n=== shop/base.py ===\n=== shop/use.py ===\nimport shop.base\n{source}"
    return {finding.rule for finding in found(folder, text, "open-closed")}


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
    assert beside(tmp_path, source) == set()


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
    assert (beside(tmp_path, WORDS.replace("SUBJECT", subject)) == {"switch-on-kind"}) == is_found


@pytest.mark.parametrize("case", ["'yes'", "'--all'", "'a'", "3"])
def test_words_that_are_no_kinds(tmp_path: Path, case: str) -> None:
    assert beside(tmp_path, WORDS.replace("SUBJECT", "kind").replace("'letter'", case)) == set()


def test_what_a_type_closes_is_left_to_the_type_checker(tmp_path: Path) -> None:
    source = "from typing import Literal\n" + WORDS.replace("SUBJECT", "kind").replace("kind)", "kind: Literal['letter', 'box'])")
    assert beside(tmp_path, source) == set()


def test_somebody_elses_enumeration_is_left_alone(tmp_path: Path) -> None:
    source = (
        WORDS.replace("SUBJECT", "kind").replace("'letter'", "inspect.Parameter.EMPTY").replace("'box'", "inspect.Parameter.FULL")
    )
    assert beside(tmp_path, "import inspect\n" + source) == set()


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
        ("class Till:\n    def total(self, country):\n", "country", False),
        ("class Till:\n    def total(self, rounding):\n", "rounding", False),
    ],
)
def test_words_that_are_kinds_only_where_the_method_is_about_them(tmp_path: Path, head: str, asked: str, is_found: bool) -> None:
    assert beside(tmp_path, head + CHOICE.format(asked=asked)) == ({"switch-on-kind"} if is_found else set())


def test_the_protocol_s_words_are_no_kinds(tmp_path: Path) -> None:
    choice = CHOICE.format(asked="request.method").replace("card", "GET").replace("cash", "POST")
    assert beside(tmp_path, f"class Till:\n    def take_request(self, request):\n{choice}") == set()


def test_a_class_that_chooses_among_its_own_methods_is_no_visitor(tmp_path: Path) -> None:
    parts = "".join(f"    def process_{name}(self, kind): return kind\n" for name in "abc")
    choice = CHOICE.format(asked="kind").replace("self.", "self.process_")
    text = f"class Till:\n    def process_all(self, kind):\n{choice}{parts}"
    assert beside(tmp_path / "own", text) == {"switch-on-kind"}
    assert beside(tmp_path / "others", text.replace("self.process_a()", "f()")) == set()


def chain(*questions: str, body: str) -> str:
    """A chain of if and elif as the body of a function, with the number of the branch put into what each does."""
    words = ("if", *("elif",) * len(questions))
    return "".join(
        f"    {word} {each}:\n        {body.format(i)}\n" for i, (word, each) in enumerate(zip(words, questions, strict=False))
    )


@pytest.mark.parametrize(
    ("function", "subject", "number", "is_found"),
    [
        ("price", "parcel", 2, False),
        ("price", "parcel", 3, True),
        ("price", "command", 3, False),
        ("parse_price", "text", 3, False),
    ],
)
def test_three_answers_are_kinds_whatever_is_asked(
    tmp_path: Path, function: str, subject: str, number: int, is_found: bool
) -> None:
    questions = [f"{subject} == '{kind}'" for kind in ("letter", "box", "pallet")]
    text = f"def {function}({subject}):\n" + chain(*questions[:number], body="return {}")
    assert (beside(tmp_path, text) == {"switch-on-kind"}) == is_found


@pytest.mark.parametrize(
    ("head", "questions", "is_found"),
    [
        ("def f(parcel):\n    sort = parcel.sort\n", ("sort == 'letter'", "sort == 'box'"), True),
        ("def f(parcel):\n    sort = g(parcel)\n", ("sort == 'letter'", "sort == 'box'"), False),
        ("def f(parcel):\n    sort = parcel.status\n", ("sort == 'letter'", "sort == 'box'"), False),
        ("def f(parcel):\n", ("parcel.level == 1", "parcel.level == 2", "parcel.level == 3"), True),
        ("def f(parcel):\n", ("parcel.weight == 1", "parcel.weight == 2", "parcel.weight == 3"), False),
        ("def f(parcel):\n", ("hasattr(parcel, 'weight')", "hasattr(parcel, 'volume')"), True),
        ("def f(token):\n", ("token.kind == 'letter'", "token.kind == 'digit'"), False),
        ("def f(name):\n", ("name.lower() == 'letter'", "name.lower() == 'box'"), True),
        ("def f(command):\n", ("command.lower() == 'letter'", "command.lower() == 'box'"), False),
    ],
)
def test_what_may_be_asked_for_a_kind(tmp_path: Path, head: str, questions: tuple[str, ...], is_found: bool) -> None:
    assert (beside(tmp_path, head + chain(*questions, body="g{}(1)")) == {"switch-on-kind"}) == is_found


def test_members_of_an_own_enumeration_are_kinds_where_the_rest_is_refused(tmp_path: Path) -> None:
    text = "from enum import Enum\nclass Sort(Enum):\n    BOX = 1\n    BAG = 2\ndef f(size, sort):\n"
    text += chain("sort is Sort.BOX", "sort is Sort.BAG", body="return size * {}")
    assert beside(tmp_path / "refused", text + "    else:\n        raise ValueError(sort)\n") == {"switch-on-kind"}
    assert beside(tmp_path / "open", text) == set()


def test_single_ifs_about_one_thing_are_a_choice(tmp_path: Path) -> None:
    text = "def check(claim, found):\n    if claim.amount > 5:\n        found.append(0)\n"
    for kind in ("car", "pet"):
        text += f"    if claim.kind == '{kind}' and claim.amount > 2:\n        found.append('{kind}')\n"
    assert rules(tmp_path, text) == {"switch-on-kind"}


def test_endings_of_a_name_are_kinds_of_files(tmp_path: Path) -> None:
    questions = ["name.endswith('.csv')", "name.endswith(('.yml', '.yaml'))", "name.endswith('.json')"]
    head, last = "def load(name):\n", "    return x\n"
    assert beside(tmp_path / "three", head + chain(*questions, body="x = f({})") + last) == {"switch-on-kind"}
    assert beside(tmp_path / "two", head + chain(*questions[:2], body="x = f({})") + last) == set()


def test_methods_that_are_named_for_the_words_make_them_kinds(tmp_path: Path) -> None:
    asks = indent(chain("fmt == 'csv'", "fmt == 'html'", body="y = self.to_{}()"), "    ")
    text = f"class Report:\n    def show(self, fmt):\n{asks}" + "        y.show()\n" * 9
    assert beside(tmp_path / "named", text.replace("to_0", "to_csv").replace("to_1", "to_html")) == {"switch-on-kind"}
    assert beside(tmp_path / "other", text) == set()


def test_a_method_that_does_nothing_else_asks_for_a_kind(tmp_path: Path) -> None:
    asks = indent(chain("way == 'post'", "way == 'train'", body="print({}, x)"), "    ")
    text = f"class Sender:\n    def send(self, way, x):\n{asks}"
    assert beside(tmp_path / "whole", text) == {"switch-on-kind"}
    assert beside(tmp_path / "part", text + "        self.end(x)\n" * 9) == set()


def test_a_factory_may_give_its_object_to_a_variable(tmp_path: Path) -> None:
    text = "def make(kind, x):\n" + chain("kind == 'aa'", "kind == 'bb'", body="y = NAME{}()") + "    return y\n"
    assert rules(tmp_path / "own", CLASSES + text.replace("NAME0", "A").replace("NAME1", "B")) == set()
    assert rules(tmp_path / "none", CLASSES + text.replace("NAME", "f")) == {"switch-on-kind"}


def test_a_word_that_several_functions_ask_for_is_a_kind(tmp_path: Path) -> None:
    one = "def fit(step, x):\n" + chain("step['op'] == 'scale'", "step['op'] == 'clip'", body="x.f{}()")
    assert beside(tmp_path / "once", one) == set()
    assert beside(tmp_path / "twice", one + one.replace("fit", "show")) == {"switch-on-kind", "repeated-type-switch"}


def test_the_name_of_a_class_is_asked_for_too(tmp_path: Path) -> None:
    text = "def g(x):\n    kind = type(x).__name__\n" + chain("kind == 'A'", "kind == 'B'", body="return {}")
    assert rules(tmp_path, CLASSES + text) == {"growing-dispatch"}


def test_a_match_over_data_that_no_type_closes_is_a_choice(tmp_path: Path) -> None:
    data = "from dataclasses import dataclass\n@dataclass\nclass A:\n    a: int\n@dataclass\nclass B:\n    b: int\n"
    match = "def g(x):\n    match x:\n        case A(): h(1)\n        case B(): h(2)\n        case _: raise ValueError(x)\n"
    assert rules(tmp_path / "open", data + match) == {"growing-dispatch"}
    assert rules(tmp_path / "closed", data + match.replace("g(x)", "g(x: A | B)")) == set()


def among_many(folder: Path, source: str) -> set[str]:
    """The rules that find something in a package that is no small program."""
    others = "".join(f"=== shop/m{number}.py ===\n" for number in range(9))
    text = f"=== shop/__init__.py ===\n{others}=== shop/a.py ===\n{source}"
    return {finding.rule for finding in found(folder, text, "open-closed")}


ABC = "class Base: ...\nclass A(Base): ...\nclass B(Base): ...\nclass C(Base): ...\n"
ASK_ABC = [f"isinstance(x, {name})" for name in "ABC"]


@pytest.mark.parametrize(
    ("body", "is_found"),
    [
        ("y = x.a{}", True),  # fields of the object
        ("y = {}", True),  # constants
        ("y = z.f{}(x)", True),  # for all subclasses of a base
        ("y = z[x.a{}]\n        z.use(y)", False),  # more than a value
        ("y = g(x.a{}, z)", False),  # a tree
        ("y = (A, B, C)[{}]", True),
    ],
)
def test_in_a_large_code_base_the_branches_must_be_work_of_the_classes(tmp_path: Path, body: str, is_found: bool) -> None:
    source = f"{ABC}def g(z, x):\n{chain(*ASK_ABC, body=body)}    return z.use(y)\n"
    assert (among_many(tmp_path, source) == {"growing-dispatch"}) == is_found


@pytest.mark.parametrize(
    ("parameters", "one_more", "is_found"),
    [("z, x", "", True), ("z, x", "class D(Base): ...\n", False), ("x, z", "class D(Base): ...\n", True)],
)
def test_values_from_elsewhere_are_a_classes_work_for_a_whole_family_or_in_a_function_about_it(
    tmp_path: Path, parameters: str, one_more: str, is_found: bool
) -> None:
    source = f"{ABC}{one_more}def g({parameters}):\n{chain(*ASK_ABC, body='y = z.f{}(x)')}    return y\n"
    assert (among_many(tmp_path, source) == {"growing-dispatch"}) == is_found


def test_one_class_that_answers_itself_shows_that_the_others_could(tmp_path: Path) -> None:
    bodies = ("return x.open()", "a = x.path\n        b = f(a)\n        return b")
    source = (
        ABC + "def g(x):\n" + "".join(f"    if isinstance(x, {c}):\n        {body}\n" for c, body in zip("AB", bodies, strict=True))
    )
    assert among_many(tmp_path / "one", source) == {"growing-dispatch"}
    assert among_many(tmp_path / "none", source.replace("x.open()", "f(x)")) == set()


def test_objects_that_a_framework_calls_have_no_room_for_another_method(tmp_path: Path) -> None:
    source = "from torch import nn\n" + ABC.replace("class Base:", "class Base(nn.Module):")
    assert among_many(tmp_path, f"{source}def g(x):\n{chain(*ASK_ABC, body='return {}')}") == set()


@pytest.mark.parametrize(("methods", "kinds", "is_found"), [(2, 3, False), (3, 3, True), (3, 2, False)])
def test_a_field_that_several_methods_ask_for_is_a_type_code(tmp_path: Path, methods: int, kinds: int, is_found: bool) -> None:
    questions = [f"self.kind == '{kind}'" for kind in ("letter", "box", "pallet")[:kinds]]
    source = "class Parcel:\n    def __init__(self, kind):\n        self.kind = kind\n"
    for name in ("price", "days", "label")[:methods]:
        source += f"    def {name}(self):\n" + indent(chain(*questions, body="return {}"), "    ")
    assert (among_many(tmp_path, source) == {"switch-on-kind"}) == is_found


def test_a_repeated_choice_is_told_of_in_small_programs_only(tmp_path: Path) -> None:
    questions = [f"isinstance(x, {name})" for name in "ABC"]
    source = f"{ABC}class D(Base): ...\n" + "".join(f"def {name}(z, x):\n{chain(*questions, body='y = {}')}" for name in "gh")
    assert "repeated-type-switch" not in among_many(tmp_path / "many", source)
    assert "repeated-type-switch" in {each.rule for each in check(write(tmp_path / "few", f"=== m.py ===\n{source}")).findings}


def test_a_class_asks_for_its_own_subclasses_and_for_nobody_elses(tmp_path: Path) -> None:
    ask = chain("isinstance(self, A)", "isinstance(self, B)", body="return {}")
    own = f"class Base:\n    def f(self):\n{indent(ask, '    ')}class A(Base): ...\nclass B(Base): ...\n"
    assert among_many(tmp_path / "own", own) == {"growing-dispatch"}
    assert among_many(tmp_path / "mixed", own.replace("(Base)", "")) == set()


def test_an_argument_that_comes_in_several_forms_is_no_choice_of_a_large_code_base(tmp_path: Path) -> None:
    source = f"{ABC}def g(z, x):\n{chain(*ASK_ABC, body='NAME = x.a{}')}    return z.use(x)\n"
    assert among_many(tmp_path / "answer", source.replace("NAME", "y")) == {"growing-dispatch"}
    assert among_many(tmp_path / "form", source.replace("NAME", "x")) == set()


VARIANTS = "class Payments:\n    def pay_card(self, order): pass\n    def pay_cash(self, order): pass\n"


def test_variants_may_be_sketches_and_are_left_to_subclasses(tmp_path: Path) -> None:
    assert rules(tmp_path / "sketch", VARIANTS) == {"method-per-variant"}
    assert rules(tmp_path / "base", f"{VARIANTS}class More(Payments):\n    pass\n") == set()


def test_methods_that_differ_in_words_only_are_variants_whatever_the_verb(tmp_path: Path) -> None:
    text = "class Store:\n" + "".join(
        f"    def save_to_{name}(self, x):\n        print(x, '{name}')\n" for name in ("file", "mail")
    )
    assert rules(tmp_path / "same", text) == {"method-per-variant"}
    assert rules(tmp_path / "other", text.replace("print(x, 'mail')", "x.send()")) == set()


@pytest.mark.parametrize(("names", "is_found"), [(("csv", "html", "json"), True), (("csv", "html"), False)])
def test_methods_that_take_nothing_are_variants_where_there_are_several(
    tmp_path: Path, names: tuple[str, ...], is_found: bool
) -> None:
    text = "class Report:\n" + "".join(f"    def export_{name}(self):\n        return {name}(self.rows)\n" for name in names)
    assert (rules(tmp_path, text) == {"method-per-variant"}) == is_found


def test_a_method_for_two_variants_at_once(tmp_path: Path) -> None:
    names = ("by_size", "by_price", "by_size_and_price", "all")
    text = "class Finder:\n" + "".join(f"    def {name}(self, {name}): return [{name}]\n" for name in names)
    assert rules(tmp_path / "both", text) == {"method-per-variant"}
    assert rules(tmp_path / "one", text.replace("def by_price", "def with_price")) == set()


def test_a_script_beside_a_large_package_is_a_program_of_its_own(tmp_path: Path) -> None:
    others = "".join(f"=== shop/m{number}.py ===\n" for number in range(9))
    source = "def price(kind):\n" + chain("kind == 'basic'", "kind == 'premium'", "kind == 'gold'", body="return {}")
    text = f"=== shop/__init__.py ===\n{others}=== tool.py ===\n{source}=== shop/inner.py ===\n{source}"
    assert {(each.path, each.principle) for each in check(write(tmp_path, text)).findings} == {("tool.py", "open-closed")}
