"""LCOM4 against groups that were drawn by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from archlint.metrics import groups
from tests.metrics.code import a_class, units

TWO = """
class A:
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def f(self):
        return self.x
    def g(self):
        return self.f()
    def h(self):
        self.y += 1
"""


def test_methods_that_share_a_member_or_a_call_are_one_group() -> None:
    assert groups(a_class(TWO)) == [["f", "g"], ["h"]]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("def f(self): return self.a.b\n    def g(self): self.a.c()", [["f", "g"]]),
        ("def f(self): return self.a\n    def g(self): return self.b", [["f"], ["g"]]),
        ("def f(self): return self.a\n    def g(self): return self.b\n    def h(self): return self.a, self.b", [["f", "g", "h"]]),
        ("def f(self): return map(self.g, 'ab')\n    def g(self, x): return x", [["f", "g"]]),
        ("def f(this): return this.a\n    def g(me): return me.a", [["f", "g"]]),
        ("def f(self): return lambda: self.a\n    def g(self): return [self.a for _ in 'ab']", [["f", "g"]]),
        ("def f(self): return super().load()\n    def g(self): return self.load()", [["f", "g"]]),
        ("def f(self): return self['a']\n    def g(self): return self", [["f", "g"]]),
        ("def f(self): return 1\n    def g(self): return 2", [["f"], ["g"]]),
        ("@property\n    def a(self): return self._a\n    @a.setter\n    def a(self, x): self._b = x", [["a"]]),
    ],
)
def test_what_makes_a_group(body: str, expected: list[list[str]]) -> None:
    assert groups(a_class(f"class A:\n    {body}\n")) == expected


def test_what_does_not_count() -> None:
    source = (
        "class A:\n    def __init__(self): self.a = self.b = 1\n    @staticmethod\n    def s(x): return x\n"
        "    @classmethod\n    def c(cls): return cls()\n"
        "    def later(self): raise NotImplementedError\n    def nothing(self): ...\n"
    )
    assert groups(a_class(source)) == []


def test_a_module_has_its_worst_and_its_mean(tmp_path: Path) -> None:
    module = units(tmp_path, f"=== m.py ===\n{TWO}\nclass B:\n    def f(self): return self.x\nclass Data:\n    x: int\n")["m"]
    assert (module.classes, module.lcom4_worst, module.lcom4_mean) == (3, 2, 1.5)
    assert module.worst_class is not None
    assert (module.worst_class.name, module.worst_class.path, module.worst_class.lcom4) == ("m.A", "m.py", 2)
    assert module.worst_class.methods == 3


def test_a_module_without_methods_has_no_cohesion(tmp_path: Path) -> None:
    module = units(tmp_path, "=== m.py ===\nclass Data:\n    x: int\n")["m"]
    assert (module.lcom4_worst, module.lcom4_mean, module.worst_class) == (None, None, None)
