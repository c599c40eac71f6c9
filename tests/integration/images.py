"""Images of generated projects: built and started with whichever builder this machine has."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest


class Image(NamedTuple):
    """An image that was built.

    Attributes:
        project: what it was built from.
        start: the command that starts it on this machine's network; without the `env` options of a container engine.
        own: whether it is started by `build-image --run`, which sets no variables and takes the whole command.
    """

    project: Path
    start: tuple[str, ...]
    tag: str
    own: bool

    def command(self, words: list[str] | None = None, port: int | None = None) -> list[str]:
        """What runs the image's own command, or another one, with a web server on a port of this machine."""
        name = self._prefix()
        if self.own:  # on the host's network a server must stay on this machine
            settings = [f"{name}_HOST=127.0.0.1", f"{name}_PORT={port}"] if port else []
            return [*self.start, self.tag, "env", *settings, *(words or self._command())]
        published = ["-p", f"127.0.0.1:{port}:8000"] if port else []
        return [*self.start, *published, *(["--entrypoint", words[0], self.tag, *words[1:]] if words else [self.tag])]

    def _prefix(self) -> str:
        """What the names of the project's environment variables begin with."""
        return self.project.name.replace("-", "_").upper()

    def _command(self) -> list[str]:
        """The image's own command, from its Dockerfile."""
        command: list[str] = []
        for line in (self.project / "Dockerfile").read_text().splitlines():
            if line.startswith(("CMD", "ENTRYPOINT")):
                command += json.loads(line.split(maxsplit=1)[1])
        return command


def build(project: Path) -> Image:
    """Build a project's image; the test is skipped where nothing here can."""
    tag = f"archlint-test/{project.name}:latest"
    own = os.environ.get("IMAGE_BUILDER")  # `build-image CONTEXT TAG`, and `build-image --run TAG` starts it on the host's network
    if own:
        _run([own, str(project), tag])
        return Image(project, (own, "--run"), tag, own=True)
    for program in ("docker", "podman"):
        if shutil.which(program) and subprocess.run([program, "info"], capture_output=True, check=False).returncode == 0:
            _run([program, "build", "-t", tag, str(project)])
            return Image(project, (program, "run", "--rm"), tag, own=False)
    pytest.skip("no image builder: set IMAGE_BUILDER, or install docker or podman with a running engine")


def _run(command: list[str]) -> None:
    environment = os.environ | {"BUILDAH_ISOLATION": "chroot"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
