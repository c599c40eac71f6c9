"""What rules there are is remembered, and any fault of that only costs time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CODE = """
import sys
from archlint.rules import all_rules
print(len(all_rules()), all_rules()[0].id, sum(name.startswith("archlint.rules.catalogue.") for name in sys.modules))
"""


def listed(home: Path) -> tuple[int, str, int]:
    """How many rules there are, the first of them, and how many of their modules were imported for that."""
    env = {**os.environ, "XDG_CACHE_HOME": str(home)}
    done = subprocess.run([sys.executable, "-c", CODE], env=env, capture_output=True, text=True, check=True)
    number, first, imported = done.stdout.split()
    return int(number), first, int(imported)


def test_the_second_run_imports_no_rule(tmp_path: Path) -> None:
    number, first, imported = listed(tmp_path)
    assert imported >= number
    assert listed(tmp_path) == (number, first, 0)


@pytest.mark.parametrize("damage", [b"", b"\x93\xa1x", b"garbage" * 100])
def test_a_damaged_index_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    known = listed(tmp_path)
    (file,) = tmp_path.glob("archlint/rules-*.msgpack")
    file.write_bytes(damage)
    assert listed(tmp_path) == known
    assert listed(tmp_path)[2] == 0


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "archlint").write_text("a file where a folder should be")
    assert listed(tmp_path) == listed(tmp_path)
    assert listed(tmp_path)[2] > 0
