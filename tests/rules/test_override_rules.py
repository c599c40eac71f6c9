"""What the rules of Liskov's principle say of overrides, and what they leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.helpers import found

BASE = (
    "import abc\nclass Base:\n    def run(self, a, b=1): return self.x(a, b)\n"
    "    def stop(self) -> int: return 1\n    def free(self): return 1\n"
    "    def maybe(self) -> int:\n        if self.x: return None\n        return 1\n"
)


def rules(folder: Path, source: str) -> set[str]:
    return {finding.rule for finding in found(folder, f"=== shop.py ===\n{source}", "liskov-substitution")}


def override(method: str, base: str = BASE) -> str:
    return f"{base}class Sub(Base):\n    {method}\n"


@pytest.mark.parametrize(
    ("method", "rule"),
    [
        ("def run(self, a, b=1): raise TypeError('no')", "refused-override"),
        ("def run(self, a, b=1): raise NotImplementedError", "refused-override"),
        ("def run(self, a, b, c): return 1", "narrowed-override"),
        ("def run(self, a, *, c): return self.x(a)", "narrowed-override"),
        ("def run(self, a, b=1, *, c): return 1", "narrowed-override"),
        ("def stop(self): return 'x'", "broken-promise"),
    ],
)
def test_overrides_that_break_what_the_base_promises(tmp_path: Path, method: str, rule: str) -> None:
    assert rules(tmp_path, override(method)) == {rule}


@pytest.mark.parametrize(
    "method",
    [
        "def run(self, a, b=1, c=2): return 1",
        "def run(self, *args, **kwargs): return 1",
        "def run(self, a, b=1, **more): return 1",
        "def __init__(self, a, b, c): self.a = a",
        "def _run(self): raise TypeError",
        "@decorated\n    def run(self): return 1",
        "def stop(self): return True",
        "def free(self): return 'x'",
        "def maybe(self):\n        if self.y: return None\n        return 2",
        "def other(self): raise TypeError",
    ],
)
def test_overrides_that_are_compatible(tmp_path: Path, method: str) -> None:
    assert rules(tmp_path, override(method)) == set()


def test_what_the_base_leaves_open_or_refuses_itself_is_no_promise(tmp_path: Path) -> None:
    hook = "class Base:\n    def run(self): raise TypeError\n    def stop(self): return self.x\n"
    assert rules(tmp_path, override("def run(self): raise TypeError", hook)) == set()


def test_the_one_thing_that_an_interface_asks_for_must_not_be_refused(tmp_path: Path) -> None:
    port = "import abc\nclass Base(abc.ABC):\n    @abc.abstractmethod\n    def run(self): ...\n"
    assert rules(tmp_path, override("def run(self): raise TypeError('no')", port)) == {"refused-override"}


def test_bases_out_of_the_repository_are_not_judged(tmp_path: Path) -> None:
    assert rules(tmp_path, "import io\nclass Sub(io.RawIOBase):\n    def write(self): raise TypeError\n") == set()


def test_bases_are_found_over_files(tmp_path: Path) -> None:
    text = "=== shop/__init__.py ===\nfrom .base import Base\n=== shop/base.py ===\n" + BASE
    text += "=== shop/sub.py ===\nfrom shop import Base\nclass Sub(Base):\n    def run(self): return 1\n"
    (finding,) = found(tmp_path, text, "narrowed-override")
    assert (finding.path, finding.line, finding.element) == ("shop/sub.py", 3, "shop.sub.Sub.run")


def test_a_doubled_setter_by_property(tmp_path: Path) -> None:
    source = (
        "class Box:\n    @property\n    def a(self): return self._a\n    @a.setter\n    def a(self, v): self._a = v\n"
        "    @property\n    def b(self): return self._b\n    @b.setter\n    def b(self, v): self._b = v\n"
        "class Cube(Box):\n    @Box.a.setter\n    def a(self, v):\n        self._a = self._b = v\n"
    )
    assert rules(tmp_path, source) == {"broken-promise"}
