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


def in_package(folder: Path, text: str) -> list[str]:
    text = f"=== shop/__init__.py ===\n=== shop/m.py ===\n{HEAD}{text}"
    return [each.element.rpartition(".")[2] for each in found(folder, text, "mixed-concerns")]


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
        "    def get_database(self):\n        return sqlite3.connect('x')\n",
        "    def _show(self):\n        print(self.lines)\n",
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
        "    def save(self):\n        open('x', 'w').write(self.total())\n",
        "    def save(self):\n        print('saving to the database')\n",
        "    def print_lines(self):\n        print(self.lines)\n",
        "    def generate_invoice(self):\n        return f'{self.lines}'\n",
    ],
    ids=["a file", "a sketch", "a print", "a paper"],
)
def test_in_a_package_what_an_object_offers_is_convenient(tmp_path: Path, method: str) -> None:
    assert in_package(tmp_path, f"class Order:\n{DATA}{method}") == []


PRINTS = "    def print_lines(self):\n        print(self.lines)\n"


def test_in_a_package_two_kinds_are_too_many_beside_own_work(tmp_path: Path) -> None:
    assert in_package(tmp_path / "two", f"class Order:\n{DATA}{SAVE}{PRINTS}") == ["Order"]
    assert in_package(tmp_path / "shows", f"class Order:\n{DATA}{SAVE}{PRINTS.replace('print_lines', 'show')}") == []
    assert in_package(tmp_path / "no own", f"class Order:\n    def save(self):\n        open('x')\n{PRINTS}") == []


def test_in_a_package_a_small_class_that_calculates_asks_no_other_system(tmp_path: Path) -> None:
    text = f"class Order:\n{DATA}{SAVE}".replace("sum(self.lines)", "self.lines * 2")
    assert in_package(tmp_path / "small", text) == ["Order"]
    assert in_package(tmp_path / "long", text + "    def more(self):\n" + "        self.total()\n" * 40) == []
    assert in_package(tmp_path / "other", text.replace("* 2", "+ 2")) == []


def test_a_stored_object_that_asks_other_systems_too(tmp_path: Path) -> None:
    text = "class Order(declarative()):\n    __tablename__ = 'orders'\n    name = Column()\n"
    text += "    def make_slug(self):\n        self.slug = self.name\n"
    assert in_package(tmp_path / "one", f"{text}{SAVE}") == []
    assert in_package(tmp_path / "two", f"{text}{SAVE}    def index(self):\n        requests.put('x')\n") == ["Order"]


def test_a_load_without_a_body_is_no_other_half(tmp_path: Path) -> None:
    load = "    def load(self):\n        pass\n"
    assert elements(tmp_path, f"class Order:\n{DATA}{SAVE}{load}") == ["Order"]


def test_a_script_is_a_command_line(tmp_path: Path) -> None:
    prints = f"class Order:\n{DATA}{PRINTS}"
    assert elements(tmp_path / "plain", prints) == ["Order"]
    assert elements(tmp_path / "script", f"=== scripts/orders.py ===\n{prints}") == []


def test_a_long_file_is_no_program(tmp_path: Path) -> None:
    rest = "    def more(self):\n" + "        self.total()\n" * 400
    assert elements(tmp_path, f"class Order:\n{DATA}{PRINTS}{rest}") == []


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
def test_a_class_of_a_program_does_one_thing(tmp_path: Path, methods: str) -> None:
    assert elements(tmp_path, f"class Order:\n{DATA}{methods}") == ["Order"]


def test_a_class_with_a_base_is_asked_for_more(tmp_path: Path) -> None:
    assert elements(tmp_path, f"class Kind:\n    pass\nclass Order(Kind):\n{DATA}{JOURNAL}") == []


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
    assert elements(tmp_path / "render", f"class Order:\n{DATA}{rendered}") == ["Order"]
    assert in_package(tmp_path / "package", f"class Order:\n{DATA}{rendered}") == []


