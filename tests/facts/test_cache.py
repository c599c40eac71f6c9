"""What is remembered of a folder saves work and never changes an answer."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import msgspec
import pytest

from archlint.facts import Cache, Facts, gather
from archlint.facts import sources as reading
from archlint.facts.record import Record
from archlint.facts.record import record as parse
from archlint.facts.snapshot import Snapshot

SHOP = {
    "shop/__init__.py": "",
    "shop/web.py": "from shop import core\nimport requests\n",
    "shop/core.py": "import shop.db\nclass Order: ...\n",
    "shop/db.py": "x = 1\n",
}
LONG_AGO = 1_600_000_000


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    top = tmp_path / "repo"
    for path, text in SHOP.items():
        write(top / path, text)
    return top


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The modules that are parsed, in order."""
    seen: list[str] = []

    def spy(source: bytes, module: str, is_package: bool) -> Record:
        seen.append(module)
        return parse(source, module, is_package)

    monkeypatch.setattr(reading, "record", spy)
    return seen


def run(top: Path, cache: Path) -> Facts:
    """One run of the linter's reading, with all that it leaves."""
    facts = gather(top, cache=Cache(cache))
    facts.keep(facts.notes)
    return facts


def seen(facts: Facts) -> list[tuple[str, list[str], list[str], tuple[str, ...]]]:
    """All that the facts say, in a form to compare."""
    graph = facts.graph
    return [
        (
            module.name,
            sorted(graph.name(target) for target in graph.edges[number]),
            sorted(graph.externals[number]),
            tuple(each.name for each in module.code.classes),
        )
        for number, module in enumerate(facts.modules)
    ]


def settled(top: Path, cache: Path) -> None:
    """Make the cache believe that its last run lies far enough back to trust what the system says about a file."""
    base = sqlite3.connect(cache)
    for name, data in base.execute("SELECT name, data FROM pieces").fetchall():
        if name.startswith("snapshot"):
            old = msgspec.msgpack.decode(data, type=Snapshot)
            later = msgspec.msgpack.encode(msgspec.structs.replace(old, taken=old.taken + 60_000_000_000))
            base.execute("UPDATE pieces SET data = ?, sum = ? WHERE name = ?", (later, crc32(later), name))
    base.commit()
    base.close()


EDITS: dict[str, Callable[[Path], object]] = {
    "an edit": lambda top: write(top / "shop/db.py", "import json\n"),
    "a new import of a module": lambda top: write(top / "shop/db.py", "import shop.web\n"),
    "a new file": lambda top: write(top / "shop/new.py", "import shop.core\n"),
    "a file gone": lambda top: (top / "shop/db.py").unlink(),
    "a rename": lambda top: (top / "shop/db.py").rename(top / "shop/tables.py"),
    "a folder renamed": lambda top: (top / "shop").rename(top / "store"),
    "a package that was a folder": lambda top: (top / "shop/__init__.py").unlink(),
    "a project file": lambda top: write(top / "shop/pyproject.toml", ""),
    "nothing": lambda top: None,
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_a_remembered_folder_reads_as_a_fresh_one(shop: Path, tmp_path: Path, edit: Callable[[Path], object]) -> None:
    cache = tmp_path / "cache" / "facts.sqlite"
    run(shop, cache)
    settled(shop, cache)
    edit(shop)
    assert seen(run(shop, cache)) == seen(gather(shop))
    settled(shop, cache)
    assert seen(run(shop, cache)) == seen(gather(shop))


def test_only_what_changed_is_parsed(shop: Path, tmp_path: Path, parsed: list[str]) -> None:
    cache = tmp_path / "facts.sqlite"
    run(shop, cache)
    assert len(parsed) == len(SHOP)
    parsed.clear()
    write(shop / "shop/core.py", "import json\n")
    facts = run(shop, cache)
    assert parsed == ["shop.core"]
    assert facts.changed == frozenset({next(number for number, each in enumerate(facts.modules) if each.name == "shop.core")})


def test_an_edit_that_keeps_size_and_mtime_is_seen(shop: Path, tmp_path: Path) -> None:
    cache, file = tmp_path / "facts.sqlite", shop / "shop/db.py"
    write(file, "import aaaa\n")
    os.utime(file, (LONG_AGO, LONG_AGO))
    run(shop, cache)
    settled(shop, cache)
    write(file, "import bbbb\n")
    os.utime(file, (LONG_AGO, LONG_AGO))
    assert seen(run(shop, cache)) == seen(gather(shop))


def test_a_clock_that_was_ahead_hides_nothing(shop: Path, tmp_path: Path) -> None:
    cache, file = tmp_path / "facts.sqlite", shop / "shop/db.py"
    tomorrow = LONG_AGO * 2
    write(file, "import aaaa\n")
    os.utime(file, (tomorrow, tomorrow))
    run(shop, cache)
    write(file, "import bbbb\n")
    os.utime(file, (tomorrow, tomorrow))
    assert seen(run(shop, cache)) == seen(gather(shop))


def test_going_back_to_an_earlier_content_parses_nothing(shop: Path, tmp_path: Path, parsed: list[str]) -> None:
    cache = tmp_path / "facts.sqlite"
    run(shop, cache)
    write(shop / "shop/core.py", "import json\n")
    run(shop, cache)
    write(shop / "shop/core.py", SHOP["shop/core.py"])
    parsed.clear()
    facts = run(shop, cache)
    assert parsed == []
    assert seen(facts) == seen(gather(shop))


@pytest.mark.parametrize("damage", [b"", b"no database at all", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_cache_is_made_anew(shop: Path, tmp_path: Path, parsed: list[str], damage: bytes) -> None:
    cache = tmp_path / "facts.sqlite"
    run(shop, cache)
    cache.write_bytes(damage)
    fresh = seen(gather(shop))
    assert seen(run(shop, cache)) == fresh
    assert seen(run(shop, cache)) == fresh
    parsed.clear()
    run(shop, cache)
    assert parsed == []


def test_a_record_that_was_changed_on_disk_is_not_believed(shop: Path, tmp_path: Path) -> None:
    cache = tmp_path / "facts.sqlite"
    run(shop, cache)
    base = sqlite3.connect(cache)
    base.execute("UPDATE facts SET head = replace(head, 'requests', 'requestz')")
    base.execute("UPDATE pieces SET data = data || 'x'")
    base.commit()
    base.close()
    assert seen(run(shop, cache)) == seen(gather(shop))


def test_a_cache_that_cannot_be_written_is_done_without(shop: Path, tmp_path: Path) -> None:
    write(tmp_path / "a-file", "")
    assert seen(run(shop, tmp_path / "a-file" / "facts.sqlite")) == seen(gather(shop))


def test_a_locked_cache_is_not_waited_for(shop: Path, tmp_path: Path) -> None:
    cache = tmp_path / "facts.sqlite"
    run(shop, cache)
    other = sqlite3.connect(cache)
    other.execute("BEGIN EXCLUSIVE")
    write(shop / "shop/core.py", "import json\n")
    assert seen(run(shop, cache)) == seen(gather(shop))
    other.close()


def test_two_runs_at_once_say_the_same(shop: Path, tmp_path: Path) -> None:
    write(shop / "shop/db.py", "import shop.web\n")
    command = [sys.executable, "-m", "archlint", "check", str(shop), "--format", "json"]
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    both = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) for _ in range(4)]
    outputs = {process.communicate()[0] for process in both}
    assert [process.returncode for process in both] == [1] * 4
    assert len(outputs) == 1
    assert b"import-cycle" in outputs.pop()
