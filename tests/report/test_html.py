"""The page: what it holds without a browser, that it asks nothing of anybody, and the same bytes each time."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from archlint.report import render
from archlint.rules import check
from tests.report.examples import CYCLE, EVERY, EVIL, LAYERS, SUMMARY
from tests.rules.helpers import write

SHOP = """
=== architecture.yaml ===
contexts:
  front: {code: {modules: [shop.web]}}
=== shop/__init__.py ===
=== shop/web/__init__.py ===
=== shop/web/api.py ===
import shop.core.orders
x = "</script><script>alert(1)</script>"
=== shop/core/__init__.py ===
=== shop/core/orders.py ===
from abc import ABC
from shop.core import stock
class Order(ABC): ...
=== shop/core/stock.py ===
import shop.core.orders  # "</script><img src=http://example.org>"
"""
VOID = {"meta", "link", "input", "br", "img", "hr"}


class Reader(HTMLParser):
    """Elements with their attributes; an element that is closed in the wrong place is an error."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, list[str]] = {}
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in set(self.open):
            self.text.setdefault(tag, []).append(data)


def parsed(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    assert len(reader.ids) == len(set(reader.ids))
    return reader


def page_of(folder: Path, text: str = SHOP) -> str:
    report = check(write(folder, text))
    return render(report.findings, report.summary, "html", subject=report.subject)


def data(page: str, name: str) -> Any:
    found = re.search(rf'<script type="application/json" id="data-{name}">(.*?)</script>', page)
    assert found is not None
    return json.loads(found[1])


def test_the_findings_are_there_without_a_script(tmp_path: Path) -> None:
    page = page_of(tmp_path)
    reader = parsed(page)
    assert any("2 modules import each other in a circle" in text for text in reader.text["p"])
    assert any("shop/core/orders.py:2:23" in text for text in reader.text["code"])
    assert "stock" in reader.text["mark"]
    assert any("Modules in a circle are one module in several files" in text for text in reader.text["details"])


def test_nothing_is_fetched_and_nothing_else_runs(tmp_path: Path) -> None:
    page = page_of(tmp_path)
    reader = parsed(page)
    assert not [tag for tag, _ in reader.found if tag in ("link", "img", "iframe", "object", "image", "base")]
    assert not [attributes for _, attributes in reader.found if "src" in attributes or "style" in attributes]
    assert not [name for _, attributes in reader.found for name in attributes if name.startswith("on")]
    links = [attributes["href"] or "" for tag, attributes in reader.found if tag == "a"]
    assert links
    assert all(link[1:] in reader.ids for link in links)
    (policy,) = [each["content"] for _, each in reader.found if each.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert len([tag for tag, each in reader.found if tag == "script" and "type" not in each]) == 1


def test_what_stands_in_sources_and_names_stays_text() -> None:
    page = render([EVIL], SUMMARY, "html")
    assert "<b>]]>" not in page
    assert not [char for char in page if not char.isprintable() and char != "\n"]
    assert "50% ::error::" in page
    assert all(tag != "b" or "]]" not in str(each) for tag, each in parsed(page).found)


def test_findings_without_a_subject_are_a_page_too() -> None:
    reader = parsed(render(EVERY, SUMMARY, "html"))
    assert "findings" in reader.ids
    assert "matrix" not in reader.ids
    assert "4 findings in 4 files, with its model " in reader.text["p"]


def test_no_findings() -> None:
    page = render([], SUMMARY, "html")
    assert "No findings in 42 modules" in page
    assert 'id="filters"' not in page


@pytest.mark.parametrize("finding", [LAYERS, CYCLE])
def test_each_finding_leads_to_its_rule(finding: Any) -> None:
    reader = parsed(render([finding], SUMMARY, "html"))
    assert f"rule-{finding.rule}" in reader.ids


def test_the_same_bytes_twice_wherever_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = []
    for name in ("one", "two"):
        folder = tmp_path / name / "shop"
        folder.mkdir(parents=True)
        monkeypatch.chdir(folder.parent)
        pages.append(page_of(Path("shop")))
    assert pages[0] == pages[1]
    assert str(tmp_path) not in pages[0]


def test_the_matrix_has_every_import_with_its_line(tmp_path: Path) -> None:
    matrix = data(page_of(tmp_path), "matrix")
    names, paths = matrix["names"], matrix["paths"]
    edges = {(names[source], names[target]): [(paths[source], line) for line in lines] for source, target, lines in matrix["edges"]}
    assert edges == {
        ("shop.web.api", "shop.core.orders"): [("shop/web/api.py", 1)],
        ("shop.core.orders", "shop.core.stock"): [("shop/core/orders.py", 2)],
        ("shop.core.stock", "shop.core.orders"): [("shop/core/stock.py", 1)],
    }


def test_the_matrix_is_a_tree_in_the_order_of_imports(tmp_path: Path) -> None:
    (shop,) = data(page_of(tmp_path), "matrix")["tree"]
    assert (shop["n"], shop["o"]) == ("shop", 1)
    names = [entry["n"] for entry in shop["k"]]
    assert names.index("shop.web") < names.index("shop.core")
    core = next(entry for entry in shop["k"] if entry["n"] == "shop.core")
    assert [(entry["n"], entry["c"]) for entry in core["k"] if entry["c"] >= 0] == [("shop.core.orders", 0), ("shop.core.stock", 0)]


def test_the_picture_shows_contexts_and_packages(tmp_path: Path) -> None:
    page = page_of(tmp_path)
    assert sorted(data(page, "areas")["names"].values()) == ["front", "shop.core"]
    assert "front imports shop.core: 1 import" in page
    assert len(re.findall(r'class="ig-node', page)) == 2
    assert len(re.findall(r'class="ig-line', page)) == 1


def test_a_dot_for_each_context_and_package_that_is_coupled(tmp_path: Path) -> None:
    labels = re.findall(r'<circle class="ms-dot[^"]*"[^>]*aria-label="([^"]*)"', page_of(tmp_path))
    assert labels == [
        "front: I 1.00, A 0.00, distance 0.00; imported by 0, imports 1; 2 modules",
        "shop.core: I 0.00, A 1.00, distance 0.00; imported by 1, imports 0; 3 modules",
        "shop.web: I 1.00, A 0.00, distance 0.00; imported by 0, imports 1; 2 modules",
    ]


def test_a_single_file_has_no_pictures_and_is_a_page(tmp_path: Path) -> None:
    reader = parsed(page_of(tmp_path, "=== a.py ===\nx = 1\n"))
    assert {"imports", "matrix", "sequence"}.isdisjoint(reader.ids)
    assert "metrics" in reader.ids


def test_text_of_a_terminal_does_not_pay_for_the_page(tmp_path: Path) -> None:
    import subprocess
    import sys

    program = (
        "import sys; from archlint.cli import main; main(['check', '.', '--no-cache']); "
        "print([name for name in sys.modules "
        "if name.startswith(('archlint.metrics', 'archlint.report.html', 'archlint.diagrams'))])"
    )
    write(tmp_path, SHOP)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.endswith("\n[]\n")
