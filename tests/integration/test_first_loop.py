"""What the README promises: the demo, a wheel that works elsewhere, and an image that is healthy."""

from __future__ import annotations

import json
import subprocess
import sys
import time
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


def test_waiting_ends_when_the_service_dies() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as service:
        started = time.monotonic()
        with pytest.raises(SystemExit):
            demo.wait_until_ready("http://127.0.0.1:9/", service, 20)
        assert time.monotonic() - started < 10
