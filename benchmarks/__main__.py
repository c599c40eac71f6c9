"""`python -m benchmarks [NAME…]`: the named figures or all, with the machine that they were measured on."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import checking, events, rivals, scaffolds
from benchmarks.timing import compare, machine

BIN = Path(sys.executable).parent
ARCHLINT = str(BIN / "archlint")


def main() -> None:
    """Print a line a figure: what, ours / theirs = ratio."""
    asked = sys.argv[1:] or list(SECTIONS)
    if unknown := [name for name in asked if name not in SECTIONS]:
        raise SystemExit(f"no such benchmark: {', '.join(unknown)}; there are: {', '.join(SECTIONS)}")
    print(machine())
    for name in asked:
        with tempfile.TemporaryDirectory() as folder:
            SECTIONS[name](Path(folder))


def _start(_: Path) -> None:
    start = compare([ARCHLINT, "--version"], [str(BIN / "lint-imports"), "--version"])
    print(f"{'start, beside lint-imports':<56} {start}")


def _drawing(folder: Path) -> None:
    """The generated service's system picture, beside a `diagrams` script with the same nodes."""
    if shutil.which("dot") is None:
        print("drawing: not measured, the peer needs the program `dot` (apt-get install graphviz)")
        return
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


SECTIONS: dict[str, Callable[[Path], None]] = {
    "start": _start,
    "checking": checking.measure,
    "rivals": rivals.measure,
    "drawing": _drawing,
    "events": events.measure,
    "scaffolds": scaffolds.measure,
}

if __name__ == "__main__":
    main()
