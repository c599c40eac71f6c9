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
        (WRITTEN + MADE, True),
        (WRITTEN + MADE.replace("self.lamp", "lamp").replace("def __init__", "def press"), False),
        (WRITTEN + MADE.replace("Lamp()", "Lamp() if dark else None"), False),
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
        "written, made anew",
        "written, one of two",
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
    ("field", "is_found"), [("lamp: Lamp", True), ("lamp: Lamp = field(default_factory=Lamp)", True), ("lamp: Switch", False)]
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


MAIL = "import smtplib\n" + LAMP.replace("pass", "smtplib.SMTP('localhost').quit()")


@pytest.mark.parametrize(("lamp", "is_found"), [(WRITTEN, False), (SHOWN, False), (MAIL, True)], ids=["part", "console", "mail"])
def test_what_is_not_certain_counts_in_a_file_that_nobody_imports(tmp_path: Path, lamp: str, is_found: bool) -> None:
    assert rules(tmp_path / "program", lamp + MADE) == {"constructs-infrastructure"}
    assert bool(rules(tmp_path / "library", f"{lamp}{MADE}=== street.py ===\nimport house\n")) == is_found


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        (f"class Lamp:\n{KEPT}    def turn_on(self):\n        self.is_on = 1\n", False),
        (f"class RedisLamp:\n{KEPT}    def turn_on(self):\n        self.is_on = 1\n", True),
        (f"class MySqlLamp:\n{KEPT}    def turn_on(self):\n        self.is_on = 1\n", True),
        (f"class Lamp:\n{KEPT}    def turn_on(self):\n        open(self.wire)\n", True),
        (f"class Lamp:\n{KEPT}    def turn_on(self):\n        print(self.wire)\n", False),
    ],
    ids=["value", "technology", "spelled otherwise", "files", "console"],
)
def test_what_is_made_of_something_where_it_is_used(tmp_path: Path, source: str, is_found: bool) -> None:
    name = source.split("class ")[1].split(":")[0]
    user = f"class Button:\n    def press(self):\n        lamp = {name}('red')\n        lamp.turn_on()\n"
    assert rules(tmp_path, source + user) == ({"constructs-infrastructure"} if is_found else set())


def test_several_parts_that_are_made_anew(tmp_path: Path) -> None:
    text = WRITTEN + WRITTEN.replace("Lamp", "Bell") + "class Button:\n    def press(self):\n        Lamp().turn_on()\n"
    assert rules(tmp_path / "one", text) == set()
    assert rules(tmp_path / "two", text + "        Bell().turn_on()\n") == {"constructs-infrastructure"}


def test_a_factory_gives_back_what_it_makes(tmp_path: Path) -> None:
    text = SHOWN + "class Button:\n    def make(self, room):\n        lamp = Lamp()\n        lamp.turn_on()\n        return {}\n"
    assert rules(tmp_path / "factory", text.format("House(lamp)").replace("lamp.turn_on()", "lamp.turn_on(); House()")) == set()
    assert rules(tmp_path / "policy", text.format("room")) == {"constructs-infrastructure"}


def test_an_instance_that_a_class_hands_out_of_itself(tmp_path: Path) -> None:
    lamp = WRITTEN + "    @classmethod\n    def shared(cls{}):\n        return cls.one\n"
    user = MADE.replace("Lamp()", "Lamp.shared()")
    assert rules(tmp_path / "kept", lamp.format("") + user) == {"constructs-infrastructure"}
    assert rules(tmp_path / "made", lamp.format(", wire") + user) == set()
    chained = "class Button:\n    def press(self):\n        Lamp.shared().turn_on()\n"
    assert rules(tmp_path / "chained", LAMP + lamp.format("")[len(WRITTEN) :] + chained) == {"constructs-infrastructure"}


def test_a_logger_of_the_file_is_a_collaborator(tmp_path: Path) -> None:
    own = "class FileLogger:\n    def write(self, text):\n        open('log', 'a').write(text)\n"
    user = "log = FileLogger()\nclass Button:\n    def press(self):\n        log.write('on')\n"
    assert rules(tmp_path / "own", own + user) == {"constructs-infrastructure"}
    assert rules(tmp_path / "other", "from logs import FileLogger\n" + user) == set()


def test_a_default_of_the_class_that_is_asked_for(tmp_path: Path) -> None:
    user = TYPED.replace("lamp: Lamp", "lamp: {} = None").replace("= lamp\n", "= lamp or Lamp()\n")
    assert rules(tmp_path / "class", SHOWN + user.format("Lamp")) == {"concrete-collaborator"}
    assert rules(tmp_path / "interface", SWITCH + SHOWN.replace("Lamp", "Lamp(Switch)") + user.format("Switch")) == set()


def test_clients_of_several_drivers_that_do_not_meet(tmp_path: Path) -> None:
    text = (
        "import boto3, redis\nclass Photos:\n    def {0}(self, data):\n        boto3.client('s3').put_object(data)\n"
        "    def {1}(self, data):\n        redis.Redis().incr(data)\n"
    )
    assert rules(tmp_path / "apart", text.format("put", "count")) == set()
    united = text.format("_put", "_count") + "    def add(self, data):\n        self._put(data)\n        self._count(data)\n"
    assert rules(tmp_path / "united", united) == {"concrete-collaborator"}


def test_a_driver_that_a_class_with_rules_calls(tmp_path: Path) -> None:
    text = (
        "import stripe\nclass Till:\n    def pay(self, basket):\n        cents = basket.cents\n        if cents == 0:\n"
        "            {}\n        return stripe.PaymentIntent.create(amount=cents)\n"
    )
    assert rules(tmp_path / "rules", text.format("raise ValueError(cents)")) == {"concrete-collaborator"}
    assert rules(tmp_path / "adapter", text.format("return None")) == set()


