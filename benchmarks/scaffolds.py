"""From `archlint new` to green tests, a pattern each, with everything that pip needs in its cache."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

from archlint.catalog import load

ARCHLINT = str(Path(sys.executable).parent / "archlint")
BAR = 20.0


def measure(folder: Path) -> None:
    """Print the seconds of each pattern with its default answers; the first round fills the cache and is not timed."""
    for entry in load().entries:
        for round_number in range(2):
            project = folder / f"my-{entry.name}"
            shutil.rmtree(project, ignore_errors=True)
            started = time.perf_counter()
            steps = [[ARCHLINT, "new", entry.name, str(project), "--defaults", "--quiet"], ["make", "-C", str(project), "test"]]
            seconds = []
            for step in steps:
                subprocess.run(step, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                seconds.append(time.perf_counter() - started)
            if round_number:
                figures = f"{seconds[1]:.1f} s, of which archlint {seconds[0]:.1f} s (bar {BAR:.0f} s)"
                print(f"{'new ' + entry.name + ', to green tests':<56} {figures}")
