"""Findings with the line that they speak of."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from archlint.report import render
from archlint.report.excerpt import excerpt
from archlint.rules import Finding, Summary
from tests.report.examples import LAYERS, SUMMARY


def finding(path: str = "a.py", line: int = 1, column: int = 8) -> Finding:
    return Finding("layers", "layering", "error", path, line, column, "house", "message", "f" * 32)


def shown(folder: Path, each: Finding) -> list[str]:
    """The lines below the finding's own."""
    text = render([each], Summary(("layers",), (), 1, None, folder.as_posix()))
    first, *rest = text.splitlines()
    assert first.endswith("error layers: message")
    assert rest[-2:] == ["", "1 finding (1 error) in 1 file; checked: 1 rule, 1 module, no model"]
    return rest[:-2]


def test_the_source_stands_between_finding_and_chain(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop/core.py").write_text('"""Core."""\n\nimport lib\n')
    base = f"{tmp_path}/"
    assert render([LAYERS], Summary(SUMMARY.rules, (), 42, "architecture.yaml", base)).splitlines() == [
        f"{base}shop/core.py:3:8: error layers: layer 'core' reaches 'web' above it",
        "    3 | import lib",
        "      |        ^",
        f"    {base}shop/core.py:3: shop.core imports lib",
        f"    {base}lib.py:1: lib imports shop.web",
        "",
        "1 finding (1 error) in 1 file; checked: 2 rules, 42 modules, 1 model",
    ]


def test_the_model_shows_its_line_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("architecture.yaml").write_text('archlint: "1"\nsystem: {id: x}\ncomponents: {a: {kind: service}}\n')
    each = finding("architecture.yaml", 3, 14)
    assert render([each], SUMMARY).splitlines()[1:3] == [
        "    3 | components: {a: {kind: service}}",
        "      |              ^",
    ]


@pytest.mark.parametrize(
    ("source", "line", "column", "expected"),
    [
        (b"if x:\n\timport b\n", 2, 9, ["    2 |     import b", "      |            ^"]),
        ("名前 = 1; import b\n".encode(), 1, 16, ["    1 | 名前 = 1; import b", "      |                  ^"]),
        ("é = 1; import b\n".encode(), 1, 16, ["    1 | é = 1; import b", "      |                ^"]),
        ("e\u0301 = 1; import b\n".encode(), 1, 16, ["    1 | e\u0301 = 1; import b", "      |               ^"]),
        (b"# coding: latin-1\n\xe9 = 1\n", 2, 1, ["    2 | é = 1", "      | ^"]),
        (b"\xe9 = 1\n", 1, 5, ["    1 | é = 1", "      |     ^"]),
        (b"\xef\xbb\xbfimport b\n", 1, 8, ["    1 | import b", "      |        ^"]),
        (b"a = 1\r\nimport b\r\n", 2, 8, ["    2 | import b", "      |        ^"]),
        (b"a = 1\rimport b", 2, 8, ["    2 | import b", "      |        ^"]),
        (b"a = '\x0c\x1c'\nimport b\n", 2, 8, ["    2 | import b", "      |        ^"]),
        (b"a = '\x1b[2J'; import b\n", 1, 20, ["    1 | a = '\\x1b[2J'; import b", "      |                       ^"]),
        ("x = '\u202e'; import b\n".encode(), 1, 17, ["    1 | x = '\\u202e'; import b", "      |                      ^"]),
        (b"import b\n" * 123456, 123456, 8, ["123456 | import b", "       |        ^"]),
    ],
)
def test_the_caret_stands_below_the_place(tmp_path: Path, source: bytes, line: int, column: int, expected: list[str]) -> None:
    (tmp_path / "a.py").write_bytes(source)
    assert shown(tmp_path, finding(line=line, column=column)) == expected


@pytest.mark.parametrize(
    ("source", "line", "column", "expected"),
    [
        (b"import b\n", 2, 1, []),
        (b"import b\n", 9, 1, []),
        (b"\n   \n", 2, 1, []),
        (b"import b\0\n", 1, 8, []),
        (b"", 1, 1, []),
        (b"import b\n", 0, 0, []),
        (b"import b\n", 1, 0, ["    1 | import b"]),
        (b"import b\n", 1, 400, ["    1 | import b"]),
        (b"\xff\xfe\xfa import b\n", 1, 1, ["    1 | ÿþú import b", "      | ^"]),
        (b"# coding: no-such-thing\n\xe9\n", 2, 1, ["    2 | é", "      | ^"]),
    ],
)
def test_what_has_changed_or_cannot_be_shown_is_left_out(
    tmp_path: Path, source: bytes, line: int, column: int, expected: list[str]
) -> None:
    (tmp_path / "a.py").write_bytes(source)
    assert shown(tmp_path, finding(line=line, column=column)) == expected


@pytest.mark.parametrize("path", ["gone.py", "folder", "pipe", "loop", "nul\0.py", "no\udcff.py"])
def test_no_file_is_no_failure(tmp_path: Path, path: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe")
    assert shown(tmp_path, finding(path)) == []


def test_each_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.py").write_text("import b\nimport c\n")
    opened = []

    def counting(file: str, mode: str) -> object:
        opened.append(file)
        return open(file, mode)

    monkeypatch.setattr("archlint.report.excerpt.open", counting, raising=False)
    text = render([finding(line=1), finding(line=2), finding(line=2)], Summary(("layers",), (), 1, None, tmp_path.as_posix()))
    assert "    2 | import c" in text
    assert opened == [f"{tmp_path}/a.py"]


@pytest.mark.parametrize("column", [1, 2, 60, 61, 119, 120, 121, 122, 500, 999_999, 1_000_000])
@pytest.mark.parametrize("unit", ["0123456789", "名前は長い行でした漢字", "a\tb\tc\x07d\t\te"])
def test_a_long_line_is_cut_around_the_caret(unit: str, column: int) -> None:
    line = (unit * 100_000)[:1_000_000]
    text, caret = excerpt(line, column)
    assert caret is not None
    assert _screen(text) <= 122
    assert text.startswith("…") == (not text.startswith(unit[0]) or column > 61)
    assert text.endswith("…") or column > 999_000
    here = line[column - 1]
    if here.isprintable():
        assert _at(text, caret) == here


def test_a_line_that_fits_is_not_cut() -> None:
    line = "x" * 120
    assert excerpt(line, 120) == (line, 119)
    assert excerpt(line + "y", 1) == ("x" * 120 + "…", 0)
    assert excerpt("import b" + " " * 500, 8) == ("import b", 7)


def _screen(text: str) -> int:
    return sum(2 if char > "\u2e80" else 1 for char in text)


def _at(text: str, column: int) -> str:
    passed = 0
    for char in text:
        if passed == column:
            return char
        passed += _screen(char)
    return ""


def test_colours_on_a_terminal_only(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("import b\n")
    (tmp_path / "b.py").write_text("import a\n")
    command = [sys.executable, "-m", "archlint", "check", str(tmp_path)]
    plain = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert "\x1b" not in plain
    assert "    1 | import b\n      |        ^\n" in plain
    coloured = _on_a_terminal(command, {"NO_COLOR": ""})
    assert "\x1b[1;33mwarning\x1b[0m" in coloured
    assert "\x1b[1;33m^\x1b[0m" in coloured
    assert _on_a_terminal(command, {"NO_COLOR": "1"}) == plain


def _on_a_terminal(command: list[str], environment: dict[str, str]) -> str:
    above, below = pty.openpty()
    with subprocess.Popen(command, stdout=below, env={**os.environ, **environment}) as process:
        os.close(below)
        output = b""
        try:
            while piece := os.read(above, 65536):
                output += piece
        except OSError:  # the other end has closed
            pass
    os.close(above)
    assert process.returncode == 1
    return output.decode().replace("\r\n", "\n")
