"""A PNG shows its text: without a font that it knows, the renderer leaves all text out and reports success."""

from __future__ import annotations

import re
import struct
import zlib

from archlint.diagrams import pictures, render
from archlint.diagrams.drawing.png import png
from tests.diagrams.examples import service


def _pixels(data: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and rows of an RGBA picture."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = struct.unpack(">II", data[16:24])
    assert data[24:26] == b"\x08\x06"
    packed, at = b"", 8
    while at < len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        packed += data[at + 8 : at + 8 + size] if data[at + 4 : at + 8] == b"IDAT" else b""
        at += 12 + size
    raw, step, rows, above = zlib.decompress(packed), wide * 4, [], bytes(wide * 4)
    for row in range(high):
        start = row * (step + 1)
        above = _unfiltered(raw[start], raw[start + 1 : start + 1 + step], above)
        rows.append(above)
    return wide, high, rows


def _unfiltered(kind: int, line: bytes, above: bytes) -> bytes:
    out = bytearray(line)
    for index in range(len(out)):
        left = out[index - 4] if index >= 4 else 0
        up, corner = above[index], above[index - 4] if index >= 4 else 0
        if kind == 1:
            add = left
        elif kind == 2:
            add = up
        elif kind == 3:
            add = (left + up) // 2
        elif kind == 4:
            guess = left + up - corner
            add = min((left, up, corner), key=lambda value: abs(guess - value))
        else:
            add = 0
        out[index] = (out[index] + add) & 255
    return bytes(out)


def test_text_is_drawn_inside_of_the_label() -> None:
    svg = render(pictures(service())[0], theme="light").decode()
    shown = re.search(r'<rect class="al-plate"[^>]*x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', svg)
    moved = re.search(r'<g transform="translate\(([\d.]+) ([\d.]+)\)"><?', svg)
    assert shown and moved
    x, y, wide, high = (float(each) for each in shown.groups())
    left, top = x + float(moved[1]), y + float(moved[2])
    with_text, without = png(svg, 1), png(re.sub(r"<text.*?</text>", "", svg), 1)
    _, _, rows = _pixels(with_text)
    _, _, empty = _pixels(without)
    different = sum(
        rows[row][4 * column : 4 * column + 4] != empty[row][4 * column : 4 * column + 4]
        for row in range(int(top), int(top + high))
        for column in range(int(left), int(left + wide))
    )
    assert different > 150


def test_a_png_is_the_same_each_time_and_sharper_than_the_page() -> None:
    view = pictures(service())[0]
    data = render(view, "png")
    assert data == render(view, "png")
    size = re.search(r'width="([\d.]+)" height', render(view).decode())
    assert size and struct.unpack(">I", data[16:20])[0] >= 1.5 * float(size[1]) - 1
