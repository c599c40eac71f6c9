"""What one file says about its classes and functions."""

from __future__ import annotations

from textwrap import dedent, indent

import pytest

from archlint.facts import ClassFacts, CodeFacts, FunctionFacts, Ignore, Param, Switch, column_of, line_of
from archlint.facts.python import extract


def code(source: str) -> CodeFacts:
    return extract(dedent(source).encode(), "shop.a", False).code


def function(source: str) -> FunctionFacts:
    return code(source).functions[0]


def klass(source: str) -> ClassFacts:
    return code(source).classes[0]


def test_what_a_function_uses_calls_and_sets() -> None:
    facts = function("""\
        def f(self, a):
            self.x = self.db.query(a.b).all()
            y, self.z = a[0], open(y)
            self.n += 1
        """)
    assert set(facts.calls) == {"self.db.query().all", "self.db.query", "open"}
    assert set(facts.loads) == {"a.b", "a", "y", "self.n"}
    assert set(facts.stores) == {"self.x", "y", "self.z", "self.n"}
    assert facts.assigned == {"self.x": "self.db.query().all()"}
    assert (line_of(facts.calls["open"]), column_of(facts.calls["open"])) == (3, 23)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Database(1)", "Database()"),
        ("a.b.c", "a.b.c"),
        ("db or Database()", "db|Database()"),
        ("Database() if db is None else db", "Database()|db"),
        ("None", "=None"),
        ("[x for x in y]", "=list"),
        ("f'{x}'", "=str"),
        ("await connect()", "connect()"),
        ("a + b", ""),
    ],
)
def test_values_of_assignments(value: str, text: str) -> None:
    assert function(f"async def f():\n    x = {value}\n").assigned == {"x": text}


def test_parameters() -> None:
    facts = function("def f(a, /, b: 'Order', c=None, *args: int, d, e: list[int] = [], **rest): ...\n")
    assert facts.params == (
        Param("a", "positional"),
        Param("b", "normal", "Order"),
        Param("c", "normal", "", "=None"),
        Param("args", "args", "int"),
        Param("d", "keyword"),
        Param("e", "keyword", "list[int]", "=list"),
        Param("rest", "kwargs"),
    )
    assert [each.name for each in facts.params if each.required] == ["a", "b", "d"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("pass", "empty"),
        ("'''Doc.'''", "empty"),
        ("...", "empty"),
        ("raise NotImplementedError('x')", "not-implemented"),
        ("raise NotImplemented", "not-implemented"),
        ("return NotImplementedError('meant to be raised')", "not-implemented"),
        ("raise TypeError", "refuses"),
        ("return None", "constant"),
        ("return super().f(a)", "delegates"),
        ("return a", "code"),
    ],
)
def test_what_a_body_does_at_all(body: str, kind: str) -> None:
    assert function(f"def f(a):\n    {body}\n").body == kind


def test_an_operator_that_answers_that_it_does_not_know_is_implemented() -> None:
    assert function("def __eq__(self, other):\n    return NotImplemented\n").body == "code"


def test_calls_with_arguments_that_somebody_else_chose() -> None:
    facts = function("def f(self, *a, **k):\n    self.x(1, *a)\n    b.y(*a, 2)\n    self.z(c=1, **k)\n    g(*a)\n    h().i(**k)\n")
    assert facts.spread == ("self.x", "self.z", "h().i")


def test_things_whose_items_change_and_things_that_are_asserted() -> None:
    facts = function(
        "def f(self, a):\n    self.x[a] = b[0]\n    del a[1], c\n    a[2] += 1\n    g()[0].d[1]: int\n    assert a.e > len(h), k\n"
    )
    assert facts.altered == ("self.x", "a")
    assert facts.asserted == ("a", "a.e", "h", "len")


@pytest.mark.parametrize(
    ("body", "wording"),
    [
        ("raise TypeError('cannot fly')", ""),
        ("raise TypeError('not supported')", "limit"),
        ("raise NotImplementedError  # TODO", "limit"),
        ("'Use other().'\n    raise NotImplementedError", "limit"),
        ("because = user\n    raise TypeError('see')", ""),
        ("print('Penguins can\\'t fly')", "denial"),
        ("return f'{a} cannot fly'", "denial"),
        ("return cannot (a)", ""),
        ("print('I fly')", ""),
    ],
)
def test_how_a_method_speaks_of_what_it_cannot_do(body: str, wording: str) -> None:
    assert function(f"def f(a):\n    {body}\n").wording == wording


