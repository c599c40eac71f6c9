"""The native extractor: the same facts as Python's, or a refusal. Without it (no cargo at the installation) there is nothing to test."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.facts.native import NEWEST, RUNNING, Native, native
from archlint.facts.python import extract
from archlint.facts.record import Record, encoded, record

HERE = Path(__file__).parent
LIBRARY = Path(ast.__file__).parent
FILES = sorted([*LIBRARY.glob("*.py"), *LIBRARY.glob("asyncio/*.py"), *LIBRARY.glob("test/test_[a-g]*.py"), *HERE.glob("*.py")])


@pytest.fixture(scope="module")
def read() -> Native:
    found = native()
    if found is None:
        pytest.skip("archlint was installed without its native extractor")
    return found


def assert_same(read: Native, source: bytes, module: str = "a.b", is_package: bool = False) -> bool:
    """Compare; False where the file was refused."""
    found = read(source, module, is_package, RUNNING)
    if found is None:
        return False
    facts, code = extract(source, module, is_package)
    assert Record(*found).facts() == facts
    assert found[1] == encoded(facts, code).body
    return True


def test_the_standard_library_and_our_tests_give_the_same_facts(read: Native) -> None:
    answered = [assert_same(read, each.read_bytes()) for each in FILES]
    assert sum(answered) > 0.9 * len(answered)


ORDINARY = (
    "",
    "x = (yield)\n",
    "import a.b.c as d, e\nfrom . import f\nfrom ...g import h as i\nfrom j import *\n",
    "@a.b(c)\n@d\n\nasync  def f(x: 'A[B]', /, y: int | None = None, *z, k=g(), **w) -> C: ...\n",
    "class A(B[C], d.E(), *f, metaclass=G, **h):\n    'doc'\n    x: int = 1\n    class I:\n        def j(self): return super().j()\n",
    "def f():\n    class A:\n        def g(self):\n            class B: pass\n            yield 1\n    def h():\n        return 1\n",
    "class A:\n    def f(self,  # type: ignore\n          a):\n        pass\n    def g(self): pass  # pylint: disable=W0221\n",
    "def f():  # ty: ignore[x-override]\n    @a  # type: ignore\n    def g(): pass\ndef h():  # pyre: ignore[x]\n    (\n        1\n    )\n",
    "def f():\n    a.b[0] = c[1]\n    del d[2], e\n    f[3] += 1\n    g()[4].h[5]: int = 6\n    def i():\n        assert j\n    assert k.l > len(m), n\n",
    "a.b(*c, d=e)\nf(g)(**h)\ni(**j)\nk().l(m, **n)\n[][0].o(*p)\nq.r(*s, t)\n",
    "def f():\n    'See g.'\n    raise A\ndef g(): return NotImplemented\ndef h():\n    raise m.NotImplemented  # ünused\n",
    "def f():\n    'doc'\n    print('I can\\'t', x)\ndef g(): ...; return f'{x} cannot y'\ndef h(): a.b(\n    'I do not '\n    'c')\n",
    "if a:\n    pass\nelse:\n    if b == 'x':\n        pass\n    elif b == 'y':\n        pass\n",
    "def f(k):\n    if k == 1:\n        return 1\n    if k == b'\\x00\"\\'':\n        return 2\n    raise ValueError(k)\n",
    "match k:\n    case A.B | 'c':\n        pass\n    case -1:\n        pass\n    case {'a': x, **r} if g(x):\n        pass\n",
    "if a:\n    pass\nif b.c is not None:\n    f()\nif d and e:\n    pass\nif a:\n    g()\nif not h:\n    i = 1\nif j:\n    k.l()\n",
    "if a[0] == 'x' and b:\n    pass\nelif a[0x0] in ('y', 'z'):\n    pass\nif c[True] == 'x':\n    pass\nelif c[True] == 'y':\n    pass\n",
    "match k:\n    case ['a', b]:\n        pass\n    case ('c', *d):\n        pass\nmatch k:\n    case []:\n        pass\n    case [e]:\n        pass\n",
    "match k:\n    case {'a': x, 'b': 'c'}:\n        pass\n    case {'a': 'd', **r}:\n        pass\nmatch k:\n    case {}:\n        pass\n    case e:\n        f\n",
    "match k:\n    case A(b, c=d):\n        pass\n    case E() as e:\n        pass\n    case _:\n        raise X\n",
    "äö = ü.größe\nß = f(ä, é.í) + x.y\n",
    "x = f'{a.b!r:>{c}}' f'd' 'e' + f'{f(g)}'\n",
    "def f(\n    a: Dict[\n        str, List[int]\n    ],\n    b: A | B[\n        C],\n): ...\n",
    "with a() as b, c as (d, e):\n    f.g().h(i)(j)[k:l:m].n = o\n",
    "if not TYPE_CHECKING:\n    import a\nelse:\n    import b\nif __name__ == '__main__':\n    import c\n",
    "__all__ = ['a']\n__all__ += ('b', c)\nimportlib.import_module('d.e')\n",
    "\ufeffx = 1\n",
    "# coding: utf-8\nx = 'ä'; y.z = 1\n",
    "x = [a for b in c if d async for e in f] ; del g, h.i\nlambda j=k, *, l=m: n\n",
    "print('Saving %s to' % x); print(f'a {b!r:>{c}} d' 'e'); print('ä {} b'.format(c)); print(d, end='')\n",
    "x = '-' * 40 + y * 2 - a / b / 2 + c / len(d) / True\nx -= 1\nx /= p / 'name' + [0] * 3 ** 2 // 1\n",
    "try:\n    a\nexcept (B, c.D) as e:\n    raise F(g) from e\nelse:\n    h\nfinally:\n    i\n",
)


@pytest.mark.parametrize("source", ORDINARY)
def test_what_is_ordinary_is_read_and_gives_the_same_facts(read: Native, source: str) -> None:
    assert assert_same(read, source.encode())
    assert assert_same(read, source.replace("\n", "\r\n").encode(), "a", is_package=True)


@pytest.mark.parametrize(
    "source",
    [
        b"x = (",
        b"print 'a'\n",
        b"x = 1\0",
        b"# coding: latin-1\nx = '\xe4'\n",
        b"x = '\xe4'\n",
        b"\xef\xbb\xbf# coding: utf8\n",
        b"x = 1\ry = 2\n",
        b"import a  # archlint: ignore[x] because\n",
        b"import a  # tach-ignore\n",
        b"def f(x: '\\ud800'): ...\n",
        b"x = " + b"-" * 5000 + b"1\n",
        b"x = " + b"+".join([b"1"] * 900) + b"\n",
        b"x" + b".y" * 1900 + b" = f" + b"(" * 150 + b")" * 150 + b"\n",
        b"x = '''" + b"y" * 5000 + b"'''\n",
        b"lambda: " * 400 + b"1\n",
        b"if a: pass\n" + b"elif a: pass\n" * 9000,
        b"".join(b"%sif a:\n" % (b" " * depth) for depth in range(120)) + b" " * 120 + b"pass\n",
        b"x = (" + b"-\n" * 200_000 + b"1)\n",
        b"x = (a\n" + b".b()\n" * 100_000 + b")\n",
        b"if (\n" + b"1 +\n" * 100_000 + b"1):\n    raise X\n",
    ],
)
def test_what_is_not_is_left_to_python(read: Native, source: bytes) -> None:
    assert read(source, "a.b", False, RUNNING) is None


def test_a_name_that_is_no_text_is_left_to_python(read: Native) -> None:
    assert read(b"import a\n", "a.\udce4", False, RUNNING) is None


@given(st.text(alphabet="ab.=()[]{}:,|'\"\n\t #\\fäé1-_@*", max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_text_makes_a_difference(text: str) -> None:
    found = native()
    if found is not None:
        assert_same(found, text.encode())


NEWER = (
    b"import a.b\ntype Alias = a.b.Base\ntype Pair[T] = tuple[T, T]\n\nclass Box[T: (int, str)](a.b.Base):\n    def put[U](self, x: T, y: U) -> None: ...\n",
    b"from c import d\nx = f'{d['key']} {d(\n    1)}'\n",
    b"from c import A, b\ntry:\n    b()\nexcept A, b.Error:\n    pass\nexcept A, ValueError, b:\n    pass\n",
)


@pytest.mark.parametrize("source", NEWER)
def test_the_syntax_of_a_newer_python_is_read(read: Native, source: bytes) -> None:
    found = record(source, "m", False).facts()
    assert found.note is None
    assert {each.module for each in found.imports} == {"a.b" if b"a.b" in source else "c"}
    assert found.aliases == ({"Alias": "a.b.Base"} if b"Alias" in source else {})
    if RUNNING >= NEWEST:
        assert_same(read, source)


@pytest.mark.parametrize("source", [b"print 'x'\n", b"def f(:\n    pass\n", b"try:\n    a\nexcept B, e:\n    pass\n"])
def test_what_no_python_reads_and_what_is_python_2_stays_a_note(read: Native, source: bytes) -> None:
    if RUNNING >= NEWEST and b"except" in source:
        pytest.skip("this Python reads the clause of Python 2 as two classes")
    assert record(source, "m", False).facts().note is not None
