"""A check that must answer at once loads nothing that it does not need."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def loaded(folder: Path, *words: str) -> set[str]:
    """The modules that a call of archlint leaves behind."""
    code = "import sys; from archlint.cli import main; main(sys.argv[1:]); print('\\n'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code, *words], cwd=folder, capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines())


@pytest.mark.parametrize(
    ("words", "left_out"),
    [
        (("--version",), {"msgspec", "archlint.rules"}),
        (
            ("check", "."),
            {"typing_extensions", "typer", "rich", "signal", "subprocess", "ruamel.yaml", "archlint.diagrams"},
        ),
    ],
)
def test_a_warm_call_loads_only_what_it_needs(tmp_path: Path, words: tuple[str, ...], left_out: set[str]) -> None:
    (tmp_path / "a.py").write_text("import b\n")
    (tmp_path / "b.py").write_text("import a\n")
    for file in (tmp_path, *tmp_path.iterdir()):
        os.utime(file, (1, 1))  # what has just been written is looked at twice
    loaded(tmp_path, *words)
    assert loaded(tmp_path, *words) & left_out == set()


def test_what_was_hidden_from_msgspec_is_there_for_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("")
    code = "from archlint.cli import main; main(['check', '.']); import typing_extensions; print(typing_extensions.__name__)"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("typing_extensions\n")
