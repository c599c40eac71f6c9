"""What is told of choices in a program of its own, where the same is left alone in a file that others belong to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.helpers import found


def rules(folder: Path, source: str, *, alone: bool = True) -> set[str]:
    head = "" if alone else "=== shop/__init__.py ===\n=== shop/base.py ===\n=== shop/use.py ===\nimport shop.base\n"
    return {each.rule for each in found(folder, f"=== shop.py ===\n{source}" if alone else head + source, "open-closed")}


def chain(*questions: str, body: str = "x = f{}(y)\n        x.go()") -> str:
    return "".join(
        f"    {'elif' if number else 'if'} {each}:\n        {body.format(number)}\n" for number, each in enumerate(questions)
    )


@pytest.mark.parametrize(
    ("head", "subject", "cases"),
    [
        ("def f(status):\n", "status", ("'one'", "'two'", "'three'")),
        ("def f(line):\n    name, *y = line.split()\n", "name", ("'one'", "'two'", "'three'")),
        ("def f(path):\n    end = g(path)\n", "end", ("'.csv'", "'.xml'", "'.json'")),
        ("def f(operator):\n", "operator", ("'+'", "'-'", "'*'")),
        ("def f(shape):\n", "shape", ("ROUND", "FLAT", "LONG")),
        ("def f(words):\n", "words[0]", ("'one'", "'two'", "'three'")),
        ("def f(parcel):\n", "parcel.status", ("'one'", "'two'", "'three'")),
        ("def f(channel):\n", "channel", ("'mail'", "'chat'")),
        ("class Till:\n  def __call__(self, way):\n", "way", ("'mail'", "'chat'", "'post'")),
    ],
)
def test_in_a_program_of_its_own_it_does_not_matter_what_tells_the_kinds(
    tmp_path: Path, head: str, subject: str, cases: tuple[str, ...]
) -> None:
    text = "ROUND = 1\nFLAT = 2\nLONG = 3\n" + head + chain(*(f"{subject} == {case}" for case in cases)) + "    f(1)\n"
    assert rules(tmp_path / "alone", text) == {"switch-on-kind"}
    assert rules(tmp_path / "beside", text, alone=False) == set()


@pytest.mark.parametrize(
    ("head", "subject", "cases"),
    [
        ("def f(choice):\n", "choice", ("'a'", "'b'", "'q'")),  # a menu
        ("def f(code):\n", "code", ("200", "404", "500")),
        ("def f(way):\n", "way", ("'r'", "'rb'", "'wb'")),
        ("def f(text):\n    for c in text: pass\n", "c", ("'+'", "'-'", "'*'")),
        ("import sys\ndef f():\n", "sys.platform", ("'linux'", "'darwin'", "'win32'")),
        ("import http\ndef f(x):\n", "x", ("http.A.ONE", "http.A.TWO", "http.A.THREE")),
        ("from b import A1, A2, A3\ndef f(x):\n", "x", ("A1", "A2", "A3")),
        ("def parse(text):\n", "text", ("'one'", "'two'", "'three'")),
        ("def _f(channel):\n", "channel", ("'mail'", "'chat'")),
        ("def f(y):\n    channel = g(y)\n", "channel", ("'mail'", "'chat'")),
    ],
)
def test_keys_numbers_and_what_others_name_are_no_kinds_there_either(
    tmp_path: Path, head: str, subject: str, cases: tuple[str, ...]
) -> None:
    assert rules(tmp_path, head + chain(*(f"{subject} == {case}" for case in cases))) == set()


def test_a_match_on_what_a_sequence_begins_with(tmp_path: Path) -> None:
    cases = "".join(f"        case ['{name}', *y]:\n            f(y)\n            {name}()\n" for name in ("one", "two", "three"))
    assert rules(tmp_path, f"def f(words):\n    match words:\n{cases}") == {"switch-on-kind"}


def test_a_match_on_the_first_value_of_a_mapping(tmp_path: Path) -> None:
    cases = "".join(f"        case {{'type': '{name}', 'y': y}}:\n            {name}(y)\n" for name in ("one", "two", "three"))
    assert rules(tmp_path, f"def f(item):\n    match item:\n{cases}") == {"switch-on-kind"}


def test_a_choice_at_the_top_of_a_file(tmp_path: Path) -> None:
    asks = "".join(f"if way == '{name}':\n    {name}()\n    f()\n" for name in ("mail", "chat", "post")).replace("if", "elif")[2:]
    assert rules(tmp_path / "alone", f"way = f()\n{asks}") == {"switch-on-kind"}
    assert rules(tmp_path / "beside", f"way = f()\n{asks}", alone=False) == set()


def test_a_number_in_an_own_field_is_a_code(tmp_path: Path) -> None:
    text = "class A:\n  def f(self, n):\n" + chain(*(f"self.way == {number}" for number in range(3)))
    assert rules(tmp_path / "own", text) == {"switch-on-kind"}
    assert rules(tmp_path / "given", text.replace("self.way", "n")) == set()


def test_types_of_others_may_be_registered_too(tmp_path: Path) -> None:
    text = "from datetime import date, time\ndef plain(x):\n" + chain("type(x) == date", "type(x) == time", "type(x) == set")
    assert rules(tmp_path / "three", text) == {"growing-dispatch"}
    assert rules(tmp_path / "two", text.partition("    elif type(x) == set")[0]) == set()


def flags(head: str, *conditions: str, body: str = "f{}()") -> str:
    return head + "".join(f"        if {each}:\n            {body.format(number)}\n" for number, each in enumerate(conditions))


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        (flags("class A:\n    def f(self, html=False, mail=True, log: bool = g()):\n", "html", "mail and x", "log"), True),
        (flags("class A:\n    def f(self, html=False, mail=True):\n", "html", "mail", "log"), False),
        (flags("class A:\n    def f(self, html='', mail=(), log=0):\n", "html", "mail", "log"), False),
        (
            flags(
                "class A:\n    html: bool\n    mail: bool\n    log: bool\n    def f(self):\n", "self.html", "self.mail", "self.log"
            ),
            True,
        ),
        (flags("class A:\n    def f(self, size=None, price=None, name=None):\n", *("size", "price", "name is not None")), False),
        (
            flags(
                "class A:\n    def f(self, size=None, price=None, name=None):\n",
                *("size is not None", "price is not None", "name"),
                body="found = [x for x in found if x.a{}]",
            ),
            True,
        ),
    ],
)
def test_a_flag_for_each_thing_that_may_be_done(tmp_path: Path, text: str, is_found: bool) -> None:
    findings = found(tmp_path, f"=== shop.py ===\n{text}", "switch-on-kind")
    assert bool(findings) == is_found
    assert all("has a flag for each thing" in each.message for each in findings)


def test_flags_of_the_constructor_are_fields(tmp_path: Path) -> None:
    made = "class A:\n    def __init__(self, html=False, mail=False, log=False):\n"
    made += "        self.html = html\n        self.mail = mail\n        self.log = log\n    def f(self):\n"
    text = flags(made, "self.html", "self.mail", "self.log")
    assert rules(tmp_path / "alone", text) == {"switch-on-kind"}
    assert rules(tmp_path / "beside", text, alone=False) == set()


def variants(names: tuple[str, ...], body: str = "f(x)") -> str:
    return "class Notices:\n" + "".join(f"    def send_{name}(self, x):\n        {body}\n" for name in names)


def test_methods_of_a_common_verb_are_variants_where_they_are_about_what_they_are_given(tmp_path: Path) -> None:
    text = variants(("mail", "chat", "post")).replace("f(x)", "g(1)\n        f(x)", 1)
    assert rules(tmp_path / "alone", text) == {"method-per-variant"}
    assert rules(tmp_path / "beside", text, alone=False) == set()
    assert rules(tmp_path / "own", text.replace("g(1)", "self.number += 1")) == set()


def test_one_method_beside_three_variants_leaves_them_variants(tmp_path: Path) -> None:
    text = variants(("mail", "chat", "post")).replace("send", "announce") + "    def title(self): return 1\n"
    assert rules(tmp_path / "alone", text) == {"method-per-variant"}
    assert rules(tmp_path / "beside", text, alone=False) == set()
    assert rules(tmp_path / "more", text + "    def text(self): return 1\n") == set()


INVOICE = """class Invoice:
    def __init__(self, lines, tax):
        self.lines = lines
        self.tax = tax
    def total(self):
        return sum(self.lines) * self.tax
    def save(self, way):
