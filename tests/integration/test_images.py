"""Every pattern's image builds, starts as nobody, and does what it is there for."""

from __future__ import annotations

import socket
import subprocess
import urllib.request
from pathlib import Path

import pytest

from tests import demo
from tests.integration.images import Image, build
from tests.integration.matrix import generate

pytestmark = pytest.mark.integration

WORKERS = {"publish-subscribe": "serve", "streaming": "work"}
# starts a worker, waits until its own health check is content, and asks it to end: the status is the worker's
HEALTH = """
python -m {package} {command} & worker=$!
for try in $(seq 60); do python -m {package}.heartbeat /tmp/heartbeat 60 && break; sleep 1; done
test "$try" -lt 60 && kill -TERM $worker && wait $worker
"""


def built(pattern: str, folder: Path) -> Image:
    return build(generate(f"{pattern}-defaults", folder))


def output(image: Image, *words: str) -> str:
    done = subprocess.run(image.command(list(words)), capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("pattern", ["microservice", "web-front"])
def test_a_server_answers_its_health_check_and_stops(pattern: str, tmp_path: Path) -> None:
    image = built(pattern, tmp_path)
    port = demo.free_port()
    service = subprocess.Popen(image.command(port=port), start_new_session=True)
    try:
        demo.wait_until_ready(f"http://127.0.0.1:{port}/health/ready", service, 90)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live", timeout=5) as response:
            assert response.status == 200
        if pattern == "microservice":
            assert demo.ask(f"http://127.0.0.1:{port}/forecast", demo.REQUEST)
    finally:
        demo.stop(service)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.parametrize("pattern", WORKERS)
def test_a_worker_is_healthy_and_ends_when_it_is_asked(pattern: str, tmp_path: Path) -> None:
    image = built(pattern, tmp_path)
    package = image.project.name.replace("-", "_")
    output(image, "sh", "-c", HEALTH.format(package=package, command=WORKERS[pattern]))


def test_a_batch_runs_a_date(tmp_path: Path) -> None:
    image = built("batch", tmp_path)
    (pipeline, *_) = output(image, "python", "-m", "my_batch", "list").split()
    steps = "python -m my_batch sample --date 2026-01-05 && python -m my_batch run {} --date 2026-01-05"
    assert "2026-01-05" in output(image, "sh", "-c", steps.format(pipeline))


def test_a_lake_shows_its_catalogue(tmp_path: Path) -> None:
    image = built("data-lake", tmp_path)
    assert output(image, "python", "-m", "my_data_lake", "catalogue").strip()
    assert output(image, "id", "-u").split()[-1] == "10001"
