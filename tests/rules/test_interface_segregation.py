"""Interfaces that ask for too much: implementers that stub, and implementers that each take a corner."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.helpers import found

ABC_DEVICE = """from abc import ABC, abstractmethod
class Device(ABC):
    @abstractmethod
    def show(self): ...
    @abstractmethod
    def measure(self): ...
    @abstractmethod
    def print(self): ...
"""
PART = "    def show(self):\n        return 1 + 1\n    def measure(self):\n        return self.x\n"
REFUSED = "    def print(self):\n        raise RuntimeError('no paper')\n"
EMPTY = "    def print(self):\n        pass\n"


def elements(folder: Path, text: str, rule: str) -> list[str]:
    text = text if text.startswith("===") else f"=== m.py ===\n{text}"
    return [each.element.rpartition(".")[2] for each in found(folder, text, rule)]


@pytest.mark.parametrize("stub", [REFUSED, "    def print(self):\n        raise NotImplementedError\n"])
def test_a_refused_part(tmp_path: Path, stub: str) -> None:
    (finding,) = found(tmp_path, f"=== m.py ===\n{ABC_DEVICE}class Lamp(Device):\n{PART}{stub}", "stubbed-interface")
    assert finding.line == 9
    assert finding.message.startswith("'Lamp' stubs 1 of the 3 methods that 'Device' asks for (print);")


@pytest.mark.parametrize("answer", ["pass", "return None", "return []"])
def test_one_empty_method_of_three_may_be_right_and_two_are_not(tmp_path: Path, answer: str) -> None:
    empty = EMPTY.replace("pass", answer)
    assert elements(tmp_path, f"{ABC_DEVICE}class Lamp(Device):\n{PART}{empty}", "stubbed-interface") == []
    most = PART.replace("return self.x", answer) + empty
    assert elements(tmp_path, f"{ABC_DEVICE}class Lamp(Device):\n{most}", "stubbed-interface") == ["Lamp"]


def test_an_empty_method_is_a_stub_where_another_implementer_has_something_to_do(tmp_path: Path) -> None:
    full = f"class Printer(Device):\n{PART}    def print(self):\n        return self.x * 2\n"
    text = f"{ABC_DEVICE}class Lamp(Device):\n{PART}{EMPTY}{full}"
    assert elements(tmp_path / "alone", text, "stubbed-interface") == ["Lamp"]
    other = "=== n.py ===\nX = 1\n=== m.py ===\nfrom n import X\n"
    assert elements(tmp_path / "part", other + text, "stubbed-interface") == []
    large = f"{text}# {'long ' * 4000}\n"
    assert elements(tmp_path / "large", large, "stubbed-interface") == []


def test_false_is_an_answer_to_a_question_and_a_stub_of_a_task(tmp_path: Path) -> None:
    full = f"class Printer(Device):\n{PART}    def print(self):\n        return self.x * 2\n"
    text = f"{ABC_DEVICE}class Lamp(Device):\n{PART}{EMPTY.replace('pass', 'return False')}{full}"
    assert elements(tmp_path / "question", text, "stubbed-interface") == []
    assert elements(tmp_path / "task", text.replace("print(self)", "print(self, text)"), "stubbed-interface") == ["Lamp"]


def test_a_class_that_has_the_methods_of_a_protocol_beside_it_implements_it(tmp_path: Path) -> None:
    protocol = "from typing import Protocol\n" + ABC_DEVICE.replace("(ABC)", "(Protocol)")
    text = f"{protocol}class Lamp:\n{PART}{REFUSED}"
    assert elements(tmp_path / "all", text, "stubbed-interface") == ["Lamp"]
    assert elements(tmp_path / "some", f"{protocol}class Lamp:\n{REFUSED}", "stubbed-interface") == []


def test_an_empty_step_of_a_life_cycle_is_an_answer(tmp_path: Path) -> None:
    text = f"{ABC_DEVICE}class Lamp(Device):\n{PART.replace('return self.x', 'pass')}{EMPTY}"
    text = text.replace("def measure", "def on_start").replace("def print", "def close")
    assert elements(tmp_path, text, "stubbed-interface") == []


@pytest.mark.parametrize(
    "head",
    ["BaseLamp(Device)", "LampMixin(Device)", "FakeLamp(Device)", "NoLamp(Device)", "Lamp(Device, ABC)", "ILamp(Device)"],
)
def test_classes_that_may_stub(tmp_path: Path, head: str) -> None:
    assert elements(tmp_path, f"{ABC_DEVICE}class {head}:\n{PART}{REFUSED}", "stubbed-interface") == []


def test_a_stub_that_a_subclass_in_another_file_fills(tmp_path: Path) -> None:
    text = f"=== m.py ===\n{ABC_DEVICE}class Lamp(Device):\n{PART}{REFUSED}"
    sub = "=== n.py ===\nfrom m import Lamp\nclass Printer(Lamp):\n    def print(self):\n        return self.x * 2\n"
    assert elements(tmp_path / "a", text, "stubbed-interface") == ["Lamp"]
    assert elements(tmp_path / "b", text + sub, "stubbed-interface") == []


def test_refusing_what_a_working_base_does_is_another_matter(tmp_path: Path) -> None:
    text = f"class Device:\n{PART}    def print(self):\n        return self.x\nclass Lamp(Device):\n{REFUSED}"
    assert elements(tmp_path, text, "stubbed-interface") == []


def test_visitors_and_single_methods_and_stub_files_are_not_meant(tmp_path: Path) -> None:
    visitor = f"{ABC_DEVICE}class Lamp(Device):\n{PART}{REFUSED}".replace("Device", "DeviceVisitor")
    assert elements(tmp_path / "a", visitor, "stubbed-interface") == []
    assert elements(tmp_path / "b", f"=== m.pyi ===\n{ABC_DEVICE}class Lamp(Device):\n{PART}{REFUSED}", "stubbed-interface") == []
    single = f"class Device:\n    def print(self):\n        raise NotImplementedError\nclass Lamp(Device):\n{PART}{REFUSED}"
    assert elements(tmp_path / "c", single, "stubbed-interface") == []


PLAIN = "class Device:\n" + "".join(f"    def {name}(self):\n        {{body}}\n" for name in ("show", "measure", "print"))
SCREEN = "class Screen(Device):\n    def show(self):\n        return self.x\n"
SENSOR = "class Sensor(Device):\n    def measure(self):\n        return self.y\n"
BOTH = f"class Both(Device):\n{PART}"


@pytest.mark.parametrize("body", ["raise NotImplementedError", "pass"])
def test_implementers_with_different_corners(tmp_path: Path, body: str) -> None:
    text = PLAIN.format(body=body) + SCREEN + SENSOR
    assert elements(tmp_path / "a", text, "fat-interface") == ["Device"]
    assert elements(tmp_path / "b", PLAIN.format(body=body) + SCREEN, "fat-interface") == []


@pytest.mark.parametrize("body", ["raise NotImplementedError", "pass"])
def test_a_part_within_a_part_counts_only_where_all_stand_together(tmp_path: Path, body: str) -> None:
    interface = PLAIN.format(body=body)
    assert elements(tmp_path / "a", interface + SCREEN + BOTH, "fat-interface") == ["Device"]
    apart = f"=== base.py ===\n{interface}=== m.py ===\nfrom base import Device\n"
    assert elements(tmp_path / "b", apart + SCREEN + BOTH, "fat-interface") == []
    assert elements(tmp_path / "c", apart + SCREEN + SENSOR, "fat-interface") == ["Device"]
    assert elements(tmp_path / "d", apart + SCREEN + SENSOR + BOTH + REFUSED.replace("raise", "return"), "fat-interface") == []


def test_an_abstract_method_with_a_body_is_asked_for_all_the_same(tmp_path: Path) -> None:
    text = ABC_DEVICE.replace(": ...", ":\n        return self.x")
    assert elements(tmp_path, text + SCREEN + BOTH, "fat-interface") == ["Device"]


WIDE = ABC_DEVICE + "    @abstractmethod\n    def dim(self): ...\n"
CLIENTS = (
    "class Panel:\n    def __init__(self, device: Device):\n        self.device = device\n"
    "    def run(self):\n        self.device.show()\n"
    "def log(devices: list[Device], path):\n    return [each.measure() for each in devices]\n"
)


def test_clients_that_each_call_another_corner(tmp_path: Path) -> None:
    assert elements(tmp_path / "corners", WIDE + CLIENTS, "fat-interface") == ["Device"]
    assert elements(tmp_path / "narrow", ABC_DEVICE.replace("print", "_print") + CLIENTS, "fat-interface") == []
    both = CLIENTS.replace("each.measure()", "(each.measure(), each.show())")
    assert elements(tmp_path / "common", WIDE + both, "fat-interface") == []


def test_hooks_are_made_to_be_taken_in_part(tmp_path: Path) -> None:
    text = PLAIN.format(body="pass") + SCREEN + SENSOR
    assert elements(tmp_path / "a", text.replace("show", "on_show").replace("measure", "on_measure"), "fat-interface") == []
    assert elements(tmp_path / "b", text.replace("Device", "DeviceListener"), "fat-interface") == []


def test_an_implementer_that_is_a_base_is_not_finished(tmp_path: Path) -> None:
    text = PLAIN.format(body="raise NotImplementedError") + SCREEN + SENSOR
    assert elements(tmp_path, text + "class Big(Screen):\n    def measure(self):\n        return 2\n", "fat-interface") == []


def test_one_stub_of_an_interface_in_another_file_is_an_exception_and_two_are_a_role(tmp_path: Path) -> None:
    text = f"=== base.py ===\n{ABC_DEVICE}=== m.py ===\nfrom base import Device\nclass Lamp(Device):\n{PART}{REFUSED}"
    assert elements(tmp_path / "one", text, "stubbed-interface") == []
    text = text.replace("return self.x", "raise RuntimeError('no gauge')")
    assert elements(tmp_path / "two", text, "stubbed-interface") == ["Lamp"]


def test_a_word_for_refusing_that_callers_know_is_no_stub(tmp_path: Path) -> None:
    text = f"{ABC_DEVICE}class Lamp(Device):\n{PART}{REFUSED.replace('RuntimeError', 'NotSupportedError')}"
    assert elements(tmp_path / "part", f"=== n.py ===\nX = 1\n=== m.py ===\nfrom n import X\n{text}", "stubbed-interface") == []
    assert elements(tmp_path / "alone", text, "stubbed-interface") == ["Lamp"]


def test_an_error_of_the_repository_tells_a_user_what_is_wrong(tmp_path: Path) -> None:
    two = PART.replace("return self.x", "raise RuntimeError")
    jam = "=== n.py ===\nclass Jam(Exception): ...\n=== m.py ===\nfrom n import Jam\n"
    text = f"{jam}{ABC_DEVICE}class Lamp(Device):\n{two}{REFUSED}"
    assert elements(tmp_path / "builtin", text, "stubbed-interface") == ["Lamp"]
    assert elements(tmp_path / "own", text.replace("RuntimeError", "Jam"), "stubbed-interface") == []


def test_what_says_the_same_whatever_it_is_given_is_a_stub(tmp_path: Path) -> None:
    device = ABC_DEVICE.replace("(self)", "(self, text)")
    full = "class Printer(Device):\n" + PART.replace("(self)", "(self, text)") + "    def print(self, text):\n        print(text)\n"
    lamp = full.replace("Printer", "Lamp").replace("print(text)", "print('a lamp')")
    assert elements(tmp_path, device + full + lamp, "stubbed-interface") == ["Lamp"]


def test_one_refusal_of_many_is_enough_where_all_stand_together(tmp_path: Path) -> None:
    text = f"{WIDE}class Lamp(Device):\n{PART}    def dim(self):\n        return self.x * 2\n{REFUSED}"
    assert elements(tmp_path / "alone", text, "stubbed-interface") == ["Lamp"]
    assert elements(tmp_path / "part", f"=== n.py ===\nX = 1\n=== m.py ===\nfrom n import X\n{text}", "stubbed-interface") == []


def test_one_refusal_of_a_few_in_a_part_of_a_repository_is_an_exception(tmp_path: Path) -> None:
    part = f"=== n.py ===\nX = 1\n=== m.py ===\nfrom n import X\n{ABC_DEVICE}class Lamp(Device):\n{PART}{REFUSED}"
    assert elements(tmp_path / "one", part, "stubbed-interface") == []
    assert elements(tmp_path / "two", part.replace("return self.x", "raise RuntimeError"), "stubbed-interface") == ["Lamp"]


def test_a_stub_may_say_something_before_it_raises(tmp_path: Path) -> None:
    said = REFUSED.replace("raise", "print('no')\n        raise")
    assert elements(tmp_path, f"{ABC_DEVICE}class Lamp(Device):\n{PART}{said}", "stubbed-interface") == ["Lamp"]


@pytest.mark.parametrize(
    ("methods", "is_found"),
    [
        (("draw_circle(self)", "draw_square(self)"), True),
        (("draw_circle(self)", "draw_square(self, size)"), False),
        (("draw_circle(self)", "measure(self)"), False),
        (("get_circle(self)", "get_square(self)"), False),
    ],
    ids=["variants", "other arguments", "other verbs", "accessors"],
)
def test_an_interface_that_asks_for_every_variant(tmp_path: Path, methods: tuple[str, ...], is_found: bool) -> None:
    asked = "".join(f"    def {each}:\n        raise NotImplementedError\n" for each in methods)
    assert elements(tmp_path / "asks", f"class Shape:\n{asked}", "fat-interface") == (["Shape"] if is_found else [])
    hollow = asked.replace("raise NotImplementedError", "pass")
    assert elements(tmp_path / "hollow", f"class Shape:\n{hollow}", "fat-interface") == []


def test_variants_that_implementers_split_are_one_finding(tmp_path: Path) -> None:
    kinds = ("circle", "square")
    asked = "".join(f"    def draw_{each}(self):\n        raise NotImplementedError\n" for each in kinds)
    subs = "".join(f"class {each.title()}(Shape):\n    def draw_{each}(self):\n        return self.x()\n" for each in kinds)
    assert elements(tmp_path, f"class Shape:\n{asked}{subs}", "fat-interface") == ["Shape"]


def test_an_interface_that_three_classes_stub_is_told_of_once(tmp_path: Path) -> None:
    names = ("Lamp", "Horn", "Bell")
    text = f"=== m.py ===\n{ABC_DEVICE}" + "".join(f"class {name}(Device):\n{PART}{REFUSED}" for name in names)
    (finding,) = found(tmp_path, text, "stubbed-interface")
    assert (finding.element, finding.line) == ("m.Device", 9)
    assert finding.message.startswith("3 implementers stub a part of the 3 methods that 'Device' asks for (print);")
    assert [each.text for each in finding.steps] == [f"{name} stubs print" for name in names]


REFUSALS = PART.replace("return self.x", "raise RuntimeError('no gauge')") + REFUSED
GAUGES = "".join(f"    @abstractmethod\n    def {name}(self): ...\n" for name in ("weigh", "count", "mark"))


def in_package(folder: Path, lamps: str, device: str = ABC_DEVICE) -> list[str]:
    text = f"=== home/__init__.py ===\n=== home/base.py ===\n{device}=== home/m.py ===\nfrom home.base import Device\n{lamps}"
    return elements(folder, text, "stubbed-interface")


def test_in_a_package_what_the_base_only_raises_about_need_not_be_written(tmp_path: Path) -> None:
    assert in_package(tmp_path / "abstract", f"class Lamp(Device):\n{REFUSALS}") == ["Lamp"]
    raising = ABC_DEVICE.replace("    @abstractmethod\n", "").replace("...", "raise NotImplementedError")
    assert in_package(tmp_path / "raising", f"class Lamp(Device):\n{REFUSALS}", raising) == []


def test_in_a_package_an_empty_method_is_an_answer(tmp_path: Path) -> None:
    assert in_package(tmp_path, f"class Lamp(Device):\n{PART.replace('return self.x', 'pass')}{EMPTY}") == []


def test_in_a_package_a_wrapper_of_the_same_interface_refuses_on_purpose(tmp_path: Path) -> None:
    made = "    def __init__(self, device: Device):\n        self.device = device\n"
    assert in_package(tmp_path / "same", f"class Lamp(Device):\n{made}{REFUSALS}") == []
    assert in_package(tmp_path / "other", f"class Lamp(Device):\n{made.replace(': Device', ': str')}{REFUSALS}") == ["Lamp"]


def test_in_a_package_what_is_said_never_to_return_is_no_stub(tmp_path: Path) -> None:
    never = REFUSALS.replace("print(self):", "print(self) -> NoReturn:")
    assert in_package(tmp_path, f"from typing import NoReturn\nclass Lamp(Device):\n{never}") == []


def test_in_a_package_a_few_stubs_are_a_role_where_another_class_stubs_them_too(tmp_path: Path) -> None:
    wide = ABC_DEVICE + GAUGES
    one = f"class Lamp(Device):\n{REFUSALS}"
    assert in_package(tmp_path / "one", one, wide) == []
    assert in_package(tmp_path / "two", one + one.replace("Lamp", "Horn"), wide) == ["Lamp", "Horn"]
    other = one.replace("Lamp", "Horn").replace("def measure", "def weigh").replace("def print", "def count")
    assert in_package(tmp_path / "others", one + other, wide) == []


def test_in_a_package_a_limit_that_is_said_needs_another_class_to_agree(tmp_path: Path) -> None:
    said = f"class Lamp(Device):\n{REFUSALS.replace('no gauge', 'gauges are not supported yet')}"
    assert in_package(tmp_path / "one", said) == []
    assert in_package(tmp_path / "two", said + said.replace("Lamp", "Horn")) == ["Lamp", "Horn"]


@pytest.mark.parametrize(
    "field",
    [
        "    measure: int\n",
        "    def __init__(self, value):\n        self.measure = value\n",
        "    def __init__(self, value):\n        self.measure: int = value\n",
    ],
)
def test_a_field_gives_a_property_too(tmp_path: Path, field: str) -> None:
    device = "class Device:\n" + "".join(
        f"    {head}def {name}(self):\n        raise NotImplementedError\n"
        for head, name in (("", "show"), ("@property\n    ", "measure"))
    )
    screen = f"class Screen(Device):\n{SCREEN.partition(chr(10))[2]}"
    whole = f"class Sensor(Device):\n{PART}"
    assert elements(tmp_path / "without", f"{device}{screen}{whole}", "fat-interface") == ["Device"]
    both = f"class Sensor(Device):\n{field}{SCREEN.partition(chr(10))[2]}"
    assert elements(tmp_path / "with", f"{device}{both}{both.replace('Sensor', 'Other')}", "fat-interface") == []


def test_in_a_package_an_empty_method_is_a_hook_and_variants_are_thin_evidence(tmp_path: Path) -> None:
    top = "=== home/__init__.py ===\n=== home/m.py ===\n"
    raising = PLAIN.format(body="raise NotImplementedError")
    assert elements(tmp_path / "demanded", f"{top}{raising}{SCREEN}{SENSOR}", "fat-interface") == ["Device"]
    assert elements(tmp_path / "hooks", f"{top}{PLAIN.format(body='pass')}{SCREEN}{SENSOR}", "fat-interface") == []
    asked = "".join(f"    def draw_{each}(self):\n        raise NotImplementedError\n" for each in ("circle", "square"))
    assert elements(tmp_path / "variants", f"{top}class Shape:\n{asked}", "fat-interface") == []


def test_in_a_package_what_a_caller_expects_not_to_be_there_is_no_stub(tmp_path: Path) -> None:
    lamp = f"class Lamp(Device):\n{REFUSALS}"
    caller = "def use(device):\n    try:\n        device.print()\n    except {}:\n        pass\n"
    assert in_package(tmp_path / "expected", lamp + caller.format("NotImplementedError")) == []
    assert in_package(tmp_path / "other", lamp + caller.format("OSError")) == ["Lamp"]
