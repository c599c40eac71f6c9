"""What `--dry-run` shows."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from archlint.errors import UserError
from archlint.scaffold import File, place, preview
from tests.scaffold.folders import TREE, fill, state


def test_a_new_project_is_a_tree_with_sizes(tmp_path: Path) -> None:
    assert preview({**TREE, "z": File(b"x" * 1234)}, tmp_path / "x") == (
        "x/\n"
        "├── Makefile  4 B\n"
        "├── a/\n"
        "│   ├── b/\n"
        "│   │   └── deep.txt  5 B\n"
        "│   └── run.sh  10 B\n"
        "├── docs/\n"
        "│   └── picture.png  5 B\n"
        "└── z  1.2 kB\n"
        "5 files, 1.3 kB\n"
    )
    assert not (tmp_path / "x").exists()


def test_over_a_project_it_is_the_difference_and_nothing_is_written(tmp_path: Path) -> None:
    dest = tmp_path / "x"
    fill(dest, {"Makefile": b"old", "a/run.sh": TREE["a/run.sh"].data, "docs/picture.png": b"\0", "a/b": "..", "own": b""})
    before = state(dest)
    assert preview(TREE, dest) == (
        "cannot be written: a/b/deep.txt (a/b is a link)\n"
        "--- a/Makefile\n"
        "+++ b/Makefile\n"
        "@@ -1 +1 @@\n"
        "-old\n"
        "\\ No newline at end of file\n"
        "+new\n"
        "changed: a/run.sh becomes executable\n"
        "changed: docs/picture.png is binary: 1 B before, 5 B after\n"
        "0 new, 3 changed, 0 the same, 1 blocked\n"
    )
    assert state(dest) == before


def test_the_difference_is_one_that_patch_takes(tmp_path: Path) -> None:
    dest = tmp_path / "x"
    old, new = b"1\r\n2\n\x0c3\n4\n5\n6\n7\n8\xe2\x80\xa8\n9", b"1\r\nzwei\n\x0c3\n4\n5\n6\n7\n8\xe2\x80\xa8\n9\n"
    fill(dest, {"f": old})
    text = preview({"f": File(new)}, dest)
    done = subprocess.run(["git", "apply", "-p1"], input=text.encode(), cwd=dest, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (dest / "f").read_bytes() == new


def test_after_placing_there_is_no_difference(tmp_path: Path) -> None:
    place(TREE, tmp_path / "x")
    assert preview(TREE, tmp_path / "x") == "0 new, 0 changed, 4 the same\n"


def test_a_destination_that_is_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(UserError, match="x: is a file; give the name of a folder"):
        preview(TREE, tmp_path / "x")