@pytest.mark.parametrize(
    "work",
    [
        "print('Saving order to the database')\n        print('Sending an email')",
        "open('x', 'w').write('x')\n        print('Email sent')",
        "self.cursor.execute('INSERT')\n        self.smtp.send_message('x')",
        "session: Session = make()\n        session.commit()\n        s3.put_object('x')\n        smtp.sendmail('x')",
    ],
    ids=["sketches", "a file and a sketch", "clients by what they are asked", "clients by their verbs"],
)
def test_one_method_that_does_it_all(tmp_path: Path, work: str) -> None:
    assert elements(tmp_path, f"class Handling:\n    def process(self, order):\n        {work}\n") == ["Handling"]


@pytest.mark.parametrize(
    "work",
    [
        "self.orders.add(order)\n        self.mails.send(order)",
        "print('Handling order')\n        print('done')",
        "requests.get('x')\n        open('x', 'w').write('x')\n        print('done')",
        "print('Email sent')\n        print('Text message sent')",
    ],
    ids=["hands on", "says what it does", "downloads", "one kind"],
)
def test_one_method_that_does_one_kind(tmp_path: Path, work: str) -> None:
    assert elements(tmp_path, f"class Handling:\n    def process(self, order):\n        {work}\n") == []


def test_a_choice_of_ways_to_do_it_is_no_mix(tmp_path: Path) -> None:
    choice = "        if way == 'db':\n            print('to the database')\n"
    choice += "        elif way == 'mail':\n            print('by email')\n"
    assert elements(tmp_path, f"class Handling:\n    def process(self, way):\n{choice}") == []


def test_what_holds_an_object_that_does_it_hands_on(tmp_path: Path) -> None:
    text = "class Orders:\n    def __init__(self, sms: Texts):\n        self.sms = sms\n"
    text += "    def total(self, order):\n        return order * 2\n"
    sends = "    def place(self, order):\n        self.sms.send(order)\n"
    assert elements(tmp_path / "typed", text + sends) == []
    assert elements(tmp_path / "untyped", text.replace(": Texts", "") + sends) == ["Orders"]


def test_making_clients_is_no_use_of_them(tmp_path: Path) -> None:
    assert elements(tmp_path, "def build():\n    return App(sqlite3.connect('x'), smtplib.SMTP('y'))\n") == []


def test_a_function_that_reads_calculates_and_prints(tmp_path: Path) -> None:
    text = "def totals(path):\n    rows = open(path).read()\n    print(RATE * len(rows))\n"
    assert elements(tmp_path / "all", text) == ["totals"]
    assert elements(tmp_path / "two", text.replace("print", "return ")) == []


def test_a_function_that_checks_calculates_stores_and_lets_somebody_mail(tmp_path: Path) -> None:
    text = "def book(room, session, mailer):\n    if room.taken:\n        raise ValueError\n    price = room.rate * 2\n"
    text += "    session.commit()\n    mailer.send(price)\n"
    assert elements(tmp_path / "all", text) == ["book"]
    assert elements(tmp_path / "hands on", text.replace("session.commit()", "store.keep(price)")) == []


def test_a_class_before_another_system_may_prepare_what_it_asks(tmp_path: Path) -> None:
    text = "class Bucket:\n    def __init__(self, name):\n        self.name = name\n        self.requests = requests.Session()\n"
    text += "    def put(self, key):\n        self.requests.put(self.url(key))\n"
    text += "    def url(self, key):\n        return f'{self.name}/{key}'\n"
    assert elements(tmp_path / "front", text) == []
    assert elements(tmp_path / "calculates", text + "    def price(self, size):\n        return size * 2\n") == ["Bucket"]


