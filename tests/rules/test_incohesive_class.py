"""Classes whose methods share no state, and those that only look so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.helpers import found

INIT = "    def __init__(self):\n        self.a = []\n        self.b = 0\n        self.c = {}\n        self.d = 0\n"
FIRST = (
    "    def one(self, x):\n        self.a.append(x)\n        self.b += 1\n    def two(self):\n        return [*self.a, self.b]\n"
)
SECOND = "    def three(self, x):\n        self.c[x] = 1\n        self.d += 1\n    def four(self):\n        return self.c, self.d\n"


def elements(folder: Path, text: str) -> list[str]:
    return [each.element.partition(".")[2] for each in found(folder, f"=== m.py ===\n{text}", "incohesive-class")]


def test_two_groups(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, f"=== m.py ===\nclass Two:\n{INIT}{FIRST}{SECOND}", "incohesive-class")
    assert "'Two' is 2 classes in one" in finding.message
    assert "one, two; three, four" in finding.message


@pytest.mark.parametrize(
    "more",
    [
        "    def both(self):\n        return self.two(), self.four()\n",
        "    def both(self):\n        return self.b + self.d\n",
        "    def copy(self):\n        return dict(me=self)\n",
        "    def run(self):\n        super().run()\n",
        "    def __eq__(self, other):\n        return self.a == other.a\n",
        "    def fill(self):\n        raise NotImplementedError\n",
    ],
    ids=["calls both", "reads both", "hands itself on", "asks a base", "value", "unfinished"],
)
def test_what_holds_a_class_together(tmp_path: Path, more: str) -> None:
    assert elements(tmp_path, f"class Two:\n{INIT}{FIRST}{SECOND}{more}") == []


@pytest.mark.parametrize("head", ["Two(Other)", "TwoMixin", "FakeTwo", "BaseTwo", "Two(dict)"])
def test_classes_whose_state_may_be_elsewhere(tmp_path: Path, head: str) -> None:
    assert elements(tmp_path, f"class Other:\n    pass\nclass {head}:\n{INIT}{FIRST}{SECOND}") == []


def test_a_class_with_a_subclass_beside_it(tmp_path: Path) -> None:
    assert elements(tmp_path, f"class Two:\n{INIT}{FIRST}{SECOND}class More(Two):\n    pass\n") == []


def test_a_callback_given_away_in_the_constructor(tmp_path: Path) -> None:
    init = INIT + "        self.c = Worker(self.one)\n"
    assert elements(tmp_path, f"class Two:\n{init}{FIRST}{SECOND}") == []


def test_a_field_made_from_a_field(tmp_path: Path) -> None:
    init = INIT.replace("self.d = 0", "self.d = self.b")
    assert elements(tmp_path, f"class Two:\n{init}{FIRST}{SECOND}") == []


def test_two_ways_of_one_thing(tmp_path: Path) -> None:
    text = f"class Two:\n{INIT}{FIRST}{SECOND}".replace("one", "escape_all").replace("three", "unescape_all")
    assert elements(tmp_path, text) == []


def test_values_that_never_change_are_no_state(tmp_path: Path) -> None:
    second = "    def three(self, x):\n        return x * self.c + self.d\n"
    second += "    def four(self, x):\n        return (x - self.d) / self.c\n"
    assert elements(tmp_path, f"class Two:\n{INIT}{FIRST}{second}") == []


def test_a_group_that_calls_a_setter(tmp_path: Path) -> None:
    second = (
        SECOND
        + "    def five(self):\n        self.clear()\n        self.d = self.d + 1\n    def clear(self):\n        self.b = 0\n"
    )
    assert elements(tmp_path, f"class Two:\n{INIT}{FIRST}{second}") == []


@pytest.mark.parametrize(("name", "is_found"), [("four", True), ("_four", False), ("close", False)])
def test_a_group_has_several_public_methods_that_are_no_step_of_a_life_cycle(tmp_path: Path, name: str, is_found: bool) -> None:
    text = f"class Two:\n{INIT}{FIRST}{SECOND.replace('four', name)}"
    assert bool(elements(tmp_path, text)) == is_found
