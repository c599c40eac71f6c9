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
        (LAMP + "class Torch:\n    def turn_on(self):\n        return self.x()\n" + TYPED, False),
        (LAMP.replace("Lamp", "Torch") + PLAIN, False),
    ],
    ids=["sketch", "namesake", "constant", "written", "base", "interface by name", "another name"],
)
def test_a_sketch_beside_its_user(tmp_path: Path, source: str, is_found: bool) -> None:
    assert rules(tmp_path, source) == ({"concrete-collaborator"} if is_found else set())


def test_a_class_that_names_object_as_its_base_has_none(tmp_path: Path) -> None:
    user = "class Button:\n    def press(self):\n        lamp = Lamp()\n        lamp.turn_on()\n"
    assert rules(tmp_path, LAMP.replace("Lamp", "Lamp(object)") + user) == {"constructs-infrastructure"}


MADE = "class Button:\n    def __init__(self):\n        self.lamp = Lamp()\n    def press(self):\n        self.lamp.turn_on()\n"
SHOWN = LAMP.replace("pass", "print('on')")
KEPT = "    def __init__(self, wire):\n        self.wire = wire\n"
WIRED = f"class Lamp:\n{KEPT}    def turn_on(self):\n        print(self.wire.feed())\n"
PART = "=== wires.py ===\nX = 1\n=== house.py ===\nfrom wires import X\n"
SWITCH = "from abc import ABC, abstractmethod\nclass Switch(ABC):\n    @abstractmethod\n    def turn_on(self): ...\n"


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        (SHOWN + MADE, True),
        (WRITTEN + MADE, False),
        (SWITCH + WRITTEN.replace("Lamp", "Lamp(Switch)") + MADE, True),
        (SHOWN + MADE + "    def dim(self):\n        Dimmer(self.lamp).run()\n", False),
        (SHOWN + MADE.replace("press", "turn_on"), True),
        (SHOWN + MADE.replace("press", "open") + "class Door:\n    def open(self):\n        return 1\n", False),
        (SHOWN + MADE.replace("Button", "ButtonFactory"), False),
        (SHOWN.replace("print", "raise ValueError") + MADE, False),
        (SWITCH + SHOWN + MADE.replace("Button", "Button(Switch)").replace("press", "turn_on"), False),
        (SHOWN.replace("    def", f"{KEPT}    def") + MADE, True),
        (WIRED + MADE, False),
        (MADE, True),
        ("from lamps import Lamp\n" + MADE, False),
        (SHOWN + "def light(room):\n    lamp = Lamp()\n    lamp.turn_on()\n    return room\n", True),
        (SHOWN + "def light():\n    lamp = Lamp()\n    lamp.turn_on()\n    return 1\n", False),
        (SHOWN + "lamp = Lamp()\nclass Button:\n    def press(self):\n        lamp.turn_on()\n", True),
        (SHOWN + "class Button:\n    lamp = Lamp()\n    def press(self):\n        self.lamp.turn_on()\n", True),
        (SHOWN.replace("    def", "    @staticmethod\n    def").replace("self", "") + MADE.replace("self.lamp.", "Lamp."), True),
    ],
    ids=[
        "console",
        "written",
        "implements",
        "hands on",
        "composite",
        "twin",
        "factory",
        "refuses",
        "detail",
        "value",
        "wired",
        "undefined",
        "imported",
        "function",
        "start",
        "global",
        "class body",
        "static",
    ],
)
def test_what_a_program_of_one_file_makes_itself(tmp_path: Path, source: str, is_found: bool) -> None:
    assert rules(tmp_path / "alone", source) == ({"constructs-infrastructure"} if is_found else set())


def test_a_part_of_a_repository_is_judged_by_certain_work_only(tmp_path: Path) -> None:
    assert rules(tmp_path / "console", PART + SHOWN + MADE) == set()
    mail = "import smtplib\nclass Lamp:\n    def turn_on(self):\n        smtplib.SMTP('localhost').quit()\n"
    assert rules(tmp_path / "mail", PART + mail + MADE) == {"constructs-infrastructure"}