@pytest.mark.parametrize(
    ("method", "is_found"),
    [
        (
            "    def pay(self, way):\n        if way == 'card':\n            pass\n        else:\n            raise ValueError\n",
            True,
        ),
        ("    def draw(self):\n        if large:\n            pass\n", True),
        ("    def pay(self, way):\n        way.charge(self.lines)\n", False),
    ],
    ids=["choices", "a picture", "hands on"],
)
def test_a_sketch_of_nothing_but_choices(tmp_path: Path, method: str, is_found: bool) -> None:
    text = f"class Order:\n{DATA}{method}".replace("sum(self.lines)", "self.lines * 2")
    assert bool(elements(tmp_path, text)) == is_found


def test_models_are_stored_everywhere(tmp_path: Path) -> None:
    text = "def order(cart):\n    Order.objects.create(cart)\n    mail.send('x')\n".replace(
        "mail.send", "smtplib.SMTP('x').sendmail"
    )
    assert elements(tmp_path / "program", text) == ["order"]
    assert in_package(tmp_path / "package", text) == []


@pytest.mark.parametrize(
    "method",
    [
        "    def encode(self):\n        return pickle.dumps(self.lines)\n",
        "    def _load_lines(self):\n        self.lines = open('x').read()\n",
        "    def name_host(self):\n        return socket.gethostname()\n",
    ],
    ids=["an encoding", "a file of its own", "a host's name"],
)
def test_in_a_package_what_is_no_second_job_beside_a_print(tmp_path: Path, method: str) -> None:
    head = f"import pickle, socket\nclass Order:\n{DATA}"
    assert in_package(tmp_path / "a", f"{head}{PRINTS}{method}") == []
    assert in_package(tmp_path / "b", f"{head}{PRINTS}{SAVE}{method}") == ["Order"]


def test_in_a_package_an_empty_print_is_none(tmp_path: Path) -> None:
    text = f"class Order:\n{DATA}{SAVE}{{}}    def double(self):\n        return self.total() * 2\n"
    more = "    def more(self):\n" + "        self.total()\n" * 40
    assert in_package(tmp_path / "prints", text.format(PRINTS) + more) == ["Order"]
    assert in_package(tmp_path / "empty", text.format(PRINTS.replace("print(self.lines)", "pass")) + more) == []


def test_what_is_written_for_a_program_that_it_runs_is_one_job(tmp_path: Path) -> None:
    write = "    def write_input(self):\n        open('x', 'w').write(str(self.lines))\n"
    run = "    def run(self):\n        subprocess.call(['sort', 'x'])\n"
    assert in_package(tmp_path / "writes", f"import subprocess\nclass Order:\n{DATA}{PRINTS}{write}") == ["Order"]
    assert in_package(tmp_path / "runs", f"import subprocess\nclass Order:\n{DATA}{PRINTS}{write}{run}") == []


def test_a_script_in_a_corner_of_something_larger_tells_how_far_it_is(tmp_path: Path) -> None:
    text = "def convert(path):\n    print(len(path) * 2)\n    open('out', 'w').write(open(path).read())\n"
    assert elements(tmp_path / "program", f"=== convert.py ===\n{text}") == ["convert"]
    assert elements(tmp_path / "corner", f"=== shop/__init__.py ===\n=== shop/papers/first/convert.py ===\n{text}") == []


COUNTS = "    def total(self):\n        return self.price * 2\n"
KEEPS = "    def __init__(self, name, price):\n        self.name = name\n        self.price = price\n"


@pytest.mark.parametrize(
    "methods",
    [
        COUNTS + "    def to_html(self):\n        return f'<b>{self.name}</b>'\n",
        COUNTS + "    def save(self):\n        STORE[self.name] = self.price\n",
        COUNTS + "    def login(self, password):\n        return password == self.name\n",
        "    def parse(self, text):\n        return text.split()\n    def notify(self, who):\n        who.append(self.name)\n",
        "    def print_card(self):\n        print(self.name)\n",
    ],
    ids=["renders itself", "keeps itself", "lets in", "reads and tells", "data that prints itself"],
)
def test_the_only_class_of_a_program_is_told_by_what_its_methods_are_called(tmp_path: Path, methods: str) -> None:
    text = f"class Ticket:\n{KEEPS}{methods}"
    assert elements(tmp_path / "alone", text) == ["Ticket"]
    assert in_package(tmp_path / "package", text) == []


