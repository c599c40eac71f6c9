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
    """What is found in a module of a library."""
    text = f"=== shop.py ===\n{source}=== app.py ===\nimport shop\n"
    return {finding.rule for finding in found(folder, text, "liskov-substitution")}


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
    text += "=== shop/sub.py ===\nfrom shop import Base\nclass Sub(Base):\n    def run(self, a, b, c): return 1\n"
    (finding,) = found(tmp_path, text, "narrowed-override")
    assert (finding.path, finding.line, finding.element) == ("shop/sub.py", 3, "shop.sub.Sub.run")


def test_a_doubled_setter_by_property(tmp_path: Path) -> None:
    source = (
        "class Box:\n    @property\n    def a(self): return self._a\n    @a.setter\n    def a(self, v): self._a = v\n"
        "    @property\n    def b(self): return self._b\n    @b.setter\n    def b(self, v): self._b = v\n"
        "class Cube(Box):\n    @Box.a.setter\n    def a(self, v):\n        self._a = self._b = v\n"
    )
    assert rules(tmp_path, source) == {"broken-promise"}


HOOK = "class Base:\n    def run(self, a): return self.x(a)\n    def other(self): return self.run(1)\n"


def test_a_hook_that_each_fills_with_arguments_of_its_own_is_no_contract(tmp_path: Path) -> None:
    subs = [f"class S{name}(Base):\n    def run(self, a, {name}): return {name}\n" for name in "bcd"]
    assert rules(tmp_path / "several", HOOK + "".join(subs)) == set()
    assert rules(tmp_path / "one", HOOK + subs[0]) == {"narrowed-override"}


def test_overrides_that_differ_in_the_same_way_are_one_finding(tmp_path: Path) -> None:
    subs = "".join(f"class S{name}(Base):\n    def run(self, a, more): return more\n" for name in "bcd")
    (finding,) = found(tmp_path, f"=== shop.py ===\n{HOOK}{subs}", "narrowed-override")
    assert (finding.line, len(finding.steps)) == (5, 3)
    assert "make Base.run say" in finding.message


@pytest.mark.parametrize(
    "source",
    [
        "class AsyncBase(Base):\n    async def run(self, a): return 1\n",
        "class Sub(Base):\n    def run(self, a, b): return b\n    def other(self): return self.run(1, 2)\n",
        "class Sub(Base):\n    def run(self, a, b):  # type: ignore[override]\n        return b\n",
        "class Sub(Base):\n    def run(self):  # pylint: disable=arguments-differ\n        raise TypeError\n",
    ],
)
def test_overrides_that_nobody_comes_to_by_way_of_the_base(tmp_path: Path, source: str) -> None:
    assert rules(tmp_path, HOOK + source) == set()


def test_what_a_framework_calls_with_what_it_takes_is_the_subclass_s_own(tmp_path: Path) -> None:
    base = "class Base:\n    def forward(self, x): return self.y(x)\n    def send(year): ...\n    def end(year): ...\n"
    sub = "class Sub(Base):\n    def forward(self, x, mask): return mask\n    def send(year, month): ...\n"
    assert rules(tmp_path, base + sub) == set()


def test_an_asynchronous_generator_is_not_awaited(tmp_path: Path) -> None:
    base = "class Base:\n    async def run(self):\n        yield 1\n"
    assert rules(tmp_path, f"{base}class Sub(Base):\n    def run(self) -> AsyncIterator[int]: return self.x()\n") == set()


@pytest.mark.parametrize(
    "source",
    [
        "class Sub(Base):\n    @classmethod\n    def made(cls): raise TypeError('no')\n",
        "class Sub(Base):\n    @property\n    def size(self): raise ValueError\n",
        "class UnknownSub(Base):\n    def run(self, a): raise ValueError\n",
        "class Sub(Base):\n    def run(self, a): raise NotSupportedError(a)\n",
        "class Sub(Base):\n    def run(self, a): raise ImportError('pip install it')\n",
        "class Sub(Base):\n    def run(self, a):  # type: ignore[override]\n        raise TypeError\n",
        "class Sub(Base):\n    def limited(self, a): raise ValueError\n",
        "class Sub(Base):\n    def run(self, a): raise NotImplementedError\nclass Leaf(Sub):\n    def run(self, a): return a\n",
    ],
)
def test_refusals_that_their_callers_know(tmp_path: Path, source: str) -> None:
    base = HOOK + "    @classmethod\n    def made(cls): return cls()\n"
    base += "    @property\n    def size(self): return 1\n"
    base += "    def limited(self, a):\n        if a > 1: raise ValueError\n        return self.run(a)\n"
    assert rules(tmp_path / "known", base + source) == set()
    assert rules(tmp_path / "not", f"{base}class Sub(Base):\n    def run(self, a): raise ValueError\n") == {"refused-override"}