def test_an_entity_is_no_collaborator(tmp_path: Path) -> None:
    made = "    def __init__(self, name, age):\n        self.name = name\n        self.age = age\n"
    text = f"class Lamp:\n{made}    def turn_on(self):\n        print(self.name)\n"
    assert rules(tmp_path, text + TYPED) == set()


@pytest.mark.parametrize(
    ("field", "is_found"), [("lamp: Lamp", True), ("lamp: Lamp = field(default_factory=Lamp)", False), ("lamp: Switch", False)]
)
def test_the_fields_of_a_data_class_are_what_it_asks_for(tmp_path: Path, field: str, is_found: bool) -> None:
    button = f"@dataclass\nclass Button:\n    {field}\n    def press(self):\n        self.lamp.turn_on()\n"
    text = "from dataclasses import dataclass, field\n" + SWITCH + SHOWN + button
    assert rules(tmp_path, text) == ({"concrete-collaborator"} if is_found else set())


def test_an_interface_beside_a_part_of_a_repository(tmp_path: Path) -> None:
    mail = "        smtplib.SMTP('localhost').quit()\n"
    lamp = f"import smtplib\n{SWITCH}class Lamp(Switch):\n    def turn_on(self):\n{mail}"
    assert rules(tmp_path / "certain", PART + lamp + TYPED) == {"concrete-collaborator"}
    assert rules(tmp_path / "other", PART + lamp.replace(mail, "        return self.x()\n") + TYPED) == set()
    handed = TYPED.replace("self.lamp.turn_on()", "self.lamp.turn_on(); wire(self.lamp)")
    assert rules(tmp_path / "handed", PART + lamp + handed) == set()


def test_clients_in_globals_and_of_several_drivers(tmp_path: Path) -> None:
    text = "import boto3, redis\ns3 = boto3.client('s3')\nclass Photos:\n    def put(self, data):\n        s3.put_object(data)\n"
    assert rules(tmp_path / "global", text) == {"concrete-collaborator"}
    text = "import boto3, redis\nclass Photos:\n    def __init__(self):\n        self.s3 = boto3.client('s3')\n        {}\n"
    text += "    def put(self, data):\n        self.s3.put_object(data)\n        self.cache.incr(data)\n"
    assert rules(tmp_path / "several", text.format("self.cache = redis.Redis()")) == {"concrete-collaborator"}
    assert rules(tmp_path / "one", text.format("self.cache = {}")) == set()


def test_an_interface_that_takes_the_objects_of_a_driver(tmp_path: Path) -> None:
    text = "from abc import ABC, abstractmethod\nfrom kafka import KafkaProducer\nclass Bills(ABC):\n    @abstractmethod\n"
    assert rules(tmp_path / "driver", text + "    def add(self, to: KafkaProducer): ...\n") == {"concrete-collaborator"}
    assert rules(tmp_path / "own", text + "    def add(self, to: str): ...\n") == set()


def test_a_client_of_a_class_that_decides_by_itself(tmp_path: Path) -> None:
    text = (
        "import redis\nclass Photos:\n    def __init__(self):\n        self.cache = redis.Redis()\n"
        "    def put(self, data):\n        if not data:\n            raise ValueError(data)\n        self.cache.set(data)\n"
    )
    assert rules(tmp_path / "decides", text) == {"concrete-collaborator"}
    assert rules(tmp_path / "adapts", text.replace("raise ValueError(data)", "return")) == set()
    protocol = "from typing import Protocol\nclass Shelf(Protocol):\n    def put(self, data): ...\n"
    assert rules(tmp_path / "implements", protocol + text) == set()
    given = text.replace("self):", "self, users):\n        self.users = users", 1).replace(
        "raise ValueError(data)", "self.users.tell()"
    )
    assert rules(tmp_path / "given", given) == {"concrete-collaborator"}
