"""What an SVG must be besides pretty: whole, safe, the same each time, and readable by everyone."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from archlint.diagrams import draw_all, pictures, render
from archlint.diagrams.fonts import BOLD, REGULAR, width
from archlint.model import Document, parse
from tests.diagrams.examples import HEAD, SERVICE, documents, odd, service

SVG = "{http://www.w3.org/2000/svg}"
DOCUMENTS = documents()


def _texts(svg: bytes) -> str:
    return "\n".join("".join(each.itertext()) for each in ET.fromstring(svg).iter(f"{SVG}text"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_picture_is_whole_xml_with_a_title_and_a_description(name: str) -> None:
    for svg in draw_all(DOCUMENTS[name]).values():
        root = ET.fromstring(svg)
        title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert title is not None and title.text and description is not None and description.text
        assert {title.get("id"), description.get("id")} == set(root.get("aria-labelledby", "").split())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_picture_needs_no_other_file_and_holds_each_icon_once(name: str) -> None:
    for svg in draw_all(DOCUMENTS[name]).values():
        links = re.findall(rb'href="([^"]{1,200})', svg)
        assert all(link.startswith((b"#al-", b"data:image/png;base64,")) for link in links)
        images = re.findall(rb"base64,([^\"]+)", svg)
        assert len(images) == len(set(images))
        assert b"<script" not in svg and b"url(" not in svg and b"@import" not in svg


def test_all_ids_carry_the_name_of_the_picture_so_that_two_fit_in_one_page() -> None:
    for name, svg in draw_all(service()).items():
        ids = re.findall(rb' id="([^"]+)"', svg)
        assert ids and all(each.startswith(f"al-{name.removesuffix('.svg')}-".encode()) for each in ids)


def test_the_same_model_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib; from archlint.model import parse; from archlint.diagrams import draw_all\n"
        "[pathlib.Path(sys.argv[1], name).write_bytes(data) for name, data in draw_all(parse(sys.stdin.read())).items()]"
    )
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        env = {"PYTHONHASHSEED": seed, "XDG_CACHE_HOME": str(folder / "none"), "PYTHONPATH": ":".join(filter(None, sys.path))}
        subprocess.run([sys.executable, "-c", script, str(folder)], input=SERVICE.encode(), check=True, env=env)
    for name, data in draw_all(service()).items():
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes() == data


def test_light_and_dark_stand_in_one_file_and_each_can_be_had_alone() -> None:
    view = pictures(service())[0]
    assert render(view).count(b"prefers-color-scheme:dark") == 1
    light, dark = render(view, theme="light"), render(view, theme="dark")
    assert b"prefers-color-scheme" not in light + dark
    assert light != dark


def test_names_stand_in_the_picture_as_they_are_and_never_as_markup() -> None:
    svg = draw_all(odd())["system.svg"]
    words = _texts(svg)
    assert '{[<lone>]} & "co"' in words
    assert "Брокер сообщений" in words
    assert "日本語" in words


def test_technology_protocol_contract_and_owner_are_shown() -> None:
    words = _texts(draw_all(service())["system.svg"]).split("\n")
    assert {"Forecast API", "FastAPI", "HTTPS", "forecast.v1", "forecasting", "team-ml", "synchronous", "asynchronous"} <= set(
        words
    )


def test_every_text_fits_its_card() -> None:
    for document in DOCUMENTS.values():
        for svg in draw_all(document).values():
            for group in ET.fromstring(svg).iter(f"{SVG}g"):
                card = next((each for each in group.findall(f"{SVG}rect") if each.get("class") == "al-card"), None)
                for text in group.findall(f"{SVG}text") if card is not None else ():
                    weight = BOLD if "al-b" in text.get("class", "").split() else REGULAR
                    long = width("".join(text.itertext()), float(text.get("font-size", "0")), weight)
                    assert card is not None and long <= float(card.get("width", "0")) - 12


def test_control_characters_in_names_leave_the_xml_whole() -> None:
    model = parse(HEAD + 'components: {a: {kind: service, name: "a\\x01b\\u2028c\\td\\0"}}\n')
    assert ET.fromstring(draw_all(model)["system.svg"]) is not None


def _with_edge(style: str) -> Document:
    return parse(
        HEAD + "components: {a: {kind: client}, b: {kind: service}}\n"
        f"interactions: [{{id: i, from: a, to: b, protocol: http, style: {style}}}]\n"
    )


def test_asynchronous_edges_are_dashed() -> None:
    assert b'class="al-edge al-async"' in draw_all(_with_edge("async"))["system.svg"]
    assert b'class="al-edge al-async"' not in draw_all(_with_edge("sync"))["system.svg"]


@pytest.mark.parametrize(
    ("strategy", "colour"), [("rolling", "green"), ("canary", "amber"), ("blue-green", "blue"), ("recreate", "grey")]
)
def test_a_release_strategy_has_a_colour_with_and_without_a_condition(strategy: str, colour: str) -> None:
    for condition in ("", ", rollback_on: errors"):
        text = (
            HEAD + "components: {a: {kind: service}}\ndeployments: {d: {target: {provider: local}, "
            f"nodes: [{{id: n, kind: host, runs: [a]}}], strategy: {{a: {{type: {strategy}{condition}}}}}}}}}\n"
        )
        svg = draw_all(parse(text))["deployment-d.svg"]
        assert svg.count(f'<rect class="al-{colour}"'.encode()) == 2, "the badge and its sign in the legend"
