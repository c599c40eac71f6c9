"""What kind of class a class is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from archlint.facts import Ancestry, ClassRef, World, gather
from archlint.rules import class_kinds as kinds
from tests.rules.helpers import write


def classes(folder: Path, text: str) -> tuple[World, dict[str, ClassRef]]:
    """The classes of one file `m.py`, and of others that the text names."""
    write(folder, text if text.startswith("===") else f"=== m.py ===\n{text}")
    world = World(gather(folder).graph)
    found: dict[str, ClassRef] = {}
    for number in range(len(world.graph.modules)):
        for each in world.code(number).classes:
            found[each.name] = ClassRef(number, each)
    return world, found


INTERFACES = """
from abc import ABC, ABCMeta, abstractmethod
from typing import Protocol

class Reader(Protocol):
    def read(self) -> str: ...
    def close(self) -> None: ...

class Store(ABC):
    @abstractmethod
    def load(self): ...
    def close(self):
        pass
    @property
    @abstractmethod
    def name(self): ...

class Old:
    def a(self):
        raise NotImplementedError
    def b(self):
        raise NotImplementedError()

class Bare:
    def a(self):
        pass
    def b(self):
        ...

class Hook:
    def run(self):
        self.before()
    def before(self):
        pass

class Meta(metaclass=ABCMeta):
    @abstractmethod
    def x(self): ...
    def one(self): return self.x() + 1
    def two(self): return self.x() + 2

class Impl(Store):
    def load(self):
        return open("f")
"""


@pytest.mark.parametrize(
    ("name", "asked", "interface"),
    [
        ("Reader", "read close", True),
        ("Store", "load close name", True),
        ("Old", "a b", True),
        ("Bare", "a b", True),
        ("Hook", "", False),
        ("Meta", "x", False),
        ("Impl", "", False),
    ],
)
def test_interfaces_and_what_they_ask_for(tmp_path: Path, name: str, asked: str, interface: bool) -> None:
    _, found = classes(tmp_path, INTERFACES)
    assert [each.name for each in kinds.abstract_methods(found[name])] == asked.split()
    assert kinds.is_interface(found[name]) is interface


METHODS = """
from abc import abstractmethod
from functools import cached_property
from typing import overload
class C:
    @property
    def p(self): return 1
    @cached_property
    def q(this): return 1
    @staticmethod
    def s(x): return x
    @classmethod
    def c(cls): return cls()
    @overload
    def o(self): ...
    @abstractmethod
    def a(self): raise NotImplementedError
    def k(*args): return args
"""


def test_kinds_of_methods(tmp_path: Path) -> None:
    _, found = classes(tmp_path, METHODS)
    methods = {each.name: each for each in found["C"].facts.methods}

    def those(test: Callable[..., bool]) -> str:
        return " ".join(name for name, each in methods.items() if test(each))

    assert those(kinds.is_property) == "p q"
    assert those(kinds.is_static) == "s"
    assert those(kinds.is_class_method) == "c"
    assert those(kinds.is_overload) == "o"
    assert those(kinds.is_abstract) == "a"
    assert those(kinds.is_unwritten) == "o a"
    assert [kinds.me(methods[name]) for name in "pqsck"] == ["self", "this", "", "cls", ""]


CLASSES = """
import enum, typing, unittest
import collections
from collections import namedtuple
from dataclasses import dataclass
import attr
from pydantic import BaseModel
from elsewhere import *

class Colour(enum.Enum):
    RED = 1
class Wrong(ValueError): pass
class Lost(Mystery): pass
class LostError(Mystery): pass
@dataclass(frozen=True)
class Point:
    x: int
    def norm(self): return abs(self.x)
@attr.s
class Line:
    x = attr.ib()
class Long(Line):
    def length(self): return 1
class Form(BaseModel):
    name: str
class Pair(namedtuple("Pair", "a b")): pass
class Row(typing.NamedTuple):
    a: int
class Plain:
    def __init__(self, a):
        self.a = a
    @property
    def double(self): return 2 * self.a
class Case(unittest.TestCase): pass
class Box(dict): pass
class Worker:
    def __init__(self, a):
        self.a = a
    def work(self): return self.a
class Typed(typing.Generic[typing.T]):
    def work(self): return 1
class LogMixin:
    def log(self): print(self.name)
class FakeStore:
    def get(self): return None
class AppDataDisabled:
    def get(self): return None
class Lister:
    def visit_call(self, node): return 1
    def visit_name(self, node): return 2
    def visit_list(self, node): return 2
    def result(self): return 3
class Container:
    def make(self): return Worker(1)
"""


@pytest.mark.parametrize(
    ("test", "names"),
    [
        (lambda ref, up: kinds.is_enum(up), "Colour"),
        (lambda ref, up: kinds.is_exception(ref, up), "Wrong LostError"),
        (lambda ref, up: kinds.is_data_class(ref, up), "Point Line Long Form Pair Row Plain"),
        (lambda ref, up: bool(kinds.framework_bases(up)), "Form Case"),
        (lambda ref, up: kinds.is_framework_class(up), "Lost LostError Form Pair Case"),
        (lambda ref, up: kinds.is_mixin(ref), "LogMixin"),
        (lambda ref, up: kinds.is_test_double(ref), "FakeStore"),
        (lambda ref, up: kinds.is_null_object(ref), "AppDataDisabled"),
        (lambda ref, up: kinds.is_visitor(ref), "Lister"),
    ],
    ids=["enum", "exception", "data", "external", "framework", "mixin", "double", "nothing", "visitor"],
)
def test_kinds_of_classes(tmp_path: Path, test: Callable[[ClassRef, Ancestry], bool], names: str) -> None:
    world, found = classes(tmp_path, CLASSES)
    assert " ".join(name for name, ref in found.items() if test(ref, world.ancestry(ref))) == names


def test_composition_roots_are_known_by_class_and_by_file(tmp_path: Path) -> None:
    world, found = classes(tmp_path, f"=== m.py ===\n{CLASSES}\n=== main.py ===\nclass Start:\n    def run(self): return 1\n")
    roots = {name for name, ref in found.items() if kinds.is_composition_root(ref, world)}
    assert roots == {"Start", "Container"}


@pytest.mark.parametrize(("name", "expected"), [("close", True), ("on_start", True), ("connectionLost", True), ("send", False)])
def test_steps_of_a_life_cycle(name: str, expected: bool) -> None:
    assert kinds.is_life_cycle(name) is expected
    assert kinds.words("sendHTMLMail_now") == ["send", "html", "mail", "now"]
