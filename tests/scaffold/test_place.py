"""A project into a folder: nothing of the user's is lost, nothing is written elsewhere."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.errors import UserError
from archlint.scaffold import File, place, swap
from archlint.scaffold.leftovers import work_name
from tests.scaffold.folders import TREE, beside, fill, folders, state

DEAD = 4194304 + 7  # more than a process id can be


def work_name_of(process: int, target: str, kind: str) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "getpid", lambda: process)
        return work_name(target, kind)


def is_there(dest: Path) -> bool:
    return all((dest / path).read_bytes() == file.data for path, file in TREE.items())


def refused(dest: Path, *, force: bool = False) -> str:
    before = state(dest)
    with pytest.raises(UserError) as caught:
        place(TREE, dest, force=force)
    assert state(dest) == before
    return str(caught.value)


def test_a_new_folder_with_its_parents(tmp_path: Path) -> None:
    dest = tmp_path / "x" / "y" / "z"
    placed = place(TREE, dest)
    assert (placed.new, placed.changed, placed.same, placed.moved) == (4, 0, 0, False)
    assert is_there(dest) and beside(tmp_path / "x") == []


def test_the_modes_are_those_that_the_user_gives_new_files(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        place(TREE, tmp_path / "x")
    finally:
        os.umask(before)
    modes = {path: stat.S_IMODE((tmp_path / "x" / path).stat().st_mode) for path in ("", "a", "Makefile", "a/run.sh")}
    assert modes == {"": 0o750, "a": 0o750, "Makefile": 0o640, "a/run.sh": 0o750}


def test_an_empty_folder_keeps_its_mode(tmp_path: Path) -> None:
    dest = tmp_path / "x"
    dest.mkdir(mode=0o700)
    place(TREE, dest)
    assert is_there(dest) and stat.S_IMODE(dest.stat().st_mode) == 0o700


def test_what_has_nothing_to_do_with_the_project_stays(tmp_path: Path) -> None:
    dest = tmp_path / "x"
    fill(dest, {".git/objects/ab/cd": b"blob", "README.md": b"mine", "a/own": b"own", "link": "/nowhere", "empty": None})
    (dest / ".git/objects").chmod(0o555)
    (dest / "README.md").chmod(0o600)
    inode = (dest / "README.md").stat().st_ino
    before = state(dest)
    place(TREE, dest)
    after = state(dest)
    assert before is not None and after is not None and before.items() <= after.items()
    assert is_there(dest) and (dest / "README.md").stat().st_ino == inode and beside(dest) == []


def test_a_file_that_differs_is_replaced_only_by_force(tmp_path: Path) -> None:
    dest = tmp_path / "x"
    fill(dest, {"Makefile": b"mine", "docs/picture.png": TREE["docs/picture.png"].data, "own": b"own"})
    message = refused(dest)
    assert "different: Makefile; nothing was changed. --dry-run shows the difference, --force replaces them" in message
    placed = place(TREE, dest, force=True)
    assert (placed.new, placed.changed, placed.same) == (2, 1, 1)
    assert is_there(dest) and (dest / "own").read_bytes() == b"own"


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    dest = tmp_path / "x"
    place(TREE, dest)
    inode = dest.stat().st_ino
    assert place(TREE, dest).same == 4
    assert dest.stat().st_ino == inode


def test_links_are_replaced_and_never_written_through(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"precious")
    hard = tmp_path / "hard"
    hard.write_bytes(b"precious too")
    dest = tmp_path / "x"
    fill(dest, {"Makefile": str(outside), "a": None})
    os.link(hard, dest / "a" / "run.sh")
    assert "Makefile, a/run.sh" in refused(dest)
    place(TREE, dest, force=True)
    assert is_there(dest) and not (dest / "Makefile").is_symlink()
    assert outside.read_bytes() == b"precious" and hard.read_bytes() == b"precious too"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"a": "../outside"}, "a/b/deep.txt: a is a link"),
        ({"a/b": b"a file"}, "a/b/deep.txt: a/b is a file"),
        ({"Makefile": None}, "Makefile: a folder is there"),
    ],
)
def test_what_is_in_the_way_of_a_folder_stays_even_with_force(
    tmp_path: Path, content: dict[str, bytes | str | None], reason: str
) -> None:
    (tmp_path / "outside").mkdir()
    fill(tmp_path / "x", content)
    assert reason in refused(tmp_path / "x", force=True)
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_folder_that_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "loop").symlink_to("loop")
    assert refused(tmp_path / "file").endswith("file: is a file; give the name of a folder")
    assert refused(tmp_path / "file" / "x").endswith("file is a file, no folder")
    assert "is a link to nowhere, which is not there" in refused(tmp_path / "dangling")
    assert "loop: " in refused(tmp_path / "loop")
    assert "cannot be written: File name too long" in refused(tmp_path / ("x" * 256)) or "too long" in refused(
        tmp_path / ("x" * 256)
    )
    with pytest.raises(UserError, match="is the root of a file system"):
        place(TREE, Path("/"))
    with pytest.raises(UserError, match="null byte"):
        place(TREE, tmp_path / "a\0b")


def test_a_link_to_a_folder_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    assert place(TREE, tmp_path / "link").path == tmp_path / "real"
    assert place({"more": File(b"")}, tmp_path / "link").new == 1
    assert place(TREE, tmp_path / "link" / "below").path == tmp_path / "real" / "below"
    assert (tmp_path / "link").is_symlink() and is_there(tmp_path / "real") and is_there(tmp_path / "real" / "below")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o555)
    assert "closed: this folder cannot be written by you" in refused(tmp_path / "closed" / "x")
    assert "closed: this folder cannot be written by you" in refused(tmp_path / "closed")


def test_the_current_folder_and_one_above_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dest = tmp_path / "x"
    fill(dest, {"own/below": b"own"})
    monkeypatch.chdir(dest)
    placed = place(TREE, Path())
    assert placed.here and placed.moved and is_there(dest)
    monkeypatch.chdir(dest / "own")
    placed = place({"more": File(b"")}, Path(".."))
    assert not placed.here and placed.moved and (dest / "more").is_file() and (dest / "own/below").is_file()
    monkeypatch.chdir(tmp_path)
    assert not place({"yet more": File(b"")}, dest).moved


def test_without_hard_links_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    dest = tmp_path / "x"
    fill(dest, {"own": b"own"})
    (dest / "own").chmod(0o700)
    before = (dest / "own").stat()
    place(TREE, dest)
    after = (dest / "own").stat()
    assert is_there(dest) and (dest / "own").read_bytes() == b"own"
    assert (after.st_mode, after.st_mtime_ns) == (before.st_mode, before.st_mtime_ns)


def test_without_an_exchange_the_folder_is_put_aside_for_a_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "exchange", lambda *_: False)
    dest = tmp_path / "x"
    fill(dest, {"own": b"own"})
    place(TREE, dest)
    assert is_there(dest) and (dest / "own").read_bytes() == b"own" and beside(dest) == []


def test_a_folder_that_a_killed_run_put_aside_comes_back(tmp_path: Path) -> None:
    dest = tmp_path / "x"
    aside = tmp_path / work_name_of(DEAD, "x", "aside")
    fill(aside, {"own": b"own"})
    place(TREE, dest)
    assert is_there(dest) and (dest / "own").read_bytes() == b"own" and beside(dest) == []


def test_a_folder_that_was_put_aside_is_never_dropped_for_a_new_one(tmp_path: Path) -> None:
    aside = tmp_path / work_name_of(DEAD, "x", "aside")
    fill(aside, {"own": b"own"})
    fill(tmp_path / "x", {"other": b""})
    assert f"is in {aside}; move that folder" in refused(tmp_path / "x")
    assert (aside / "own").read_bytes() == b"own"


def test_what_a_killed_run_left_is_cleared_and_what_a_living_one_works_on_is_not(tmp_path: Path) -> None:
    dead = tmp_path / work_name_of(DEAD, "x", "staging")
    living = tmp_path / work_name_of(1, "x", "staging")
    other = tmp_path / work_name_of(DEAD, "y", "staging")
    for folder in (dead, living, other):
        fill(folder, {"closed/file": b""})
    (dead / "closed").chmod(0)
    place(TREE, tmp_path / "x")
    assert beside(tmp_path / "x") == sorted([living.name, other.name])


def test_a_change_by_another_program_meanwhile_takes_everything_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dest = tmp_path / "x"
    fill(dest, {"own": b"own"})
    replace = swap.replace
    calls: list[Path] = []

    def late(staged: Path, target: Path, aside: Path) -> None:
        if not calls:
            (dest / "late").write_bytes(b"late")  # an editor saves between the copy and the exchange
        calls.append(target)
        replace(staged, target, aside)

    monkeypatch.setattr(swap, "replace", late)
    with pytest.raises(UserError, match="another program changed something in there meanwhile; nothing was changed, run it again"):
        place(TREE, dest)
    after = state(dest)
    assert after is not None and set(after) == {"", "own", "late"} and beside(dest) == []


def test_what_cannot_be_moved_back_is_kept_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dest = tmp_path / "x"
    fill(dest, {"own": b"own"})
    replace = swap.replace
    calls: list[Path] = []

    def once(staged: Path, target: Path, aside: Path) -> None:
        calls.append(target)
        if len(calls) > 1:
            raise OSError(5, "Input/output error")
        (dest / "late").write_bytes(b"late")
        replace(staged, target, aside)

    monkeypatch.setattr(swap, "replace", once)
    with pytest.raises(UserError, match=r"what stood here is in (.*), with what another program changed meanwhile") as caught:
        place(TREE, dest)
    [kept] = beside(dest)
    assert kept in str(caught.value) and (tmp_path / kept / "late").read_bytes() == b"late" and (tmp_path / kept / "own").is_file()


@settings(max_examples=80, deadline=None)
@given(content=folders, force=st.booleans())
def test_placing_over_any_folder_loses_nothing_that_is_not_the_projects(
    content: dict[str, bytes | str | None], force: bool
) -> None:
    with tempfile.TemporaryDirectory() as root:
        dest = Path(root).resolve() / "x"
        fill(dest, content)
        fill(Path(root) / "outside", {"kept": b"kept"})
        before = state(dest)
        assert before is not None
        try:
            place(TREE, dest, force=force)
        except UserError:
            assert state(dest) == before
        else:
            after = state(dest)
            assert after is not None and is_there(dest)
            for path, what in before.items():
                assert after[path] == what or (force and path in TREE)
            parents = {parent.as_posix() for path in TREE for parent in Path(path).parents} - {"."}
            assert set(after) == set(before) | set(TREE) | parents
        assert [each.name for each in (Path(root) / "outside").iterdir()] == ["kept"]
        assert beside(dest) == ["outside"]
