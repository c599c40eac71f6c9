"""`archlint check` beside slower linters: one run each, and only of those that are installed (`pip install pylint deply`)."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.checking import ARCHLINT, PEER, prepared
from benchmarks.corpus import DJANGO, HOME_ASSISTANT, fetched
from benchmarks.timing import compare

DEPLY = """\
deply:
  paths: [django]
  layers:
    - {name: utils, collectors: [{type: directory, directories: [utils]}]}
    - {name: contrib, collectors: [{type: directory, directories: [contrib]}]}
  ruleset:
    utils: {disallow_layer_dependencies: [contrib]}
"""
INDEPENDENT = """\
archlint: "1"
system: {id: measured}
code:
  roots: [.]
  independent:
    components: {modules: [homeassistant.components.*]}
"""
INDEPENDENCE = """\
[importlinter]
root_package = homeassistant
[importlinter:contract:components]
name = components
type = independence
modules =
    homeassistant.components.*
"""


def measure(folder: Path) -> None:
    """Print each cold and warm; every rule of ours is on."""
    name, version, package = DJANGO
    top = prepared(folder / package, fetched(name, version, package), package)
    (top / "deply.yaml").write_text(DEPLY)
    for rival, command in (
        ("pylint", "pylint --disable=all --enable=design django"),
        ("deply", "deply analyze --config deply.yaml"),
    ):
        if shutil.which(rival) is None:
            print(f"check {name}, beside {rival}: not measured, it is not installed")
        else:
            _beside(rival, command, top, f"check {name} {version}, beside {rival}")
    name, version, package = HOME_ASSISTANT
    top = prepared(folder / package, fetched(name, version, package), package)
    (top / "architecture.yaml").write_text(INDEPENDENT)
    (top / ".importlinter").write_text(INDEPENDENCE)
    _beside("lint-imports", f"{PEER} --no-cache", top, f"independence of {name}'s components")


def _beside(rival: str, command: str, top: Path, title: str) -> None:
    cache = top.parent / f"cache-{rival}"
    ours = ["env", "-C", str(top), f"XDG_CACHE_HOME={cache}", "sh", "-c", f"{ARCHLINT} check . || true"]
    theirs = ["env", "-C", str(top), f"PYTHONPATH={top}", "sh", "-c", f"{command} || true"]
    print(f"{title + ', cold':<56} {compare(ours, theirs, runs=1)}")
    print(f"{title + ', warm':<56} {compare(ours, theirs, runs=1)}")
