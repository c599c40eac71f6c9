"""`archlint check` with every rule beside `lint-imports`, with the same two contracts, on big code bases."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.corpus import DJANGO, HOME_ASSISTANT, fetched
from benchmarks.timing import compare

BIN = Path(sys.executable).parent
ARCHLINT = str(BIN / "archlint")
PEER = str(BIN / "lint-imports")

MODEL = """\
archlint: "1"
system: {{id: measured}}
code:
  roots: [.]
  layers:
    order: {{within: {package}, order: [{layers}]}}
  forbidden:
    down: {{from: [{package}.{low}], to: [{package}.{high}]}}
"""
CONTRACTS = """\
[importlinter]
root_package = {package}
[importlinter:contract:order]
name = order
type = layers
containers = {package}
layers =
    {lines}
[importlinter:contract:down]
name = down
type = forbidden
source_modules = {package}.{low}
forbidden_modules = {package}.{high}
"""
LAYERS = {"django": ("contrib", "db", "utils"), "homeassistant": ("components", "helpers", "util")}


def measure(folder: Path) -> None:
    """Print cold, warm and one-file-changed, each beside the peer, and the memory of a cold run."""
    for name, version, package in (DJANGO, HOME_ASSISTANT):
        top = prepared(folder / package, fetched(name, version, package), package)
        cache = folder / "cache"
        ours = ["env", "-C", str(top), f"XDG_CACHE_HOME={cache}", "sh", "-c", f"{ARCHLINT} check . || true"]
        peer = ["env", "-C", str(top), f"PYTHONPATH={top}", "sh", "-c", f"{PEER} || true"]
        title = f"check {name} {version}"

        def forget(cache: Path = cache, top: Path = top) -> None:
            shutil.rmtree(cache, ignore_errors=True)
            shutil.rmtree(top / ".import_linter_cache", ignore_errors=True)

        print(f"{title + ', cold':<56} {compare(ours, peer, forget, runs=5)}")
        warm = compare(ours, peer, runs=9)
        print(f"{title + ', warm':<56} {warm}")
        edited = top / package / "__init__.py"
        changed = compare(ours, ours, lambda edited=edited: _touch(edited), runs=9)  # type: ignore[misc]
        print(f"{title + ', one file changed / nothing changed':<56} {changed}")
        print(f"{title + ', most memory of a process':<56} {_memory(ours, forget)} MiB")


def prepared(top: Path, source: Path, package: str) -> Path:
    """A folder with the code, and the same two contracts for both."""
    top.mkdir(parents=True)
    shutil.copytree(source / package, top / package)
    high, _, low = LAYERS[package]
    values = {"package": package, "high": high, "low": low, "layers": ", ".join(LAYERS[package])}
    (top / "architecture.yaml").write_text(MODEL.format(**values))
    (top / ".importlinter").write_text(CONTRACTS.format(**values, lines="\n    ".join(LAYERS[package])))
    return top


def _touch(file: Path) -> None:
    with file.open("a") as text:
        text.write("# edited\n")


def _memory(command: list[str], before: object) -> int:
    """The memory of the largest process of a cold run, in a process of its own so that others do not count."""
    assert callable(before)
    before()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        os.write(writing, str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024).encode())
        os._exit(0)
    os.waitpid(child, 0)
    return int(os.read(reading, 32))