def test_a_method_that_sets_up_is_no_setter(tmp_path: Path) -> None:
    base = "class Base:\n    def __init__(self): self.rate = 1\n    def initialize(self, model): self.model = model\n"
    sub = "class Sub(Base):\n    def initialize(self, model):\n        self.model = model\n        self.rate = 2\n"
    assert rules(tmp_path, base + sub) == set()


def test_fields_keep_their_kind(tmp_path: Path) -> None:
    base = "class Base:\n    parts: Dict = None\n    size: int = 0\n"
    assert rules(tmp_path / "other", f"{base}class Sub(Base):\n    parts: List[str] = None\n") == {"broken-promise"}
    assert rules(tmp_path / "same", f"{base}class Sub(Base):\n    parts: dict[str, int] = None\n    size: float = 0\n") == set()
    assert rules(tmp_path / "open", f"{base}class Sub(Base):\n    parts: list | dict = None\n    size: Size = 0\n") == set()


def test_setting_one_field_sets_no_other(tmp_path: Path) -> None:
    base = "class Box:\n    def __init__(self, a, b):\n        self.a = a\n        self.b = b\n"
    ties = "    def __setattr__(self, key, value):\n        super().__setattr__(key, value)\n        self.__dict__['b'] = value\n"
    made = "class Cube(Box):\n    def __init__(self, a):\n        super().__init__(a, a)\n"
    assert rules(tmp_path / "cube", base + made + ties) == {"broken-promise"}
    assert rules(tmp_path / "more", f"{base}class Marked(Box):\n{ties}") == set()


SENDERS = (
    "import abc\nclass Sender(abc.ABC):\n    @abc.abstractmethod\n    def send(self, text, email): ...\n"
    "class Mail(Sender):\n    def send(self, text, email): return self.x(text, email)\n"
)


@pytest.mark.parametrize(
    ("params", "is_found"),
    [("text, phone", True), ("text, emails", False), ("text, data", False), ("words, phone", False), ("text, phone=1", False)],
)
def test_an_argument_that_means_another_thing(tmp_path: Path, params: str, is_found: bool) -> None:
    sms = f"class Sms(Sender):\n    def send(self, {params}): return self.x(1)\n"
    assert rules(tmp_path / "beside", SENDERS + sms) == ({"narrowed-override"} if is_found else set())
    assert rules(tmp_path / "alone", SENDERS.partition("class Mail")[0] + sms) == set()


CALLER = "def use(each: Base): each.run(1)\n"


def test_a_class_that_works_with_less_is_judged_by_who_calls_it(tmp_path: Path) -> None:
    source = f"{BASE}class Sub(Base):\n    def run(self): return self.x(1)\n"
    assert rules(tmp_path / "alone", source) == set()
    assert rules(tmp_path / "called", source + CALLER) == {"narrowed-override"}
    inner = "class User:\n    def __init__(self, base: Base): self.base = base\n    def go(self): self.base.run(1)\n"
    assert rules(tmp_path / "within", source + inner) == {"narrowed-override"}


def test_what_a_class_knows_itself_it_gives_to_its_base(tmp_path: Path) -> None:
    assert rules(tmp_path, override("def run(self): return super().run(self.a)") + CALLER) == set()


def test_a_hook_that_gets_what_the_caller_chose(tmp_path: Path) -> None:
    base = "class Base:\n    def run(self): pass\n    def all(self, **given): return self.run(**given)\n"
    assert rules(tmp_path, f"{base}class Sub(Base):\n    def run(self, key): return key\n") == set()


