"""How long `archlint diagram` takes, against a script for the `diagrams` package with the same nodes and an installed `dot`.

    python benchmarks/draw.py [RUNS]

Both are whole processes of the Python that runs this file, run in turn, so that a busy machine slows both; the ratio of each pair
counts. Prints one line of JSON; status 1 where the median ratio is above 1.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

MODEL = """\
archlint: "1"
system: {id: forecast-service, name: Forecast service}
contexts: {forecasting: {owner: team-ml}}
components:
  planner: {kind: actor}
  forecast: {kind: service, context: forecasting, technology: {choice: FastAPI}}
  models: {kind: store, context: forecasting, technology: {choice: DuckDB}}
  broker: {kind: broker, technology: {choice: Amazon MSK}}
  lake: {kind: store, technology: {choice: Amazon S3}}
interactions:
  - {id: ask, from: planner, to: forecast, protocol: https, style: sync}
  - {id: read, from: forecast, to: models, protocol: sql, style: sync}
  - {id: publish, from: forecast, to: broker, protocol: kafka, style: async}
  - {id: archive, from: broker, to: lake, protocol: s3, style: async}
"""
PROGRAM = [sys.executable, "-c", "import sys; from archlint.cli.main import main; sys.exit(main())"]


def main() -> int:
    """Measure, print, and say by the status whether archlint is at least as fast."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    if shutil.which("dot") is None:
        print("the `diagrams` package needs Graphviz: install `dot` to compare", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "architecture.yaml").write_text(MODEL)
        os.environ |= {
            "XDG_CACHE_HOME": name,
            "PYTHONPATH": str(Path(__file__).parent.parent),
            "PYTHONPYCACHEPREFIX": f"{name}/pyc",
        }
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        ours = [*PROGRAM, "diagram", "--view", "system", "-o", "ours.svg"]
        _run([*PROGRAM, "diagram", "--view", "system", "-o", "system.py"], folder)
        theirs = [sys.executable, "system.py"]
        again = _pairs(ours, theirs, folder, runs)
        first = _pairs(ours, theirs, folder, runs, forget=folder / "archlint" / "layouts")
    found = {"drawn again": _summary(again), "first drawing": _summary(first)}
    print(json.dumps(found))
    return int(median(one / other for one, other in again) > 1)


def _pairs(ours: list[str], theirs: list[str], folder: Path, runs: int, forget: Path | None = None) -> list[tuple[float, float]]:
    pairs = []
    for _ in range(runs + 1):
        if forget is not None:
            shutil.rmtree(forget, ignore_errors=True)
        pairs.append((_run(ours, folder), _run(theirs, folder)))
    return pairs[1:]  # the first pair compiles


def _run(command: list[str], folder: Path) -> float:
    start = perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return perf_counter() - start


def _summary(pairs: list[tuple[float, float]]) -> dict[str, float]:
    return {
        "archlint s": round(median(one for one, _ in pairs), 4),
        "diagrams s": round(median(other for _, other in pairs), 4),
        "ratio": round(median(one / other for one, other in pairs), 3),
    }


if __name__ == "__main__":
    sys.exit(main())
