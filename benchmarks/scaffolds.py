"""From `archlint new` to green tests, a pattern each, with everything that pip needs in its cache."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from archlint.catalog import load

ARCHLINT = str(Path(sys.executable).parent / "archlint")
BAR = 20.0


def measure(folder: Path) -> None:
    """Print the seconds of each pattern with its default answers, with uv and with pip; a first round fills their caches."""
    for entry in load().entries:
        for installer, path in (("uv", f"{Path(ARCHLINT).parent}{os.pathsep}{os.environ['PATH']}"), ("pip", os.environ["PATH"])):
            _measure_one(folder / f"my-{entry.name}", entry.name, installer, path)


def _measure_one(project: Path, pattern: str, installer: str, path: str) -> None:
    for timed in (False, True):
        shutil.rmtree(project, ignore_errors=True)
        started = time.perf_counter()
        steps = [[ARCHLINT, "new", pattern, str(project), "--defaults", "--quiet"], ["make", "-C", str(project), "test"]]
        for step in steps:
            subprocess.run(step, check=True, capture_output=True, env={**os.environ, "PATH": path})
        if timed:
            seconds = time.perf_counter() - started
            print(f"{f'new {pattern}, to green tests, with {installer}':<56} {seconds:.1f} s (bar {BAR:.0f} s)")
