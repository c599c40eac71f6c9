"""`archlint metrics` as it is called."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from archlint.cli import commands, main
from archlint.metrics import FORMATS, LEVELS, SORTS
from tests.metrics.test_coupling import SHOP
from tests.rules.helpers import write

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write(tmp_path, SHOP)


@pytest.mark.usefixtures("repo")
def test_the_table(capsys: Capture) -> None:
    assert main(["metrics", "--sort", "ca"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["package", "modules", "classes", "Ca", "Ce", "I", "A", "D", "LCOM4", "mean", "cycle"]
    assert lines[1].split() == ["shop.core", "3", "4", "3", "0", "0.00", "0.50", "0.50", "-", "-", "-"]
    assert [line.split()[0] for line in lines[1:5]] == ["shop.core", "shop.data", "shop", "shop.web"]
    assert "4 packages by ca, 10 modules measured" in lines
    assert "import cycles: none" in lines


def test_the_first_twenty_or_all(repo: Path, capsys: Capture) -> None:
    write(repo, "".join(f"=== many/m{number:02}.py ===\n" for number in range(30)))
    assert main(["metrics", ".", "--by", "module", "--sort", "name"]) == 0
    out = capsys.readouterr().out
    assert "20 of 40 modules by name, 40 modules measured; --all shows all" in out
    assert main(["metrics", ".", "--by", "module", "--sort", "name", "--all"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(out.splitlines()) + 20


@pytest.mark.usefixtures("repo")
def test_json_has_everything(capsys: Capture) -> None:
    assert main(["metrics", "--by", "module", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["by"], data["modules"], data["cycles"]) == ("module", 10, [])
    (store,) = [unit for unit in data["units"] if unit["name"] == "shop.data.store"]
    assert store == {
        "name": "shop.data.store",
        "modules": 1,
        "classes": 1,
        "abstract_classes": 0,
        "ca": 1,
        "ce": 1,
        "instability": 0.5,
        "abstractness": 0.0,
        "distance": 0.5,
        "lcom4_worst": 1,
        "lcom4_mean": 1.0,
        "worst_class": {"name": "shop.data.store.Store", "path": "shop/data/store.py", "line": 2, "lcom4": 1, "methods": 1},
        "cycle": 0,
    }


def test_csv_into_a_file(repo: Path, capsys: Capture) -> None:
    assert main(["metrics", "--format", "csv", "-o", "metrics.csv"]) == 0
    assert capsys.readouterr().out == ""
    rows = list(csv.DictReader(io.StringIO((repo / "metrics.csv").read_text())))
    assert [row["name"] for row in rows] == ["shop.core", "shop.data", "shop.web", "shop"]
    assert rows[0]["ca"] == "3"
    assert rows[3]["distance"] == ""


@pytest.mark.usefixtures("repo")
@pytest.mark.parametrize("form", FORMATS)
def test_the_same_bytes_twice(form: str, capsys: Capture) -> None:
    outputs = []
    for extra in ([], ["--no-cache"]):
        assert main(["metrics", "--format", form, *extra]) == 0
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["metrics", "nowhere"], "archlint: there is no 'nowhere'; give a folder or an architecture.yaml"),
        (["metrics", "--by", "context"], "archlint: there is no context to measure: no context of the model has code"),
        (["metrics", "empty"], "archlint: there is no package to measure: there is no Python code"),
    ],
)
def test_a_mistake_gives_2_and_one_line(repo: Path, capsys: Capture, words: list[str], message: str) -> None:
    (repo / "empty").mkdir()
    assert main(words) == 2
    assert capsys.readouterr().err == message + "\n"


def test_the_command_offers_what_there_is() -> None:
    command = commands.find("metrics")
    assert command is not None
    choices = {option.name: option.choices for option in command.options}
    assert (choices["by"], choices["sort"], choices["format"]) == (LEVELS, SORTS, FORMATS)