FAMILY = """
class Family:
    def __init__(self):
        self.children = []
    def add(self, child):
        self.children.append(child)
"""
STUDY = "class Study:\n    def __init__(self, family: Family):\n        for each in family.{}:\n            print(each)\n"


def test_the_store_of_another_class(tmp_path: Path) -> None:
    assert rules(tmp_path / "store", FAMILY + STUDY.format("children")) == {"concrete-collaborator"}
    assert rules(tmp_path / "answer", FAMILY + STUDY.format("named")) == set()
    assert rules(tmp_path / "untyped", FAMILY + STUDY.format("children").replace(": Family", "")) == {"concrete-collaborator"}
    kept = "class Study:\n    def __init__(self, family: Family):\n        self.family = family\n"
    kept += "    def names(self):\n        return [each.name for each in self.family.children]\n"
    assert rules(tmp_path / "kept", FAMILY + kept) == {"concrete-collaborator"}
    asks = kept.replace("return", "self.family.add(1)\n        return")
    assert rules(tmp_path / "asks", FAMILY + asks) == set()
    of_data = FAMILY.replace("self)", "self, name)", 1)
    assert rules(tmp_path / "entity", of_data + STUDY.format("children")) == set()


def test_rules_that_inherit_their_infrastructure(tmp_path: Path) -> None:
    text = (
        "import sqlite3\nclass Table:\n    def rows(self):\n        return sqlite3.connect('x').execute('select')\n"
        "class {0}(Table):\n    def left(self, day):\n        if day:\n            {1}\n        return self.rows()\n"
    )
    assert rules(tmp_path / "rules", text.format("Holidays", "raise ValueError(day)")) == {"concrete-collaborator"}
    assert rules(tmp_path / "kind", text.format("HolidayTable", "raise ValueError(day)")) == set()
    assert rules(tmp_path / "adapter", text.format("Holidays", "day = 1")) == set()


def test_an_abstraction_that_makes_its_implementation(tmp_path: Path) -> None:
    base = f"import redis\n{SWITCH}    @classmethod\n    def default(cls):\n        return {{}}()\n"
    lamp = "class Lamp(Switch):\n    def turn_on(self):\n        redis.Redis().set('on', 1)\n"
    assert rules(tmp_path / "made", base.format("Lamp") + lamp) == {"concrete-collaborator"}
    assert rules(tmp_path / "asked", base.format("cls") + lamp) == set()


def test_a_parameter_is_no_global_of_the_same_name(tmp_path: Path) -> None:
    text = "import redis\nclass Photos:\n    def __init__(self{}):\n        self.cache = cache\n"
    text += "    def put(self, data):\n        self.cache.set(data)\n{}cache = redis.Redis()\nPhotos(cache).put(1)\n"
    assert rules(tmp_path / "given", text.format(", cache", "")) == set()
    assert rules(tmp_path / "taken", text.format("", "")) == {"concrete-collaborator"}


def test_a_function_that_reads_files_of_its_own(tmp_path: Path) -> None:
    text = "class Lamp:\n    def turn_on(self):\n        {}\n"
    text += "def light(room):\n    lamp = Lamp()\n    lamp.turn_on()\n    return room\n"
    assert rules(tmp_path / "files", text.format("open('x')")) == set()
    assert rules(tmp_path / "console", text.format("print('x')")) == {"constructs-infrastructure"}


def test_what_looks_at_its_own_fields_is_no_sketch(tmp_path: Path) -> None:
    lamp = "class Lamp:\n    def __init__(self):\n        self.is_on = False\n    def turn_on(self):\n        return {}\n"
    text = lamp + "class Button:\n    def press(self):\n        lamp = Lamp()\n        lamp.turn_on()\n"
    assert rules(tmp_path / "sketch", text.format("'on'")) == {"constructs-infrastructure"}
    assert rules(tmp_path / "written", text.format("'on' if self.is_on else 'off'")) == set()


def test_a_global_that_the_class_fills_stands_for_what_it_was_given(tmp_path: Path) -> None:
    text = "import peewee\ndb = peewee.DatabaseProxy()\nclass Stats:\n    def __init__(self, database):\n        {}\n"
    text += "    def count(self):\n        return db.execute('SELECT 1')\n"
    assert rules(tmp_path / "finds", text.format("self.database = database")) == {"concrete-collaborator"}
    assert rules(tmp_path / "fills", text.format("db.initialize(database)")) == set()


def test_a_technology_that_a_layer_stands_on_is_told_of_once(tmp_path: Path) -> None:
    modules = "=== shop/__init__.py ===\n=== shop/domain/__init__.py ===\n=== shop/infrastructure/__init__.py ===\n"
    modules += "".join(f"=== shop/domain/m{number}.py ===\nimport django.db\nimport django.utils\n" for number in range(3))
    text = f"{modules}=== shop/infrastructure/tables.py ===\nimport django\n"
    (finding,) = found(tmp_path, text, "policy-imports-infrastructure")
    assert finding.message.startswith("3 modules of the domain layer import django")
    assert [(each.path, each.line) for each in finding.steps] == [(f"shop/domain/m{number}.py", 1) for number in range(3)]
    (tmp_path / "shop/domain/m2.py").write_text("")
    assert len(found(tmp_path, "=== shop/other.py ===\n", "policy-imports-infrastructure")) == 4
