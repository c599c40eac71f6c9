"""Generated batches, and an environment for each orchestrator that runs them: never two in one, their pins exclude each other."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.integration.matrix import BIN, run

DATE = "2026-01-05"
QUIET = {  # nothing phones out, nothing listens beyond this machine
    "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "SPARK_LOCAL_IP": "127.0.0.1",
    "ZENML_ANALYTICS_OPT_IN": "false",
}


class Batch(NamedTuple):
    """A generated batch, the folder for its data, and the environment that it runs in."""

    project: Path
    data: Path
    bin: Path

    def variables(self, **more: object) -> dict[str, str]:
        settings = {"DATA_URL": self.data, "READINGS_URL": self.data / "readings", "RETRY_SECONDS": 0}
        own = {f"MY_BATCH_{name}": str(value) for name, value in settings.items()}
        return {**QUIET, **own, "PYTHONPATH": str(self.project / "src"), **{name: str(value) for name, value in more.items()}}

    def program(self, name: str, *arguments: object, **more: object) -> str:
        """What a program of the environment prints; it must end well."""
        return run([self.bin / name, *map(str, arguments)], self.project, **self.variables(**more))

    def cli(self, *arguments: object, **more: object) -> str:
        return self.program("python", "-m", "my_batch", *arguments, **more)

    def published(self) -> Mapping[str, bytes]:
        """What others read of a run, by path."""
        found = (path for part in ("models", "scores") for path in (self.data / part).rglob("*") if path.is_file())
        return {path.relative_to(self.data).as_posix(): path.read_bytes() for path in found}


def generate(parent: Path, requirements: str, *packages: str, **answers: str) -> Batch:
    """A batch with these answers, in an environment of one of its sets of pins and what a test needs on top.

    Where that cannot be had, the test is skipped.
    """
    project = parent / "my-batch"
    data = [word for key, value in answers.items() for word in ("--data", f"{key}={value}")]
    run([BIN / "archlint", "new", "batch", project, "--defaults", *data])
    environment = parent / "environment"
    pytest_pin = next(line for line in (project / "requirements-dev.txt").read_text().splitlines() if line.startswith("pytest=="))
    uv = shutil.which("uv", path=f"{BIN}{os.pathsep}{os.environ['PATH']}")
    if uv:
        commands: list[list[str | Path]] = [[uv, "venv", "--quiet", "--python", sys.executable, environment]]
        install: list[str | Path] = [uv, "pip", "install", "--quiet", "--python", environment / "bin/python"]
    else:
        commands = [[sys.executable, "-m", "venv", environment]]
        install = [environment / "bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for command in [*commands, [*install, "-r", project / requirements, pytest_pin, *packages]]:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"no environment of {requirements} here: {done.stderr.strip().splitlines()[-1]}")
    return Batch(project, parent / "data", environment / "bin")


def own_tests(batch: Batch, name: str, **more: object) -> str:
    """The project's own tests of an orchestrator or engine, none of which may be skipped."""
    arguments = ("-m", "pytest", "-W", "default", "--disable-warnings", f"tests/elsewhere/test_{name}.py")
    output = batch.program("python", *arguments, **more)
    assert " passed" in output
    assert "skipped" not in output
    return output


def listening(port: int) -> set[str]:
    """The addresses of this machine on which somebody listens at the port."""
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            local, state = line.split()[1], line.split()[3]
            address, _, number = local.rpartition(":")
            if state == "0A" and int(number, 16) == port:
                found.add(socket.inet_ntop(socket.AF_INET, bytes.fromhex(address)[::-1]) if table == "tcp" else address)
    return found