"""


def test_the_work_of_kinds_without_classes_is_no_second_concern(tmp_path: Path) -> None:
    asks = "".join(
        f"        if way == '{name}':\n            return open(way, 'w').{name}(self.lines)\n" for name in ("write", "dump", "put")
    )
    text = f"=== shop.py ===\n{INVOICE}"
    assert [each.rule for each in found(tmp_path / "kinds", text + asks)] == ["switch-on-kind"]
    assert [each.rule for each in found(tmp_path / "one", f"{text}        open(way, 'w').write(self.lines)\n")] == [
        "mixed-concerns"
    ]


def test_clients_for_kinds_are_told_of_as_kinds(tmp_path: Path) -> None:
    text = "=== shop.py ===\nimport boto3\nimport redis\nimport pymongo\n"
    text += "class Store:\n    def __init__(self, way):\n        self.way = way\n"
    makes = {"s3": "boto3.client('s3')", "mem": "redis.Redis()", "doc": "pymongo.MongoClient()"}
    for name, made in makes.items():
        text += f"        {'if' if name == 's3' else 'elif'} way == '{name}':\n            self.{name} = {made}\n"
    text += "    def get(self, x):\n        return (self.s3.get(x), self.mem.get(x), self.doc.get(x))\n"
    assert {each.principle for each in found(tmp_path, text)} == {"open-closed"}