def test_what_others_import_is_not_told_by_names(tmp_path: Path) -> None:
    text = f"=== m.py ===\nclass Ticket:\n{KEEPS}{COUNTS}    def login(self, password):\n        return password == self.name\n"
    assert elements(tmp_path / "alone", text) == ["Ticket"]
    assert elements(tmp_path / "imported", f"{text}=== n.py ===\nfrom m import Ticket\n") == []


def test_classes_that_share_the_work_are_told_by_more(tmp_path: Path) -> None:
    text = f"class Ticket:\n{KEEPS}    def first(self):\n        return self.name\n"
    text += "    def send(self):\n        QUEUE.append(self.name)\n"
    assert elements(tmp_path / "alone", text) == ["Ticket"]
    assert elements(tmp_path / "two", f"{text}class Shop:\n    def open(self):\n        return 1\n") == []


def test_classes_with_the_same_methods_are_ways_to_do_it(tmp_path: Path) -> None:
    methods = f"{KEEPS}{COUNTS}    def send(self):\n        QUEUE.append(self.name)\n"
    assert elements(tmp_path / "one", f"class Ticket:\n{methods}") == ["Ticket"]
    assert elements(tmp_path / "two", f"class Ticket:\n{methods}class Pass:\n{methods}") == []


def test_a_long_function_in_three_phases(tmp_path: Path) -> None:
    text = "def load(path):\n    rows = []\n    if not path:\n        raise ValueError\n    text = open(path).read()\n"
    more = "    first = rows\n    last = rows\n    both = first\n    return len(both) * RATE\n"
    assert elements(tmp_path / "long", text + more) == ["load"]
    assert elements(tmp_path / "short", f"{text}    return len(text) * RATE\n") == []


def test_the_only_class_of_a_program_that_is_about_three_things(tmp_path: Path) -> None:
    names = ("book_room", "feed_horses", "repair_roof")
    text = "class Farm:\n" + "".join(f"    def {name}(self, it):\n        return it.go()\n" for name in names)
    assert elements(tmp_path / "three", text) == ["Farm"]
    assert in_package(tmp_path / "package", text) == []
    assert elements(tmp_path / "one word", text.replace("repair_roof", "repair_room")) == []
    assert elements(tmp_path / "its own", text.replace("repair_roof", "repair_farm")) == []
    assert elements(tmp_path / "two", f"{text}class Shop:\n    def open(self):\n        return 1\n") == []


def test_what_a_class_does_with_its_own_fields_is_its_work_whatever_it_is_called(tmp_path: Path) -> None:
    box = "class CoinBox:\n    def __init__(self):\n        self.credit = 0\n"
    box += "    def insert(self, cents):\n        self.credit += cents\n"
    box += "    def pay(self, cents):\n        self.credit -= cents * 1\n    def left(self):\n        return self.credit * 2\n"
    assert not found(
        tmp_path, f"=== m.py ===\n{box}class Machine:\n    def take(self, box):\n        box.pay(3)\n", "mixed-concerns"
    )


def test_asking_a_new_object_of_another_class_is_handing_on(tmp_path: Path) -> None:
    text = "class Student:\n    def __init__(self, age):\n        self.age = age\n    def save(self):\n        {}\n"
    text += "    def born(self, year):\n        return year - self.age\n"
    store = "class Store:\n    def save(self, student):\n        open('x', 'w').write(str(student.age))\n"
    assert not found(tmp_path / "given", f"=== m.py ===\n{text.format('Store().save(self)')}{store}", "mixed-concerns")
    direct = "open('x', 'w').write(str(self.age))"
    assert found(tmp_path / "itself", f"=== m.py ===\n{text.format(direct)}{store}", "mixed-concerns")