def test_raises_know_what_they_depend_on() -> None:
    facts = function("""\
        def f(a, b):
            if a.x < b:
                raise ValueError("low")
            try:
                pass
            except KeyError:
                raise
            raise errors.Closed()
        """)
    assert [(each.exception, each.unconditional, each.guarded_by) for each in facts.raises] == [
        ("errors.Closed", True, ()),
        ("ValueError", False, ("a", "a.x", "b")),
        ("", False, ()),
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "if isinstance(s, A): x()\nelif isinstance(s, (B, m.C)): y()\nelse: raise E",
            ("type", "s", ("A", "B", "m.C"), "raises"),
        ),
        ("if type(s) is A:\n    x()", ("type", "s", ("A",), "")),
        (
            "if s.kind == 'a': x()\nelif s.kind in ('b', 'c'): y()\nelse: z()",
            ("value", "s.kind", ("'a'", "'b'", "'c'"), "code"),
        ),
        ("if s == K.A:\n    return 1\nif s == K.B:\n    return 2\nraise E", ("value", "s", ("K.A", "K.B"), "raises")),
        (
            "match s:\n    case A(): x()\n    case B() | C(): y()\n    case _: z()",
            ("type", "s", ("A", "B", "C"), "code"),
        ),
    ],
)
def test_choices_between_kinds(source: str, expected: tuple[str, str, tuple[str, ...], str]) -> None:
    (switch,) = function("def f(s):\n" + indent(source, "    ")).switches
    assert isinstance(switch, Switch)
    assert (switch.kind, switch.subject, switch.cases, switch.otherwise) == expected


@pytest.mark.parametrize("test", ["s == 1", "s is None", "s > 3", "f(s) == 'a'"])
def test_a_lone_question_is_no_choice(test: str) -> None:
    assert function(f"def f(s):\n    if {test}:\n        x()\n").switches == ()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("pass", ("nothing", "", "", (), 1)),
        ("'''done'''", ("nothing", "", "", (), 1)),
        ("return 1", ("returns", "", "=int", (), 1)),
        ("return s.a.b(c, d=e.f) + g().h", ("returns", "", "", ("c", "e.f", "g().h", "g()", "s.a.b()"), 1)),
        ("x.y += z[k]", ("assigns", "x.y", "", ("k", "z"), 1)),
        ("x: int = f()", ("assigns", "x", "f()", ("f()", "int"), 1)),
        ("await s.send(f'{a}')", ("calls", "s.send", "", ("a", "s.send()"), 1)),
        ("raise E(s)", ("raises", "", "", ("E()", "s"), 1)),
        ("a()\nreturn b", ("returns", "", "b", ("a()", "b"), 2)),
        ("for x in y: z(x)", ("code", "", "", ("x", "y", "z()"), 1)),
        ("a()\nb()\nc()\nd()\ne()", ("calls", "e", "", (), 5)),
    ],
)
def test_what_a_branch_does(body: str, expected: tuple[object, ...]) -> None:
    branch = indent(body, "        ")
    (switch,) = function(f"async def f(s):\n    if s == 'a':\n{branch}\n    elif s == 'b':\n        pass\n").switches
    part, _ = switch.parts
    assert (part.does, part.target, part.value, part.statements) == (*expected[:3], expected[4])
    assert set(part.uses) == set(expected[3])  # type: ignore[call-overload]


def test_ifs_in_a_row_about_one_value_are_a_choice() -> None:
    source = "    if n > 1:\n        x()\n" + "".join(f"    if s == '{case}':\n        x()\n" for case in "ab")
    (switch,) = function("def f(s, n):\n" + source).switches
    assert (switch.kind, switch.subject, switch.cases, switch.branches) == ("value", "s", ("'a'", "'b'"), 2)


def test_the_end_of_a_text_is_a_value_too() -> None:
    source = "    if s.endswith('.a'):\n        x()\n    elif s.endswith(('.b', '.c')):\n        x()\n"
    (switch,) = function("def f(s):\n" + source).switches
    assert (switch.kind, switch.subject, switch.cases) == ("value", "s.endswith()", ("'.a'", "'.b'", "'.c'"))


