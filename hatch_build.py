"""Builds `native`, the extractor in machine code, where cargo is there; without it archlint is all Python, and slower."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PLACE = "archlint/facts/_extractor.so"  # as archlint/facts/native.py looks for it
LIBRARIES = ("libarchlint_extractor.so", "libarchlint_extractor.dylib", "archlint_extractor.dll")
SECONDS = 300
PATIENCE = {"CARGO_NET_RETRY": "1", "CARGO_HTTP_TIMEOUT": "10"}  # without a network, it is soon known


class NativeExtractor(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the library to a wheel, or lays it into the tree of an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build before the files are gathered."""
        if self.target_name != "wheel":
            return
        place = Path(self.root, PLACE)
        library = _built(Path(self.root, "native"))
        if version == "editable":
            place.unlink(missing_ok=True)
            if library is not None:
                shutil.copy(library, place)
        elif library is not None:
            build_data["force_include"][str(library)] = PLACE
            build_data["pure_python"] = False
            build_data["tag"] = "py3-none-" + sysconfig.get_platform().replace("-", "_").replace(".", "_")


def _built(folder: Path) -> Path | None:
    """The library, built where the sources are newer; the gigabyte's fifth that cargo leaves behind is not kept."""
    cargo = shutil.which("cargo")
    if cargo is None or os.environ.get("ARCHLINT_NATIVE") == "0":
        return None
    place = folder / "built" / "extractor.so"
    sources = [folder / "Cargo.toml", *folder.glob("src/*.rs")]
    if place.is_file() and place.stat().st_mtime > max(each.stat().st_mtime for each in sources):
        return place
    with tempfile.TemporaryDirectory() as target:
        command = [cargo, "build", "--release", "--manifest-path", str(sources[0]), "--target-dir", target]
        try:
            subprocess.run(command, check=True, timeout=SECONDS, env={**PATIENCE, **os.environ}, stdout=sys.stderr)
            made = next(each for name in LIBRARIES if (each := Path(target, "release", name)).is_file())
            place.parent.mkdir(exist_ok=True)
            shutil.copyfile(made, place)
        except (OSError, subprocess.SubprocessError, StopIteration) as error:
            print(f"archlint stays without its native extractor: {error!r}", file=sys.stderr)
            return None
    return place