@pytest.mark.parametrize(
    ("body", "is_found"),
    [
        ("if a > 5: raise ValueError(a)", True),
        ("if a > self.most: raise ValueError(a)", False),
        ("if a > 5: raise LookupError(a)", False),
        ("if a < 0: raise ValueError(a)", False),
    ],
)
def test_arguments_that_only_the_override_refuses(tmp_path: Path, body: str, is_found: bool) -> None:
    base = "class Base:\n    def run(self, a):\n        if a < 0: raise ValueError(a)\n        return self.x(a)\n"
    sub = f"class Sub(Base):\n    def run(self, a):\n        {body}\n        return 2\n"
    if "a < 0" not in body:
        base = base.replace("        if a < 0: raise ValueError(a)\n", "")
    assert rules(tmp_path / "called", base + sub + CALLER) == ({"narrowed-override"} if is_found else set())
    assert rules(tmp_path / "alone", base + sub) == set()


def test_an_argument_of_a_narrower_class(tmp_path: Path) -> None:
    things = "class Thing: pass\nclass Box(Thing): pass\nclass Base:\n    def run(self, a: Thing): return self.x(a)\n"
    assert rules(tmp_path / "box", f"{things}class Sub(Base):\n    def run(self, a: Box): return 1\n{CALLER}") == {
        "narrowed-override"
    }
    assert rules(tmp_path / "any", f"{things}class Sub(Base):\n    def run(self, a: object): return 1\n{CALLER}") == set()


def test_what_a_type_checker_lets_pass_and_a_caller_relies_on(tmp_path: Path) -> None:
    sub = "class Sub(Base):\n    def run(self, a, b, c):  # type: ignore\n        return c\n"
    assert rules(tmp_path / "alone", BASE + sub) == set()
    assert rules(tmp_path / "relied", BASE + sub + CALLER) == {"narrowed-override"}


def test_a_refusal_far_from_its_base_is_that_of_several_methods(tmp_path: Path) -> None:
    text = f"=== base.py ===\n{BASE}=== sub.py ===\nfrom base import Base\n"
    text += "class Sub(Base):\n    def run(self, a, b=1): raise TypeError\n"
    assert found(tmp_path / "one", text, "refused-override") == ()
    (finding,) = found(tmp_path / "two", f"{text}    def free(self): raise TypeError\n", "refused-override")
    assert "(and so do free)" in finding.message


@pytest.mark.parametrize("body", ["raise TypeError('not supported')", "'''It cannot.'''\n        raise TypeError"])
def test_a_limit_that_is_told_of_is_no_surprise_but_to_code_beside_it(tmp_path: Path, body: str) -> None:
    assert rules(tmp_path / "alone", override(f"def run(self, a, b=1):\n        {body}")) == set()
    assert rules(tmp_path / "called", override(f"def run(self, a, b=1):\n        {body}") + CALLER) == {"refused-override"}


def test_an_error_that_the_others_raise_too_is_an_answer(tmp_path: Path) -> None:
    other = "class Other(Base):\n    def run(self, a, b=1):\n        if a: raise KeyError(a)\n        return b\n"
    assert rules(tmp_path, override("def run(self, a, b=1): raise KeyError(a)") + other) == set()


def test_a_method_that_only_says_no(tmp_path: Path) -> None:
    assert rules(tmp_path / "no", override("def free(self): print('this one cannot be freed')")) == {"refused-override"}
    assert rules(tmp_path / "yes", override("def free(self): print('freed')")) == set()


@pytest.mark.parametrize(
    ("method", "is_found"),
    [
        ("def made(self):\n        if self.x: return Thing()\n        return None", True),
        ("def made(self): self.x()", True),
        ("def made(self) -> Optional[Thing]:\n        if self.x: return None\n        return Thing()", False),
        ("def made(self): return self.x()", False),
        ("def made(self):\n        if self.x: raise KeyError", False),
    ],
)
def test_a_value_that_gets_lost(tmp_path: Path, method: str, is_found: bool) -> None:
    base = "class Thing: pass\nclass Base:\n    def made(self) -> Thing: return self.x(1)\n"
    assert rules(tmp_path, f"{base}class Sub(Base):\n    {method}\n") == ({"broken-promise"} if is_found else set())


def test_what_may_be_none_is_no_value_that_gets_lost(tmp_path: Path) -> None:
    base = "T = make()\nclass Base:\n    def made(self) -> T: return self.x(1)\n"
    assert rules(tmp_path, f"{base}class Sub(Base):\n    def made(self): self.x()\n") == set()


