"""The hooks that pre-commit finds at the top of this repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
BIN = Path(sys.executable).parent


def test_the_manifest_is_valid() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", MANIFEST], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_both_hooks_run_the_same_check() -> None:
    isolated, installed = yaml.safe_load(MANIFEST.read_text())
    assert (isolated["id"], isolated["language"]) == ("archlint-check", "python")
    assert (installed["id"], installed["language"]) == ("archlint-check-installed", "system")
    for name in ("entry", "pass_filenames", "types_or", "require_serial"):
        assert isolated[name] == installed[name]


@pytest.mark.skipif(
    shutil.which("git") is None or not (BIN / "archlint").exists(), reason="git and an installed archlint are needed"
)
@pytest.mark.parametrize(("second", "status"), [("import a\n", 1), ("", 0)])
def test_a_commit_with_a_finding_is_stopped(tmp_path: Path, second: str, status: int) -> None:
    hooks = _repository(tmp_path / "hooks", {".pre-commit-hooks.yaml": MANIFEST.read_text()})
    project = _repository(tmp_path / "project", {"a.py": "import b\n", "b.py": second})
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "PRE_COMMIT_HOME": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "pre_commit", "try-repo", str(hooks), "archlint-check-installed", "--all-files", "--verbose"]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    assert ("a.py:1:8: warning import-cycle" in done.stdout) == bool(status)
    assert ("no findings" in done.stdout) != bool(status)


def _repository(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text)
    identity = ["-c", "user.name=someone", "-c", "user.email=someone@example.invalid", "-c", "commit.gpgsign=false"]
    for words in (["init", "-q"], ["add", "-A"], [*identity, "commit", "-qm", "all"]):
        subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)
    return folder
