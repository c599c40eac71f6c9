"""What overrides break in a program of one file, where the base class beside them is all that its callers know."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.helpers import found
from tests.rules.test_override_rules import rules


def program_rules(folder: Path, source: str) -> set[str]:
    """What is found in a program of one file."""
    return {finding.rule for finding in found(folder, f"=== shop.py ===\n{source}", "liskov-substitution")}


ACCOUNT = (
    "class Account:\n    def __init__(self, owner):\n        self.owner, self._count = owner, 0\n        self._rows = []\n"
    "    @property\n    def count(self): return self._count\n"
    "    def add(self, row):\n        self._rows.append(row)\n        self._count += 1\n"
    "    def take(self, row):\n        if not row: raise LookupError(row)\n        self._rows.remove(row)\n"
    "    def all(self): return [*self._rows]\n    def first(self, rows=None): return self._rows[0] or rows[0]\n"
    "    def show(self, out):\n        text = str(self._rows)\n        out.write(text)\n        out.flush()\n"
)


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("def add(self, row):\n        if row > self.most: raise RuntimeError\n        super().add(row)", "narrowed-override"),
        ("def add(self, row):\n        self._ask(row)\n    def _ask(self, row):\n        if row: raise X", "narrowed-override"),
        ("def add(self, row):\n        assert row > 5\n        super().add(row)", "narrowed-override"),
        ("def take(self, row):\n        if row < 5: raise LookupError(row)\n        super().take(row)", "narrowed-override"),
        ("def first(self, rows): return rows[0]", "narrowed-override"),
        ("def first(self, *, rows=None): return rows[0]", "narrowed-override"),
        ("def count(self): return self._count", "narrowed-override"),
        ("def __len__(self): raise TypeError\nclass Base: pass", ""),
        ("def add(self, row):  # type: ignore\n        '''Not supported.'''\n        raise TypeError", "refused-override"),
        ("def add(self, row): pass", "broken-promise"),
        ("def add(self, row): return False", "broken-promise"),
        ("def add(self, row): print('no more')", "broken-promise"),
        ("def add(self, row):\n        if row in self._rows: return\n        super().add(row)", "broken-promise"),
        ("def show(self, out):\n        text = str(self._rows)\n        out.write(text)", "broken-promise"),
        ("def show(self, out):\n        super().show(out)\n        out.close()", "broken-promise"),
        ("def first(self, rows=None):\n        rows.sort()\n        return rows[0]", "broken-promise"),
        ("def first(self, rows=None):\n        if self._rows: return self._rows[0]", "broken-promise"),
        ("def first(self, rows=None): return self._rows[0]", "broken-promise"),
        ("def all(self):\n        for row in self._rows: yield row", "broken-promise"),
        ("def all(self): return {}", "broken-promise"),
        ("def undo(self): self._count -= 1", "broken-promise"),
        ("def __init__(self): self.more = 1", "broken-promise"),
        ("add = None", "broken-promise"),
        ("def add(self, row):\n        super().add(row)\n        exit()", "broken-promise"),
        ("def __init__(self): super().__init__(1); self._rows = {}", "broken-promise"),
        ("def add(self, row):\n        super().add(row)\n        self.more = row", ""),
        ("def all(self): return sorted(self._rows)", ""),
        ("def undo(self): self.take(self._rows[0])", ""),
        ("def put(self, row):\n        if row > 5: raise ValueError\n        self.add(row)", ""),
    ],
)  # fmt: skip
def test_what_breaks_in_a_program_is_often_known_in_a_library(tmp_path: Path, body: str, rule: str) -> None:
    source = f"{ACCOUNT}class Sub(Account):\n    {body}\n"
    assert program_rules(tmp_path / "program", source) == ({rule} if rule else set())
    assert rules(tmp_path / "library", source) == set()


def test_an_exception_that_callers_reckon_with_is_no_condition(tmp_path: Path) -> None:
    source = (
        f"{ACCOUNT}class Sub(Account):\n    def add(self, row):\n        if row > 5: raise ValueError\n        super().add(row)\n"
    )
    assert program_rules(tmp_path / "one", source) == {"narrowed-override"}
    caller = "def fill(account):\n    try:\n        account.add(1)\n    except ValueError: pass\n"
    assert program_rules(tmp_path / "two", source + caller) == set()


def test_an_exception_of_python_s_own_where_the_others_raise_the_program_s(tmp_path: Path) -> None:
    base = "import abc\nclass Gone(Exception): pass\nclass Base(abc.ABC):\n    @abc.abstractmethod\n    def get(self, a): ...\n"
    one = "class One(Base):\n    def get(self, a):\n        if not a: raise Gone\n        return a\n"
    other = "class Two(Base):\n    def get(self, a):\n        if a in self.x: raise KeyError(a)\n        return a\n"
    assert program_rules(tmp_path / "one", base + one + other) == {"narrowed-override"}
    assert program_rules(tmp_path / "two", base + one + other.replace("KeyError", "Gone")) == set()


def test_values_of_another_kind_than_those_of_the_others(tmp_path: Path) -> None:
    base = "import abc\nclass Base(abc.ABC):\n    @abc.abstractmethod\n    def get(self): ...\n"
    subs = "class One(Base):\n    def get(self): return [1]\nclass Two(Base):\n    def get(self): return {}\n"
    assert program_rules(tmp_path / "one", base + subs) == {"broken-promise"}
    assert program_rules(tmp_path / "two", base + subs.replace("{}", "[]")) == set()


@pytest.mark.parametrize(
    ("method", "rule"),
    [
        ("def append(self, item): raise TypeError('use push')", "refused-override"),
        ("def pop(self): return super().pop()", "narrowed-override"),
        ("def insert(self, index, item, twice): pass", "narrowed-override"),
        ("def append(self, item, twice=False): super().append(item)", ""),
        ("def push(self, item): self.append(item)", ""),
    ],
)
def test_containers_of_python_s_own_that_take_away_what_they_inherit(tmp_path: Path, method: str, rule: str) -> None:
    source = f"class Stack(list):\n    {method}\n"
    assert program_rules(tmp_path / "program", source) == ({rule} if rule else set())
    assert rules(tmp_path / "library", source) == set()


def test_annotations_that_take_less(tmp_path: Path) -> None:
    base = "class Base:\n    def run(self, a: Iterable[int] | None): return sum(a)\n    def go(self, a: float): return a + 1\n"
    sub = "class Sub(Base):\n    def run(self, a: list[int] | None): return sum(a)\n"
    less = "class Sub(Base):\n    def go(self, a: int): return a - 1\n"
    more = "class Sub(Base):\n    def go(self, a: complex): return a - 1\n"
    assert program_rules(tmp_path / "one", base + sub) == set()  # nested: not read
    assert program_rules(tmp_path / "two", base + less) == {"narrowed-override"}
    assert program_rules(tmp_path / "three", base + more) == set()
    assert rules(tmp_path / "library", base + less) == set()


@pytest.mark.parametrize(
    ("setter", "rule"),
    [
        ("", "refused-override"),
        ("    @x.setter\n    def x(self, x): raise AttributeError\n", "refused-override"),
        ("    @x.setter\n    def x(self, x): self.y = x\n", ""),
    ],
)
def test_a_property_that_can_be_set_no_more(tmp_path: Path, setter: str, rule: str) -> None:
    head = "    @property\n    def x(self): return self.y\n"
    source = f"class Base:\n{head}    @x.setter\n    def x(self, x): self.y = x\nclass Sub(Base):\n{head}{setter}"
    assert program_rules(tmp_path / "program", source) == ({rule} if rule else set())
    assert rules(tmp_path / "library", source) == set()


def test_a_program_that_asks_for_one_subclass(tmp_path: Path) -> None:
    source = (
        "class Bird:\n    def fly(self): return 1\nclass Emu(Bird):\n    def run(self): return 2\n"
        "def go(bird):\n    if isinstance(bird, Emu): return bird.run()\n    return bird.fly()\n"
    )
    assert program_rules(tmp_path / "program", source) == {"favoured-subclass"}
    assert rules(tmp_path / "library", source) == set()


@pytest.mark.parametrize("change", ["self._rows.pop()", "del self._rows[0]", "self._rows[0] = 1"])
def test_what_only_grows_in_the_base(tmp_path: Path, change: str) -> None:
    base = "class Log:\n    def __init__(self): self._rows = []\n    def add(self, row): self._rows.append(row)\n"
    source = f"{base}class Open(Log):\n    def undo(self): {change}\n"
    assert program_rules(tmp_path / "program", source) == {"broken-promise"}
    more = base + "    def drop(self):\n        self._rows.pop()\n        self._rows[0] = 2\n"
    assert program_rules(tmp_path / "two", source.replace(base, more)) == set()
    assert rules(tmp_path / "library", source) == set()


def test_a_value_stays_what_it_is_in_its_items_too(tmp_path: Path) -> None:
    base = "class Value:\n    def __init__(self, x): self._x = dict(x)\n    def __hash__(self): return hash(str(self._x))\n"
    sub = "class Open(Value):\n    def put(self, key, value): self._x[key] = value\n"
    assert program_rules(tmp_path / "one", base + sub) == {"broken-promise"}
    assert program_rules(tmp_path / "two", base.replace("__hash__", "key") + sub) == set()
