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


def test_in_a_package_a_group_is_larger(tmp_path: Path) -> None:
    head = "=== shop/__init__.py ===\n=== shop/m.py ===\n"
    both = (
        FIRST + "    def five(self):\n        self.b -= len(self.a)\n",
        SECOND + "    def six(self):\n        self.d -= len(self.c)\n",
    )
    assert not found(tmp_path / "two", f"{head}class Two:\n{INIT}{FIRST}{SECOND}", "incohesive-class")
    assert len(found(tmp_path / "three", f"{head}class Two:\n{INIT}{''.join(both)}", "incohesive-class")) == 1


def test_groups_that_do_the_same_to_other_fields(tmp_path: Path) -> None:
    text = f"class Two:\n{INIT}{FIRST}{SECOND}".replace("one(", "add_color(").replace("two(", "all_colors(")
    assert elements(tmp_path, text.replace("three(", "add_font(").replace("four(", "all_fonts(")) == []


BAG = [
    "    def slug(self, text):\n        return text.lower()\n",
    "    def euros(self, dollars):\n        return dollars * 2\n",
    "    @staticmethod\n    def fetch(city):\n        return get(city)\n",
    "    def is_valid(self, number):\n        return len(number) == 9\n",
]


def test_a_bag_of_functions(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, f"=== m.py ===\nclass Helper:\n{''.join(BAG)}", "incohesive-class")
    assert "'Helper' is a bag of 4 functions" in finding.message
    assert "slug, euros, fetch" in finding.message


@pytest.mark.parametrize(
    "other",
    [
        "    def is_valid(self, city):\n        return len(city) == 9\n",
        "    def slug_of(self, number):\n        return len(number) == 9\n",
        "    def is_valid(self, number):\n        return self.slug(number) == number\n",
        "    def is_valid(self):\n        return 9\n",
        "    def is_valid(self, number):\n        ...\n",
        "    limit = 9\n    def is_valid(self, number):\n        return number == 9\n",
    ],
    ids=["a parameter", "a word", "another method", "nothing to work on", "no body", "state"],
)
def test_what_a_class_without_state_may_have_in_common(tmp_path: Path, other: str) -> None:
    assert elements(tmp_path, f"class Helper:\n{''.join(BAG[:3])}{other}") == []


def test_what_answers_nothing_is_no_bag_of_functions(tmp_path: Path) -> None:
    assert elements(tmp_path, f"class Machine:\n{''.join(BAG)}".replace("return ", "print(1) or ")) == []
