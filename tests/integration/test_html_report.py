"""The page of a check in a real browser: what a reader sees and does, and that nothing leaves the file."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import ActionChains, Chrome, ChromeOptions, Keys
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select

from tests.rules.helpers import write

BROWSER, DRIVER = (shutil.which(name) for name in ("chromium", "chromedriver"))
pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(not (BROWSER and DRIVER), reason="chromium and chromedriver are not installed"),
]

SHOP = """
=== architecture.yaml ===
contexts:
  front: {owner: web, language: {Page: what one sees}, code: {modules: [shop.web]}}
  back: {owner: core, language: {Order: what one buys}, code: {modules: [shop.core]}}
  side: {owner: core, language: {Stray: what nobody planned}, code: {modules: [shop.side]}}
context_map:
  - {from: back, to: front, pattern: published-language}
code:
  layers:
    house: {within: shop, order: [web, core, (side)]}
=== shop/__init__.py ===
=== shop/web/__init__.py ===
=== shop/web/api.py ===
import shop.core.orders
from shop.core import stock
=== shop/web/pages.py ===
from shop.core.orders import Order
import shop.side.stray
title = "</script><script>document.title = 'taken'</script>"
=== shop/core/__init__.py ===
=== shop/core/orders.py ===
from abc import ABC
from shop.core import stock; x = "</code><script>document.title = 'taken'</script>"
class Order(ABC): ...
=== shop/core/stock.py ===
import shop.core.orders
import shop.web.pages
=== shop/side/__init__.py ===
=== shop/side/stray.py ===
import shop.web.api
"""
QUIET = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1400,1000",
)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write(tmp_path_factory.mktemp("shop"), SHOP)
    file = folder / "report.html"
    words = [sys.executable, "-m", "archlint", "check", str(folder), "--format", "html", "-o", str(file), "--no-cache"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    return file


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    options = ChromeOptions()
    options.binary_location = BROWSER or ""
    for word in (*QUIET, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(word)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    started = Chrome(options=options, service=Service(DRIVER))
    yield started
    started.quit()


@pytest.fixture
def shown(browser: Chrome, page: Path) -> Iterator[Chrome]:
    """The page, opened anew by someone who prefers light; when the test is over, nothing was fetched and nothing complained."""
    asked(browser)
    complaints(browser)
    prefer(browser, "light")
    browser.get(page.as_uri())
    yield browser
    assert asked(browser) <= {page.as_uri()}
    assert complaints(browser) == []


def prefer(browser: Chrome, scheme: str) -> None:
    """What the reader has told the system; one who wants no motion need not wait for a page to come to rest."""
    wishes = {"prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": name, "value": wishes[name]} for name in wishes]})


def log(browser: Chrome, kind: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = browser.get_log(kind)  # type: ignore[no-untyped-call]
    return entries


def complaints(browser: Chrome) -> list[dict[str, Any]]:
    """What the browser's console has said since the last look."""
    return log(browser, "browser")


def asked(browser: Chrome) -> set[str]:
    """Every address that the page has asked for since the last look; what belongs to the browser's own buttons is left out."""
    messages = [json.loads(entry["message"])["message"] for entry in log(browser, "performance")]
    urls = [each["params"]["request"]["url"] for each in messages if each["method"] == "Network.requestWillBeSent"]
    return {url.partition("#")[0] for url in urls if not url.startswith("chrome://")}


def one(browser: Chrome, selector: str) -> WebElement:
    return browser.find_element(By.CSS_SELECTOR, selector)


def visible(browser: Chrome, selector: str) -> list[WebElement]:
    return [each for each in browser.find_elements(By.CSS_SELECTOR, selector) if each.is_displayed()]


def rules(browser: Chrome) -> list[str]:
    return [each.text for each in visible(browser, ".finding .rule")]


def background(browser: Chrome) -> Any:
    return browser.execute_script("return getComputedStyle(document.body).backgroundColor")


def test_the_browser_asks_for_the_page_and_for_nothing_else(browser: Chrome, page: Path) -> None:
    asked(browser)
    browser.get(page.as_uri())
    assert asked(browser) == {page.as_uri()}


