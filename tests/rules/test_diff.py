"""`archlint check --diff REV`: only what the change adds."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from archlint.cli import main

Capture = pytest.CaptureFixture[str]
BROKEN = "def f(:\n"
IDENTITY = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")


def git(folder: Path, *words: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(["git", *IDENTITY, *words], cwd=folder, env=environment, check=True, capture_output=True, text=True)
    return done.stdout


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x", "--no-verify")


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository on the branch main with one old finding."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    top = tmp_path / "repo"
    (top / "pkg").mkdir(parents=True)
    git(top, "init", "-qb", "main")
    (top / "pkg" / "__init__.py").write_text("")
    (top / "pkg" / "old.py").write_text(BROKEN)
    (top / "pkg" / "fine.py").write_text("X = 1\n")
    commit(top)
    monkeypatch.chdir(top)
    return top


def shown(capsys: Capture, *words: str) -> list[str]:
    capsys.readouterr()
    status = main(["check", "--format", "json", *words])
    paths = [each["path"] for each in json.loads(capsys.readouterr().out)["findings"]]
    assert status == (1 if paths else 0)
    return paths


def test_only_what_the_change_adds(repo: Path, capsys: Capture) -> None:
    assert shown(capsys, "--diff", "HEAD") == []
    (repo / "pkg" / "new.py").write_text(BROKEN)
    (repo / "pkg" / "old.py").write_text(f"# moved\n\n{BROKEN}")
    for _ in range(2):
        assert shown(capsys, "--diff", "HEAD") == ["pkg/new.py"]
        assert shown(capsys, "--diff", "HEAD", "--no-cache") == ["pkg/new.py"]
    assert sorted(shown(capsys)) == ["pkg/new.py", "pkg/old.py"]


def test_it_follows_the_branch_from_where_it_began(repo: Path, capsys: Capture) -> None:
    git(repo, "checkout", "-qb", "change")
    (repo / "pkg" / "new.py").write_text(BROKEN)
    commit(repo)
    git(repo, "checkout", "-q", "main")
    (repo / "pkg" / "old.py").write_text("X = 1\n")
    commit(repo)
    git(repo, "checkout", "-q", "change")
    assert shown(capsys, "--diff", "main") == ["pkg/new.py"]


def test_a_part_of_the_repository_from_anywhere(repo: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    (repo / "pkg" / "new.py").write_text(BROKEN)
    assert shown(capsys, "pkg", "--diff", "main") == ["new.py"]
    monkeypatch.chdir(repo / "pkg")
    assert shown(capsys, "--diff", "main") == ["new.py"]
    assert shown(capsys, "..", "--diff", "main") == ["pkg/new.py"]


def test_a_removed_comment_adds_its_finding(repo: Path, capsys: Capture) -> None:
    (repo / "pkg" / "old.py").write_text("import pkg.fine\n")
    (repo / "pkg" / "fine.py").write_text("import pkg.old  # archlint: ignore[import-cycle] Soon\n")
    commit(repo)
    assert shown(capsys, "--diff", "main") == []
    (repo / "pkg" / "fine.py").write_text("import pkg.old\n")
    assert shown(capsys, "--diff", "main") == ["pkg/fine.py"]


def test_each_revision_has_its_own_model(repo: Path, capsys: Capture) -> None:
    model = 'archlint: "1"\nsystem: {id: x}\ncomponents:\n  a: {kind: service}\n'
    (repo / "architecture.yaml").write_text(model)
    assert set(shown(capsys, "--diff", "main")) == {"architecture.yaml"}
    commit(repo)
    assert shown(capsys, "--diff", "main") == []
    (repo / "architecture.yaml").write_text(model + "  b: {kind: service}\n")
    assert set(shown(capsys, "--diff", "main")) == {"architecture.yaml"}


def test_the_work_tree_is_not_touched_and_no_hook_is_run(repo: Path, capsys: Capture) -> None:
    mark = repo.parent / "ran"
    hook = repo / ".git" / "hooks" / "post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {mark}\n")
    hook.chmod(0o755)
    (repo / "pkg" / "new.py").write_text(BROKEN)
    git(repo, "add", "pkg/new.py")
    (repo / "pkg" / "new.py").write_text(f"{BROKEN}#\n")
    before = git(repo, "status", "--porcelain"), git(repo, "worktree", "list"), git(repo, "diff")
    assert shown(capsys, "--diff", "HEAD") == ["pkg/new.py"]
    assert (git(repo, "status", "--porcelain"), git(repo, "worktree", "list"), git(repo, "diff")) == before
    assert not mark.exists()


def test_it_works_from_within_a_hook(repo: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(repo.parent / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(repo.parent / "nowhere" / "index"))
    (repo / "pkg" / "new.py").write_text(BROKEN)
    assert shown(capsys, "--diff", "main") == ["pkg/new.py"]


def test_a_revision_that_cannot_be_checked_hides_nothing(repo: Path, capsys: Capture) -> None:
    (repo / "architecture.yaml").write_text("system: [\n")
    commit(repo)
    (repo / "architecture.yaml").unlink()
    assert main(["check", "--diff", "HEAD", "--format", "concise"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("pkg/old.py:1:")
    assert "'HEAD' cannot be checked, all findings are shown: architecture.yaml:" in out


def test_a_revision_without_code_has_nothing(repo: Path, capsys: Capture) -> None:
    git(repo, "checkout", "-q", "--orphan", "bare")
    git(repo, "rm", "-rqf", ".")
    (repo / "readme").write_text("")
    commit(repo)
    (repo / "new.py").write_text(BROKEN)
    assert shown(capsys, "--diff", "bare") == ["new.py"]


@pytest.mark.parametrize("name", ["nowhere", "--help", "-x", "HEAD:pkg"])
def test_an_unknown_revision_is_one_line(repo: Path, capsys: Capture, name: str) -> None:
    assert main(["check", f"--diff={name}"]) == 2
    assert capsys.readouterr().err == f"archlint: git knows no revision '{name}' in '.'; fetch it, or name another\n"


def test_without_a_repository_it_is_one_line(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.py").write_text("")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert main(["check", str(tmp_path), "--diff", "main"]) == 2
    assert capsys.readouterr().err == (
        f"archlint: '{tmp_path}' is in no git repository, and so there is no 'main' to compare with\n"
    )
