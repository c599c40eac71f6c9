"""Killed at any moment, or out of room at any write: the folder is as it was, or it is done."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from archlint.errors import UserError
from archlint.scaffold import File, place, swap
from tests.scaffold.folders import TREE, State, beside, environment, fill, state

OWN: dict[str, bytes | str | None] = {
    "Makefile": b"mine",
    "own/file": b"own",
    "own/link": "file",
    ".git/HEAD": b"ref",
    "a/b/other": b"",
    "empty": None,
}
WRITING = ("open", "write", "mkdir", "link", "symlink", "rename", "unlink", "chmod", "utime")


@contextlib.contextmanager
def failing_at(moment: int, number: int) -> Iterator[list[str]]:
    """Let the moment-th call that writes fail, and every later one that takes room."""
    calls: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        for name in WRITING:
            patch.setattr(os, name, _failing(getattr(os, name), name, calls, moment, number))
        yield calls


def _failing(original: Callable[..., Any], name: str, calls: list[str], moment: int, number: int) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        writes = name != "open" or bool(args[1] & os.O_CREAT)
        if writes:
            calls.append(name)
            if len(calls) == moment:
                raise OSError(number, os.strerror(number), str(args[0]))
        return original(*args, **kwargs)

    return call


@pytest.mark.parametrize(
    ("start", "exchange", "number"),
    [
        ("missing", True, errno.ENOSPC),
        ("empty", True, errno.ENOSPC),
        ("filled", True, errno.ENOSPC),
        ("filled", True, errno.EACCES),  # where a link may not be made, the file is copied
        ("filled", False, errno.ENOSPC),
    ],
)
def test_an_error_at_any_write_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: str, exchange: bool, number: int
) -> None:
    if not exchange:
        monkeypatch.setattr(swap, "exchange", lambda *_: False)
    refusals = 0
    for moment in range(1, 400):
        dest = tmp_path / str(moment) / "x"
        dest.parent.mkdir()
        if start != "missing":
            fill(dest, OWN if start == "filled" else {})
        before = state(dest)
        with failing_at(moment, number) as calls:
            try:
                place(TREE, dest, force=True)
            except UserError as error:
                refusals += 1
                assert "\n" not in str(error)
                assert state(dest) == before, f"{moment}: {calls}"
            else:
                after = state(dest)
                assert after is not None and _is_done(before, after), f"{moment}: {calls}"
        if len(calls) < moment:
            break
        shutil.rmtree(dest.parent)
    assert moment < 399 and refusals > 8


def _is_done(before: State | None, after: State) -> bool:
    written = all(after[path][2] == file.data for path, file in TREE.items())
    kept = all(after[path] == what for path, what in (before or {}).items() if path not in TREE and path)
    return written and kept


KILLED = """
import sys
from pathlib import Path
from archlint.scaffold import File, place, swap
if sys.argv[2] == "aside":
    swap.exchange = lambda *_: False
tree = {f"new/{n % 7}/{n}": File(b"x" * 20_000) for n in range(150)}
print("go", flush=True)
sys.stdin.readline()
place(tree, Path(sys.argv[1]))
print("done", flush=True)
"""


@pytest.mark.parametrize("way", ["exchange", "aside"])
def test_a_kill_at_any_moment_leaves_the_folder_as_it_was_or_done(tmp_path: Path, way: str) -> None:
    dest = tmp_path / "x"
    own: dict[str, bytes | str | None] = {f"own/{n % 5}/{n}": b"own" for n in range(100)}
    fill(dest, own)
    untouched = state(dest)
    outcomes = set()
    for attempt in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(dest), way],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment(),
        )
        assert process.stdin is not None and process.stdout is not None
        assert process.stdout.readline() == "go\n"
        process.stdin.write("\n")
        process.stdin.flush()
        time.sleep(attempt * 0.006)
        process.kill()
        process.communicate()
        if state(dest) is None:
            assert way == "aside"  # where folders cannot be exchanged there is a moment without it; the next run brings it back
            with pytest.raises(UserError):
                place({"own": File(b"")}, dest)
        now = state(dest)
        assert now is not None
        done = "new" in now
        outcomes.add(done)
        if done:
            assert sum(1 for path, what in now.items() if path.startswith("new/") and what[0] == "file") == 150
            assert all(what[2] == b"x" * 20_000 for path, what in now.items() if path.startswith("new/") and what[0] == "file")
            shutil.rmtree(dest / "new")
        kept = state(dest)
        assert untouched is not None and kept is not None and {**kept, "": untouched[""]} == untouched
    assert outcomes  # both outcomes are right; which one a moment gives is the machine's affair
    for name in beside(dest):
        if name.endswith(".aside"):  # killed between the last two renames: it is never dropped unasked
            shutil.rmtree(tmp_path / name)
    place({"last": File(b"")}, dest)
    assert beside(dest) == []  # what the killed runs left is gone


def test_a_full_disk_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("a small file system cannot be mounted here")
    try:
        dest = disk / "x"
        fill(dest, OWN)
        before = state(dest)
        big = {f"big/{n}": File(b"x" * 50_000) for n in range(10)}
        with pytest.raises(UserError, match="cannot be written: No space left on device; nothing was changed"):
            place(big, dest)
        assert state(dest) == before and beside(dest) == []
        with pytest.raises(UserError, match="root of a file system"):
            place(TREE, disk)
    finally:
        subprocess.run(["umount", str(disk)], check=False)


def test_rendering_without_room_is_one_line(entry: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from archlint.scaffold.render import render
    from tests.scaffold.test_questions import by_default

    context = by_default(entry).context

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "a file")

    monkeypatch.setattr(shutil, "copyfile", full)
    before = set(Path(tempfile.gettempdir()).glob(".archlint-new-*"))
    with pytest.raises(UserError, match="cannot render in a file: No space left on device"):
        render(entry.template, entry.shared, context)
    assert set(Path(tempfile.gettempdir()).glob(".archlint-new-*")) <= before
