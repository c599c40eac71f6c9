"""`python -m benchmarks`: every figure, with the machine that it was measured on."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import checking
from benchmarks.timing import compare, machine

BIN = Path(sys.executable).parent
ARCHLINT = str(BIN / "archlint")


def main() -> None:
    """Print a line a figure: what, ours / theirs = ratio."""
    print(machine())
    start = compare([ARCHLINT, "--version"], [str(BIN / "lint-imports"), "--version"])
    print(f"{'start, beside lint-imports':<56} {start}")
    with tempfile.TemporaryDirectory() as folder:
        checking.measure(Path(folder))
    if shutil.which("dot") is None:
        print("drawing: not measured, the peer needs the program `dot` (apt-get install graphviz)")
        return
    with tempfile.TemporaryDirectory() as folder:
        _drawing(Path(folder))


def _drawing(folder: Path) -> None:
    """The generated service's system picture, beside a `diagrams` script with the same nodes."""
    project = folder / "forecast-service"
    subprocess.run([ARCHLINT, "new", "microservice", str(project), "--defaults", "--quiet"], check=True, stdout=subprocess.DEVNULL)
    model, cache = str(project / "architecture.yaml"), folder / "cache"
    draw = ["env", f"XDG_CACHE_HOME={cache}", ARCHLINT, "diagram", model, "--view", "system"]
    script = folder / "peer.py"
    subprocess.run([*draw, "--format", "diagrams", "-o", str(script)], check=True, stdout=subprocess.DEVNULL)
    for ours_kind, peer_kind in (("svg", "png"), ("svg", "svg"), ("png", "png")):
        peer = ["env", "-C", str(folder), sys.executable, _with_format(script, peer_kind)]
        ours = [*draw, "--format", ours_kind, "-o", str(folder / f"system.{ours_kind}")]
        what = f"draw {ours_kind} beside {peer_kind}" + (" (both defaults)" if ours_kind != peer_kind else "")
        print(f"{what + ', layout not cached':<56} {compare(ours, peer, lambda: _forget_layouts(cache))}")
        print(f"{what + ', layout cached':<56} {compare(ours, peer)}")


def _with_format(script: Path, kind: str) -> str:
    """The peer's script for one file format."""
    text = script.read_text()
    each = script.with_name(f"peer_{kind}.py")
    each.write_text(text.replace("show=False", f'show=False, outformat="{kind}"'))
    return str(each)


def _forget_layouts(cache: Path) -> None:
    """Keep the compiled engine, forget what it has laid out."""
    for layout in cache.rglob("layout*"):
        shutil.rmtree(layout) if layout.is_dir() else layout.unlink()


if __name__ == "__main__":
    main()
