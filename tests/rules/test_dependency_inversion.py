"""What a class may ask its collaborators to be, where they stand beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.helpers import found

LAMP = "class Lamp:\n    def turn_on(self):\n        pass\n"
WRITTEN = "class Lamp:\n    def turn_on(self):\n        self.is_on = self.wire()\n"
TYPED = (
    "class Button:\n    def __init__(self, lamp: Lamp):\n        self.lamp = lamp\n"
    "    def press(self):\n        self.lamp.turn_on()\n"
)
PLAIN = TYPED.replace(": Lamp", "")


def rules(folder: Path, source: str) -> set[str]:
    return {finding.rule for finding in found(folder, f"=== house.py ===\n{source}", "dependency-inversion")}


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        (LAMP + TYPED, True),
        (LAMP + PLAIN, True),
        (LAMP.replace("pass", "return 'on'") + PLAIN, True),
        (WRITTEN + TYPED, False),
        (LAMP + "class Torch(Lamp):\n    def turn_on(self):\n        return self.x()\n" + TYPED, False),
        (LAMP.replace("Lamp", "Torch") + PLAIN, False),
    ],
    ids=["sketch", "namesake", "constant", "written", "base", "another name"],
)
def test_a_sketch_beside_its_user(tmp_path: Path, source: str, is_found: bool) -> None:
    assert rules(tmp_path, source) == ({"concrete-collaborator"} if is_found else set())


def test_a_class_that_names_object_as_its_base_has_none(tmp_path: Path) -> None:
    user = "class Button:\n    def press(self):\n        lamp = Lamp()\n        lamp.turn_on()\n"
    assert rules(tmp_path, LAMP.replace("Lamp", "Lamp(object)") + user) == {"constructs-infrastructure"}