def test_findings_with_their_source(shown: Chrome) -> None:
    assert {"layers", "import-cycle"} <= set(rules(shown))
    first = one(shown, ".finding")
    assert first.find_element(By.CSS_SELECTOR, ".severity").text == "error"
    assert "shop/core/stock.py:2" in first.text
    assert "import shop.web.pages" in first.find_element(By.CSS_SELECTOR, ".hit").text
    assert first.find_element(By.CSS_SELECTOR, "mark").text == "shop.web.pages"
    assert shown.title == "shop: architecture report", "text of a source is not run"


def test_the_reason_of_a_rule_unfolds_and_leads_to_its_example(shown: Chrome) -> None:
    cycle = next(each for each in visible(shown, ".finding") if "import-cycle" in each.text)
    assert "one module in several files" not in cycle.text
    cycle.find_element(By.CSS_SELECTOR, ".why summary").click()
    assert "one module in several files" in cycle.text
    cycle.find_element(By.CSS_SELECTOR, ".why a").click()
    assert one(shown, "#rule-import-cycle .bad").is_displayed()
    assert "from shop import stock  # <- here" in one(shown, "#rule-import-cycle .bad").text


def test_filters_narrow_the_list_down(shown: Chrome) -> None:
    total = len(rules(shown))
    assert total > 3
    one(shown, "#by-path").send_keys("Core/Stock")
    assert {each.get_attribute("data-path") for each in visible(shown, ".finding")} == {"shop/core/stock.py"}
    assert one(shown, "#shown").text == f"{len(rules(shown))} of {total} findings"
    one(shown, "#by-text").send_keys("no such words")
    assert rules(shown) == []
    one(shown, "#clear").click()
    assert len(rules(shown)) == total
    Select(one(shown, "#by-principle")).select_by_value("layering")
    assert {each.get_attribute("data-principle") for each in visible(shown, ".finding")} == {"layering"}
    one(shown, ".chip[data-severity=error]").click()
    assert {each.text for each in visible(shown, ".finding .severity")} == {"warning"}


def test_a_principle_of_the_summary_is_a_filter(shown: Chrome) -> None:
    one(shown, ".principles button[data-principle=bounded-contexts]").click()
    assert {each.get_attribute("data-principle") for each in visible(shown, ".finding")} == {"bounded-contexts"}


def test_a_cell_of_the_matrix_lists_its_imports(shown: Chrome) -> None:
    cell = one(shown, "[aria-label='shop.web imports shop.core: 3 imports']")
    assert "against" not in (cell.get_attribute("class") or "")
    cell.click()
    panel = one(shown, "#dsm-panel")
    assert panel.find_element(By.CSS_SELECTOR, "h4").text == "shop.web imports shop.core"
    sites = [each.text for each in panel.find_elements(By.CSS_SELECTOR, ".sites code")]
    assert sites == ["shop/web/api.py:1", "shop/web/api.py:2", "shop/web/pages.py:1"]
    back = one(shown, "[aria-label='shop.core imports shop.web: 1 import']")
    assert "against" in (back.get_attribute("class") or "")
    back.click()
    assert "shop/core/stock.py:2" in panel.text
    assert "against the order" in panel.text


def test_packages_of_the_matrix_open_and_close(shown: Chrome) -> None:
    assert one(shown, "#dsm-note").text.startswith("4 rows")
    one(shown, "[aria-label='Open shop.core']").click()
    assert one(shown, "#dsm-note").text.startswith("6 rows")
    assert one(shown, "[aria-label='shop.core.orders imports shop.core.stock: 1 import']").is_displayed()
    assert shown.switch_to.active_element.get_attribute("aria-label") == "Close shop.core"
    shown.switch_to.active_element.send_keys(Keys.ENTER)
    assert one(shown, "#dsm-note").text.startswith("4 rows")
    one(shown, "#dsm-unfold").click()
    assert one(shown, "#dsm-note").text.startswith("9 rows")
    one(shown, "#dsm-fold").click()
    assert one(shown, "#dsm-note").text.startswith("4 rows")