def test_a_command_that_is_left_undone(tmp_path: Path) -> None:
    base = "class Base:\n    def run(self, a): self.a = a\n"
    sub = "class Sub(Base):\n    def run(self, a): pass\n"
    assert rules(tmp_path / "called", base + sub + CALLER) == {"broken-promise"}
    assert rules(tmp_path / "alone", base + sub) == set()
    assert rules(tmp_path / "null", base + sub.replace("Sub", "NoSub") + CALLER) == set()
    value = base.replace("self.a = a", "return self.x(a)")
    assert rules(tmp_path / "value", value + sub.replace("pass", "return None") + CALLER) == {"broken-promise"}


def test_a_value_with_a_hash_stays_what_it_is(tmp_path: Path) -> None:
    base = (
        "class Base:\n    def __init__(self, a): self._a = a\n    @property\n    def a(self): return self._a\n"
        "    def __hash__(self): return hash(self._a)\n"
    )
    sub = "class Sub(Base):\n    def move(self, a): self._a = a\n"
    assert rules(tmp_path / "hash", base + sub) == {"broken-promise"}
    assert rules(tmp_path / "none", base.replace("__hash__", "key") + sub) == set()


@pytest.mark.parametrize(("step", "is_found"), [("self.x()", True), ("return self.x()", False), ("yield 1", False)])
def test_a_step_that_one_subclass_has_beside_the_others(tmp_path: Path, step: str, is_found: bool) -> None:
    sub = f"class Sub(Base):\n    def open(self):\n        {step}\n"
    use = "def use(all):\n    for each in all:\n        if isinstance(each, Sub): each.open()\n        each.run(1)\n"
    assert rules(tmp_path / "loop", BASE + sub + use) == ({"favoured-subclass"} if is_found else set())
    made = "def use():\n    each = make()\n    if isinstance(each, Sub): each.open()\n    each.run(1)\n"
    assert rules(tmp_path / "made", BASE + sub + made) == set()


def test_a_base_class_does_not_ask_for_its_subclass(tmp_path: Path) -> None:
    base = "class Base:\n    def run(self):\n        if isinstance(self, Sub): return 1\n        return 2\n"
    (finding,) = found(tmp_path / "one", f"=== shop.py ===\n{base}class Sub(Base): pass\n", "favoured-subclass")
    assert (finding.line, finding.element) == (3, "shop.Base.run")
    assert rules(tmp_path / "mixed", f"{base}class Other: pass\nclass Sub(Other, Base): pass\n") == set()


def test_a_default_that_an_override_takes_away(tmp_path: Path) -> None:
    base = "class Base:\n    def run(self, a, b=1): raise NotImplementedError\n"
    assert rules(tmp_path / "one", base + "class Sub(Base):\n    def run(self, a, b): return b\n") == {"narrowed-override"}
    assert rules(tmp_path / "two", base + "class Sub(Base):\n    def run(self, a, b=2): return b\n") == set()


def test_an_override_that_only_raises_returns_no_none(tmp_path: Path) -> None:
    text = "=== shop/__init__.py ===\n=== shop/base.py ===\nclass Base:\n    def f(self) -> str:\n        return 'a'\n"
    text += "=== shop/sub.py ===\nfrom shop.base import Base\nclass Sub(Base):\n    def f(self) -> None:\n        {}\n"
    assert found(tmp_path / "lost", text.format("self.x = 1"), "broken-promise")
    assert not found(tmp_path / "raises", text.format("raise OSError"), "broken-promise")


def test_a_private_base_class_is_nobody_elses(tmp_path: Path) -> None:
    text = "=== shop/__init__.py ===\n=== shop/base.py ===\nclass {0}:\n    def plot(self):\n        return self.x\n"
    text += "=== shop/sub.py ===\nfrom shop.base import {0}\nclass Sub({0}):\n    def plot(self, colour):\n        return colour\n"
    assert found(tmp_path / "public", text.format("Plotter"), "narrowed-override")
    assert not found(tmp_path / "private", text.format("_Plotter"), "narrowed-override")


def test_a_container_of_a_test_is_its_own_business(tmp_path: Path) -> None:
    text = "class Rows(list):\n    def count(self):\n        return 1\n    def append(self, x):\n        raise TypeError\n"
    assert found(tmp_path / "code", f"=== m.py ===\n{text}", "narrowed-override", "refused-override")
    assert not found(tmp_path / "test", f"=== tests/test_m.py ===\n{text}", "narrowed-override", "refused-override")
