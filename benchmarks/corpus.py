"""Big code bases of others, taken from the package index once and kept in the user's cache folder; nothing of them is run."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from archlint.user_cache import folder

DJANGO = ("django", "5.2", "django")
HOME_ASSISTANT = ("homeassistant", "2024.3.0", "homeassistant")


def fetched(name: str, version: str, package: str) -> Path:
    """A folder with the package of a wheel in it."""
    home = folder()
    assert home is not None
    top = home / "benchmarks" / f"{name}-{version}"
    if not (top / package).is_dir():
        top.mkdir(parents=True, exist_ok=True)
        download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", f"{name}=={version}"]
        subprocess.run([*download, "--ignore-requires-python", "-d", str(top)], check=True)
        for wheel in top.glob("*.whl"):
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(top)
            wheel.unlink()
    return top
