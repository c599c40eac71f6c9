"""Bytes in, facts out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.facts.python import extract


def imports(source: str, module: str = "shop.sales.orders", is_package: bool = False) -> list[tuple[str, str, int]]:
    return [(each.module, each.name, each.line) for each in extract(source.encode(), module, is_package).facts.imports]


def test_every_way_to_write_an_import() -> None:
    source = "import a.b, c as d\nfrom e.f import g as h\nfrom i import *\nfrom j import (\n    k,\n    l,\n)\n"
    facts = extract(source.encode(), "m", False).facts
    assert [(each.module, each.name, each.kind, each.line, each.column) for each in facts.imports] == [
        ("a.b", "", "module", 1, 8),
        ("c", "", "module", 1, 13),
        ("e.f", "g", "from", 2, 17),
        ("i", "*", "star", 3, 15),
        ("j", "k", "from", 5, 5),
        ("j", "l", "from", 6, 5),
    ]


def test_relative_imports_are_resolved_from_a_module_and_from_a_package() -> None:
    source = "from . import a\nfrom .b import c\nfrom .. import d\nfrom ..e import f\n"
    names = [("shop.sales", "a"), ("shop.sales.b", "c"), ("shop", "d"), ("shop.e", "f")]
    assert [each[:2] for each in imports(source, "shop.sales.orders")] == names
    assert [each[:2] for each in imports(source, "shop.sales", is_package=True)] == names


def test_a_relative_import_out_of_the_top_package_leads_nowhere() -> None:
    assert imports("from ...x import y\n", "shop.sales") == [("", "y", 1)]


@pytest.mark.parametrize(
    ("source", "flags"),
    [
        ("import x\n", (False, False, False)),
        ("if TYPE_CHECKING:\n    import x\n", (True, False, False)),
        ("if typing.TYPE_CHECKING:\n    import x\n", (True, False, False)),
        ("if not TYPE_CHECKING:\n    pass\nelse:\n    import x\n", (True, False, False)),
        ("if TYPE_CHECKING:\n    pass\nelse:\n    import x\n", (False, False, False)),
        ("if a:\n    pass\nelif TYPE_CHECKING:\n    import x\n", (True, False, False)),
        ("def f():\n    if a:\n        import x\n", (False, True, False)),
        ("class A:\n    async def f(self):\n        import x\n", (False, True, False)),
        ("class A:\n    import x\n", (False, False, False)),
        ("try:\n    pass\nexcept ImportError:\n    import x\n", (False, False, False)),
        ("try:\n    pass\nfinally:\n    with a:\n        import x\n", (False, False, False)),
        ("match a:\n    case 1:\n        import x\n", (False, False, False)),
        ("for a in b:\n    while c:\n        import x\n", (False, False, False)),
        ("if __name__ == '__main__':\n    import x\n", (False, False, True)),
    ],
)
def test_where_an_import_stands(source: str, flags: tuple[bool, bool, bool]) -> None:
    (found,) = extract(source.encode(), "m", False).facts.imports
    assert (found.type_checking, found.in_function, found.in_main) == flags
    assert found.at_runtime == (not any(flags))


def test_imports_come_in_the_order_of_the_text() -> None:
    source = "import a\nif b:\n    import c\nelse:\n    import d\n"
    source += "try:\n    import e\nexcept X:\n    import f\nelse:\n    import g\nimport h\n"
    lines = [line for _, _, line in imports(source)]
    assert lines == sorted(lines)
    assert len(lines) == 7


def test_what_a_package_offers_itself() -> None:
    source = b"from .load import load\nimport a as b\nif c:\n    class D: ...\ndef e():\n    f = 1\nG: int = 1\n"
    assert extract(source, "shop", True).facts.offered == {"load", "b", "D", "e", "G"}


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (b"import a\ndef f(:\n", 2),
        (b"print 'python 2'\n", 1),
        (b"import a\0\n", None),
        (b"x = '\xe9'\n", None),
        (b"# -*- coding: no-such-coding -*-\n", None),
        (b"x = " + b"(" * 5000 + b")" * 5000, None),
        (b"x = " + b"-" * 100_000 + b"1", None),
        (b"x" + b".a" * 50_000, None),
    ],
)
def test_a_file_that_cannot_be_read_gives_a_note(source: bytes, line: int | None) -> None:
    facts = extract(source, "m", False).facts
    assert facts.imports == ()
    assert facts.note is not None
    assert facts.note.message
    if line is not None:
        assert facts.note.line == line


@pytest.mark.parametrize(
    "source", [b"# coding: latin-1\nimport a\nx = '\xe9'\n", b"\xef\xbb\xbfimport a\n", b"import a\r\n", b"import a\r"]
)
def test_codings_and_line_ends_are_honoured(source: bytes) -> None:
    facts = extract(source, "m", False).facts
    assert facts.note is None
    assert [each.module for each in facts.imports] == ["a"]


def test_warnings_about_the_code_stay_inside(recwarn: pytest.WarningsRecorder) -> None:
    extract(b"x = '\\d'\nassert (1, 2)\n1 is 1\n", "m", False)
    assert not recwarn.list


@given(st.binary(max_size=200) | st.text(alphabet="import fromx.*()\n \t:'\"#\\", max_size=80).map(str.encode))
@settings(max_examples=150, deadline=None)
def test_no_bytes_make_it_fail(source: bytes) -> None:
    facts = extract(source, "a.b", False).facts
    assert facts.note is None or not facts.imports
