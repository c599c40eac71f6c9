"""What the README promises: the demo, a wheel that works elsewhere, and an image that is healthy."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests import demo

pytestmark = pytest.mark.integration

BIN = Path(sys.executable).parent
ROOT = Path(__file__).parents[2]


def test_the_demo_tells_each_step_and_shows_a_forecast(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, ROOT / "tests/demo.py", tmp_path / "demo"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    told = [line.split()[0] for line in done.stdout.splitlines() if line[:9].strip() and line[9:11] == "  "]
    assert [word for word in told if word.isalpha()] == [
        "generated",
        "drawn",
        "checked",
        "tested",
        "started",
        "answered",
        "stopped",
    ]
    answer = next(line for line in done.stdout.splitlines() if line.startswith("{"))
    assert [each["store"] for each in json.loads(answer)["forecasts"]] == demo.STORES
    assert "2026-12-01" in answer


def test_two_generations_are_the_same_bytes(tmp_path: Path) -> None:
    trees = []
    for folder in ("one", "two"):
        project = tmp_path / folder / "forecast-service"
        project.parent.mkdir()
        subprocess.run([BIN / "archlint", "new", "microservice", project, "--defaults"], check=True, capture_output=True)
        trees.append(
            {path.relative_to(project): (path.stat().st_mode, path.read_bytes()) for path in project.rglob("*") if path.is_file()}
        )
    assert trees[0] == trees[1]
    assert any(path.suffix == ".svg" for path in trees[0])


def test_the_wheel_works_from_another_folder(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", tmp_path, ROOT], check=True)
    (wheel,) = tmp_path.glob("archlint-*.whl")
    site = tmp_path / "site"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", site, wheel], check=True)
    call = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(site)!r}); from archlint.cli import main; sys.exit(main())"]
    done = subprocess.run([*call, "patterns"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "microservice" in done.stdout
    subprocess.run([*call, "new", "microservice", "svc", "--defaults"], cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "svc/docs/system.svg").read_bytes().startswith(b"<")


def test_the_image_builds_and_answers_its_health_check(tmp_path: Path) -> None:
    project = tmp_path / "forecast-service"
    subprocess.run([BIN / "archlint", "new", "microservice", project, "--defaults"], check=True, capture_output=True)
    start = builder(project)
    port = demo.free_port()
    service = start(port)
    try:
        demo.wait_until_ready(f"http://127.0.0.1:{port}/health/ready", service, 90)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live", timeout=5) as response:
            assert response.status == 200
        assert demo.ask(f"http://127.0.0.1:{port}/forecast", demo.REQUEST)
    finally:
        demo.stop(service)
    assert not listens(port)


def listens(port: int) -> bool:
    """Whether something answers on a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def builder(project: Path):  # type: ignore[no-untyped-def]
    """Build the image with what is there; returns a function that starts it on a port of this machine."""
    tag = "archlint-test/forecast-service:latest"
    environment = os.environ | {"BUILDAH_ISOLATION": "chroot"}
    own = os.environ.get("IMAGE_BUILDER")  # `build-image CONTEXT TAG`, and `build-image --run TAG` starts it on the host's network
    if own:
        done = subprocess.run([own, project, tag], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        name = prefix(project)  # on the host's network the service must stay on this machine
        return lambda port: subprocess.Popen(
            [own, "--run", tag, "env", f"{name}_HOST=127.0.0.1", f"{name}_PORT={port}", *image_command(project)],
            start_new_session=True,
        )
    for program in ("docker", "podman"):
        if shutil.which(program) and subprocess.run([program, "info"], capture_output=True, check=False).returncode == 0:
            done = subprocess.run(
                [program, "build", "-t", tag, project], env=environment, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stdout + done.stderr
            return lambda port, program=program: subprocess.Popen(
                [program, "run", "--rm", "-p", f"127.0.0.1:{port}:8000", tag], start_new_session=True
            )
    pytest.skip("no image builder: set IMAGE_BUILDER, or install docker or podman with a running engine")


def prefix(project: Path) -> str:
    """What the names of the service's environment variables begin with."""
    text = (project / "Dockerfile").read_text()
    return next(word for word in text.replace("=", " ").split() if word.endswith("_PORT")).removesuffix("_PORT")


def image_command(project: Path) -> list[str]:
    """The command of the image, from its Dockerfile."""
    line = next(line for line in (project / "Dockerfile").read_text().splitlines() if line.startswith(("CMD", "ENTRYPOINT")))
    command: list[str] = json.loads(line.split(maxsplit=1)[1])
    return command


def test_waiting_ends_when_the_service_dies() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as service:
        started = time.monotonic()
        with pytest.raises(SystemExit):
            demo.wait_until_ready("http://127.0.0.1:9/", service, 20)
        assert time.monotonic() - started < 10