def test_the_matrix_by_keyboard(shown: Chrome) -> None:
    marks = visible(shown, ".dsm-cell")
    assert [each.get_attribute("tabindex") for each in marks] == ["0", *["-1"] * (len(marks) - 1)]
    marks[0].send_keys(Keys.ARROW_RIGHT)
    assert shown.switch_to.active_element == marks[1]
    marks[1].send_keys(Keys.ENTER)
    assert one(shown, "#dsm-panel h4").text == (marks[1].get_attribute("aria-label") or "").partition(":")[0]


def test_the_theme_changes_and_stays(shown: Chrome, page: Path) -> None:
    light = background(shown)
    one(shown, "#theme").click()
    dark = background(shown)
    assert dark != light
    assert one(shown, "#theme").text.endswith("Light theme")
    shown.get(page.as_uri())
    assert background(shown) == dark
    one(shown, "#theme").click()
    assert background(shown) == light


def test_the_theme_is_at_first_the_systems(shown: Chrome, page: Path) -> None:
    light = background(shown)
    shown.execute_script("localStorage.clear()")
    prefer(shown, "dark")
    shown.get(page.as_uri())
    assert background(shown) != light


def test_a_dot_of_the_plot_tells_its_numbers(shown: Chrome) -> None:
    tip = one(shown, "#tip")
    assert not tip.is_displayed()
    dots = visible(shown, ".ms-dot")
    front = next(dot for dot in dots if (dot.get_attribute("aria-label") or "").startswith("front"))
    shown.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", front)
    ActionChains(shown).move_to_element(front).perform()
    assert tip.text == "front\nI 0.60, A 0.00, distance 0.40; imported by 2, imports 3; 3 modules; in an import cycle of 3 contexts"
    dots[0].send_keys(Keys.ARROW_RIGHT)
    assert shown.switch_to.active_element == dots[1]
    assert tip.text.startswith((dots[1].get_attribute("aria-label") or "").partition(":")[0])
    one(shown, "[data-plot=package]").click()
    assert len(visible(shown, ".plot")) == 1
    assert any((dot.get_attribute("aria-label") or "").startswith("shop.core:") for dot in visible(shown, ".ms-dot"))


def test_a_part_of_the_picture_tells_its_imports(shown: Chrome) -> None:
    front = next(each for each in visible(shown, ".ig-node") if "front" in (each.get_attribute("aria-label") or ""))
    front.send_keys(Keys.ENTER)
    panel = one(shown, "#area-panel")
    assert [each.text for each in panel.find_elements(By.CSS_SELECTOR, "h4, li")] == [
        "front",
        "back\n3",
        "side\n1",
        "back\n1",
        "side\n1",
    ]
    assert front.get_attribute("aria-pressed") == "true"
    assert len(visible(shown, ".ig-against")) == 2


def test_tables_are_sorted_and_searched(shown: Chrome) -> None:
    one(shown, "[data-table=module]").click()
    table = next(iter(visible(shown, ".table table")))

    def names() -> list[str]:
        return [each.text for each in table.find_elements(By.CSS_SELECTOR, "tbody th") if each.is_displayed()]

    table.find_element(By.XPATH, ".//th[normalize-space()='Ca']/button").click()
    assert names()[0] == "shop.core.orders"
    table.find_element(By.XPATH, ".//th[normalize-space()='module']/button").click()
    assert names() == sorted(names())
    one(shown, "#by-name").send_keys("web")
    assert names() == ["shop.web", "shop.web.api", "shop.web.pages"]


@pytest.mark.parametrize("width", [360, 800, 1600])
def test_the_page_fits_every_width(shown: Chrome, width: int) -> None:
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    shown.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        inner, needed = shown.execute_script("return [innerWidth, document.documentElement.scrollWidth]")
        assert needed <= inner == width
    finally:
        shown.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_without_scripts_the_findings_are_there(shown: Chrome, page: Path) -> None:
    shown.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        shown.get(page.as_uri())
        assert {"layers", "import-cycle"} <= set(rules(shown))
        assert visible(shown, "#filters, #theme, .dsm") == []
        assert visible(shown, ".ig-node")
        assert visible(shown, ".ms-dot")
    finally:
        shown.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
