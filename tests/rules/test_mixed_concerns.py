"""Classes and functions that do outside work beside their own, and those that rightly do it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.helpers import found

HEAD = "import sqlite3, smtplib\nfrom jinja2 import Template\nimport requests\n"
DATA = "    def __init__(self, lines):\n        self.lines = lines\n    def total(self):\n        return sum(self.lines)\n"
SAVE = "    def save(self):\n        sqlite3.connect('x').execute('INSERT', self.total())\n"


def elements(folder: Path, text: str) -> list[str]:
    text = text if text.startswith("===") else f"=== m.py ===\n{HEAD}{text}"
    return [each.element.partition(".")[2] for each in found(folder, text, "mixed-concerns")]


@pytest.mark.parametrize(
    "methods",
    [
        SAVE,
        "    def save_to_file(self, path):\n        with open(path, 'w') as file:\n            file.write(str(self.lines))\n",
        "    def print_lines(self):\n        print(self.lines)\n",
        "    def send_mail(self):\n        smtplib.SMTP('x').sendmail('a', 'b', 'c')\n",
        "    def save(self):\n        print('saving')\n",
        "    def save(self):\n        pass\n",
        "    def pay(self, card):\n        print('paying with', card)\n",
        "    def generate_report(self):\n        print('report', self.lines)\n",
    ],
)
def test_one_kind_beside_own_work(tmp_path: Path, methods: str) -> None:
    assert elements(tmp_path, f"class Order:\n{DATA}{methods}") == ["Order"]


@pytest.mark.parametrize(
    "methods",
    [
        "    def save(self):\n        self.store.save(self)\n",  # hands it on
        "    def print_lines(self, file):\n        print(self.lines, file=file)\n",  # is told where to
        "    def print_help(self):\n        print('usage')\n",
        "    def log(self, text):\n        print(text)\n",
        "    def get_database(self):\n        return sqlite3.connect('x')\n",
        "    def _save(self):\n        sqlite3.connect('x').execute('INSERT')\n",
    ],
)
def test_what_is_no_second_job(tmp_path: Path, methods: str) -> None:
    assert elements(tmp_path, f"class Order:\n{DATA}{methods}") == []


@pytest.mark.parametrize(
    "head", ["OrderStore", "FakeOrder", "Order(Model)", "OrderError(Exception)", "OrderMixin", "Order(Saving)"]
)
def test_classes_that_are_there_for_it_or_that_others_shape(tmp_path: Path, head: str) -> None:
    saving = "class Saving:\n    def save(self):\n        raise NotImplementedError\n"
    assert elements(tmp_path, f"from web import Model\n{saving}class {head}:\n{DATA}{SAVE}") == []


@pytest.mark.parametrize("path", ["main.py", "cli.py", "test_order.py", "tests/order.py"])
def test_files_that_put_together_or_test(tmp_path: Path, path: str) -> None:
    assert elements(tmp_path, f"=== {path} ===\n{HEAD}class Order:\n{DATA}{SAVE}") == []


def test_two_kinds_are_too_many_even_in_private(tmp_path: Path) -> None:
    text = "class Sign:\n    def run(self):\n        self._save_row()\n        self._send_mail()\n"
    text += "    def _save_row(self):\n        print('row')\n    def _send_mail(self):\n        print('mail')\n"
    assert elements(tmp_path, text) == ["Sign"]


def test_a_store_may_read_what_it_stores(tmp_path: Path) -> None:
    text = "class Rows:\n    def find(self, key):\n        return self.cursor(key)\n"
    assert elements(tmp_path, text + "    def save(self, row):\n        sqlite3.connect('x').execute('INSERT', row)\n") == []


def test_a_function_that_stores_and_mails_whatever_its_name(tmp_path: Path) -> None:
    text = "def sign_up(name):\n    sqlite3.connect('x').execute('INSERT', name)\n    smtplib.SMTP('x').sendmail('a', 'b', name)\n"
    assert elements(tmp_path, text) == ["sign_up"]
    assert elements(tmp_path, text.replace("sign_up", "main")) == []


def test_downloading_into_a_database_is_one_job(tmp_path: Path) -> None:
    assert elements(tmp_path, "def pull(url):\n    sqlite3.connect('x').execute('INSERT', requests.get(url).text)\n") == []


def test_the_repositorys_own_package_is_no_library(tmp_path: Path) -> None:
    files = "=== redis/__init__.py ===\n=== redis/lock.py ===\nimport redis.wire\nclass Lock:\n"
    files += "    def __init__(self, lines):\n        self.lines = lines\n    def age(self):\n        return self.lines\n"
    files += "    def store_key(self):\n        redis.wire.put(self.lines)\n=== redis/wire.py ===\n"
    assert elements(tmp_path, files) == []


@pytest.mark.parametrize(
    "method",
    [
        "    def save(self):\n        open('x', 'w').write(self.total())\n    def load(self):\n        return open('x').read()\n",
        "    def print(self):\n        print(self.lines)\n",
        "    def render(self):\n        return Template('x').render(lines=self.lines)\n",
        "    def print_progress(self):\n        print(self.lines)\n",
        "    def to_csv_file(self):\n        open('x', 'w').write(self.total())\n",
        "    def send_message(self, text):\n        self.client.send_message(text)\n",
    ],
    ids=["loads it too", "shows itself", "renders itself", "progress", "converts", "hands on"],
)
def test_one_kind_of_work_that_is_the_objects_own(tmp_path: Path, method: str) -> None:
    rest = "    def more(self):\n" + "        self.total()\n" * 40
    assert elements(tmp_path, f"class Order:\n{DATA}{method}{rest}") == []


def test_a_load_without_a_body_is_no_other_half(tmp_path: Path) -> None:
    load = "    def load(self):\n        pass\n"
    assert elements(tmp_path, f"class Order:\n{DATA}{SAVE}{load}") == ["Order"]


def test_a_data_class_may_print_itself_and_a_script_is_a_command_line(tmp_path: Path) -> None:
    rest = "    def more(self):\n" + "        self.total()\n" * 40
    prints = f"class Order:\n{DATA}    def print_lines(self):\n        print(self.lines)\n{rest}"
    assert elements(tmp_path / "plain", prints) == ["Order"]
    assert elements(tmp_path / "data", f"from dataclasses import dataclass\n@dataclass\n{prints}") == []
    assert elements(tmp_path / "script", f"=== scripts/orders.py ===\n{prints}") == []


JOURNAL = (
    "    def save(self):\n        open('x', 'w').write(str(self.lines))\n"
    "    def load(self):\n        self.lines = open('x').read()\n"
)


@pytest.mark.parametrize(
    "methods",
    [
        JOURNAL,
        "    def print(self):\n        print(self.lines)\n",
        "    def generate_invoice(self):\n        return f'{self.lines}'\n",
        "    def generate_invoice(self):\n        pass\n",
        "    def fetch(self):\n        return requests.get('x').json()\n    def tell(self):\n        print(self.fetch())\n",
    ],
    ids=["loads and saves", "shows itself", "writes a paper", "sketches a paper", "prints what it fetched"],
)
def test_a_small_plain_class_does_one_thing(tmp_path: Path, methods: str) -> None:
    assert elements(tmp_path / "small", f"class Order:\n{DATA}{methods}") == ["Order"]
    assert elements(tmp_path / "based", f"class Kind:\n    pass\nclass Order(Kind):\n{DATA}{methods}") == []


def test_containers_are_state(tmp_path: Path) -> None:
    text = (
        "class Phones:\n    def __init__(self):\n        self.all = dict()\n    def add(self, name):\n        self.all[name] = 1\n"
    )
    read = "    def read(self, name):\n        return self.all.get(name)\n"
    assert elements(tmp_path, f"{text}{read}    def persist(self):\n        pass\n") == ["Phones"]


def test_what_is_made_to_write_papers_may_write_them(tmp_path: Path) -> None:
    paper = "    def generate_report(self):\n        return f'{self.lines}'\n"
    for name in ("Report", "OrderGenerator"):
        assert elements(tmp_path / name, f"class {name}:\n{DATA}{paper}") == []
    rendered = "    def render_invoice(self):\n        return f'{self.lines}'\n"
    assert elements(tmp_path / "render", f"class Order:\n{DATA}{rendered}") == []


def test_a_long_method_with_three_kinds_of_outside_work(tmp_path: Path) -> None:
    steps = "".join(f"        a{number} = lines\n" for number in range(15))
    work = "        requests.post('x')\n        smtplib.SMTP('x').sendmail('a', 'b', 'c')\n        open('x', 'w').write('x')\n"
    assert elements(tmp_path / "long", f"class Handling:\n    def handle(self, lines):\n{work}{steps}") == ["Handling"]
    quiet = "        requests.get('x')\n        open('x', 'w').write('x')\n        print('done')\n"
    assert elements(tmp_path / "download", f"class Handling:\n    def handle(self, lines):\n{quiet}{steps}") == []
