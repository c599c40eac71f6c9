"""Files that no linter likes: each is a finding or is read, and the rest of the folder is checked all the same."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from archlint.rules import check

READ = {
    "a file of 5 MB": b"x = [\n" + b"    'a long line of nothing in particular',\n" * 120_000 + b"]\nimport shop.b\n",
    "latin-1 with its coding line": "# coding: latin-1\nimport shop.b\nx = 'é'\n".encode("latin-1"),
    "a byte order mark": b"\xef\xbb\xbfimport shop.b\n",
    "a form feed and tabs": b"\x0cif 1:\n\timport shop.b\n",
    "a very long expression": b"import shop.b\nx = " + b" + ".join([b"y"] * 300) + b"\n",
}
UNREAD = {
    "a syntax error": b"import shop.b\ndef f(:\n",
    "Python 2": b"import shop.b\nprint 'x'\n",
    "null bytes": b"import shop.b\n\0\n",
    "latin-1 without its coding line": "import shop.b\nx = 'é'\n".encode("latin-1"),
    "an unknown coding": b"# coding: no-such\nimport shop.b\n",
    "binary": bytes(range(256)) * 40,
}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A knot of two modules, which must be found whatever stands beside it."""
    package = tmp_path / "shop"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "b.py").write_text("import shop.c\n")
    (package / "c.py").write_text("import shop.b\n")
    return tmp_path


@pytest.mark.parametrize("source", READ.values(), ids=READ)
def test_what_is_valid_is_read(shop: Path, source: bytes) -> None:
    (shop / "shop/odd.py").write_bytes(source)
    (shop / "shop/c.py").write_text("import shop.odd\n")
    (finding,) = check(shop, select=("import-cycle", "unreadable-source")).findings
    assert finding.message.startswith("3 modules import each other")


@pytest.mark.parametrize("source", UNREAD.values(), ids=UNREAD)
def test_what_is_not_is_named_and_the_rest_is_checked(shop: Path, source: bytes) -> None:
    (shop / "shop/odd.py").write_bytes(source)
    findings = {finding.rule: finding for finding in check(shop, select=("import-cycle", "unreadable-source")).findings}
    assert set(findings) == {"import-cycle", "unreadable-source"}
    odd = findings["unreadable-source"]
    assert (odd.path, odd.line >= 1, odd.column >= 1) == ("shop/odd.py", True, True)


def test_links_are_not_followed(shop: Path) -> None:
    (shop / "shop/around").symlink_to(shop / "shop", target_is_directory=True)
    (shop / "shop/itself.py").symlink_to(shop / "shop/itself.py")
    (shop / "shop/gone.py").symlink_to(shop / "nowhere.py")
    report = check(shop, select=("import-cycle", "unreadable-source"))
    assert [finding.rule for finding in report.findings] == ["import-cycle"]
    assert report.summary.modules == 3


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_not_waited_for(shop: Path) -> None:
    os.mkfifo(shop / "shop/pipe.py")
    assert len(check(shop, select=("import-cycle",)).findings) == 1
