"""The graph of imports beside grimp's, on packages that are made up at random: every way to write an import, at every depth.

Two differences are meant. grimp leaves out the files of folders without an `__init__.py`, and keeps imports of a module by itself.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import grimp
import pytest

from archlint.facts import gather

PARTS = ("alpha", "beta", "gamma")
FORMS = (
    "import {target}",
    "import {target} as x",
    "import {parent}.missing",
    "import {target}.missing.deeper",
    "from {parent} import {last}",
    "from {parent} import {last} as y, nothing",
    "from {target} import something",
    "from {target} import *",
    "from {dots} import {part}",
    "from {dots}{part} import something",
    "def f():\n    import {target}",
    "class A:\n    from {parent} import {last}",
    "if TYPE_CHECKING:\n    import {target}",
    "try:\n    import {target}\nexcept ImportError:\n    pass",
    "import json, {target}",
    "import os.path",
)


def made_up(seed: int, top: Path) -> str:
    """Write a package at random; its name is made of the seed, since grimp finds packages by name."""
    chance = random.Random(seed)
    name = f"made{seed}"
    packages = [name]
    for part in PARTS:
        packages.append(f"{chance.choice(packages)}.{part}")
    modules = [f"{package}.{part}_{number}" for number, package in enumerate(packages) for part in PARTS]
    everything = packages + modules
    for module in everything:
        folder = top.joinpath(*module.split("."))
        file = folder / "__init__.py" if module in packages else folder.with_suffix(".py")
        file.parent.mkdir(parents=True, exist_ok=True)
        package = module if module in packages else module.rpartition(".")[0]
        file.write_text("from typing import TYPE_CHECKING\n" + "\n".join(lines(chance, everything, module, package)) + "\n")
    return name


def lines(chance: random.Random, everything: list[str], module: str, package: str) -> list[str]:
    found = []
    for _ in range(chance.randrange(6)):
        target = chance.choice([each for each in everything if each != module and "." in each])
        parent, _, last = target.rpartition(".")
        dots = "." * chance.randint(1, package.count(".") + 1)
        home = ".".join(package.split(".")[: package.count(".") + 2 - len(dots)])
        near = [each.rpartition(".")[2] for each in everything if each.rpartition(".")[0] == home and each != module]
        if near:
            found.append(chance.choice(FORMS).format(target=target, parent=parent, last=last, dots=dots, part=chance.choice(near)))
    return found


@pytest.mark.parametrize("seed", range(12))
def test_the_graph_is_grimps(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = made_up(seed, tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    peer = grimp.build_graph(name, cache_dir=None)
    theirs = {(one, other) for one in peer.modules for other in peer.find_modules_directly_imported_by(one) if one != other}
    graph = gather(tmp_path).graph
    ours = {(graph.name(source), graph.name(target)) for source, targets in enumerate(graph.edges) for target in targets}
    assert ours == theirs
    assert name not in sys.modules
    assert {module.name for module in graph.modules} == peer.modules