def test_a_class() -> None:
    facts = klass("""\
        @dataclass(frozen=True)
        class Order(Base, Generic[T], metaclass=Meta):
            '''An order.'''
            total: int = 0
            lines = list()

            @property
            def sum(self): return self.total

            @sum.setter
            def sum(self, value): self.total = value
        """)
    assert (facts.name, facts.bases, facts.base_arguments, facts.keywords) == (
        "Order",
        ("Base", "Generic"),
        ("", "T"),
        {"metaclass": "Meta"},
    )
    assert (facts.decorators, facts.docstring) == (("dataclass",), True)
    assert facts.body is not None
    assert facts.body.annotated == {"total": "int"}
    assert facts.body.assigned == {"total": "=int", "lines": "list()"}
    assert [(each.name, each.decorators) for each in facts.methods] == [("sum", ("property",)), ("sum", ("sum.setter",))]


def test_classes_are_found_wherever_they_stand() -> None:
    found = code("""\
        if x:
            class A:
                class B: ...
                def f(self):
                    class C: ...
        def g():
            class D: ...
        """)
    assert {each.name for each in found.classes} == {"A", "A.B", "A.f.<locals>.C", "g.<locals>.D"}


def test_what_stands_inside_a_function_is_part_of_it() -> None:
    facts = function("""\
        def f(self):
            def inner():
                yield self.a
                return self.b()
            return [self.c for x in y if (lambda: self.d)]
        """)
    assert {"self.a", "self.c", "self.d"} <= set(facts.loads)
    assert "self.b" in facts.calls
    assert not facts.is_generator
    assert facts.returned == ("=list",)


def test_names_that_a_file_shows() -> None:
    facts = extract(
        b"__all__ = ['a']\n__all__ += ['b']\nX = m.Y\nfor z in q: pass\nimport importlib\nimportlib.import_module('p.q')\n",
        "s",
        False,
    ).facts
    assert facts.exported == ("a", "b")
    assert facts.aliases == {"X": "m.Y"}
    assert {"X", "z"} <= facts.offered
    assert [(each.module, each.dynamic) for each in facts.imports] == [("importlib", False), ("p.q", True)]


def test_columns_count_characters() -> None:
    facts = function("def f():\n    x = 'é' + g(h)\n")
    assert column_of(facts.calls["g"]) == 15
    latin = extract("# coding: latin-1\ndef f():\n    x = 'é' + g(h)\n".encode("latin-1"), "s", False).code
    assert column_of(latin.functions[0].calls["g"]) == 15


def test_comments_that_let_findings_pass() -> None:
    source = b"""\
import a  # archlint: ignore[layers, import-cycle] moves in May
# archlint: ignore
x = (1,
     2)  # archlint: ignore[drift]: old
s = "# archlint: ignore[no]"
@decorated
def f(  # archlint: ignore[one]
    a,
):
    pass
# archlint: ignore-file[all-of-it] generated
"""
    assert extract(source, "s", False).facts.ignores == (
        Ignore(1, 11, ("layers", "import-cycle"), "moves in May", 1, 1),
        Ignore(2, 1, (), "", 3, 4),
        Ignore(4, 10, ("drift",), "old", 3, 4),
        Ignore(7, 9, ("one",), "", 6, 9),
        Ignore(11, 1, ("all-of-it",), "generated", 11, 11, True),
    )


@pytest.mark.parametrize(
    ("comment", "waived"),
    [
        ("type: ignore", True),
        ("type: ignore[override]", True),
        ("type: ignore[no-untyped-def]", False),
        ("pyright: ignore[reportIncompatibleMethodOverride]", True),
        ("pylint: disable=unused-argument,arguments-differ", True),
        ("pylint: disable=unused-argument", False),
        ("noqa: ARG002", False),
    ],
)
def test_comments_that_let_a_method_differ(comment: str, waived: bool) -> None:
    assert function(f"def f(self, a):  # {comment}\n    return a\n").waived is waived
    assert function(f"def f(self,  # {comment}\n      a):\n    return a\n").waived is waived
    assert not function(f"def f(self, a):\n    return a  # {comment}\n").waived


@pytest.mark.parametrize(
    ("expression", "number"),
    [
        ("a * b - 1", 2),
        ("a + b % c", 0),
        ("'-' * 40 + f'{a}' * 2", 0),
        ("folder / name", 0),
        ("sum(a) / len(a)", 1),
        ("[0] * n", 0),
    ],
)
def test_operations_of_numbers_are_counted(expression: str, number: int) -> None:
    assert function(f"def f():\n    return {expression}\n").arithmetic == number


def test_what_is_printed_is_kept_as_words() -> None:
    facts = function("""\
        def f(a):
            print(f"[DB] Saving order {a} to")
            print("Mail to %s" % a)
            print(a, "later")
            log("no")
            print("é-clair {}".format(a))
        """)
    assert facts.printed == ("db saving order to", "mail to s", "clair")
