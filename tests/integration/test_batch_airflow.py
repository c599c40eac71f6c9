"""The batch under Airflow 3: its database, a test of the DAG, and the DAG as the API server shows it, on this machine alone."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.batch_environments import DATE, Batch, generate, listening, own_tests
from tests.integration.matrix import run

pytestmark = pytest.mark.integration

DAG = "my_batch.anomalies"
PATIENCE = 180.0


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    return generate(tmp_path_factory.mktemp("airflow"), "requirements-airflow.txt", orchestrators="airflow", deploy="mwaa")


@pytest.fixture(scope="module")
def airflow(batch: Batch, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The variables of an Airflow of the test's own, whose database is there."""
    variables = {
        "AIRFLOW_HOME": str(tmp_path_factory.mktemp("airflow-home")),
        "AIRFLOW__CORE__DAGS_FOLDER": str(batch.project / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "false",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "true",
    }
    batch.program("airflow", "db", "migrate", **variables)
    return variables


def test_its_own_tests_pass(batch: Batch, airflow: dict[str, str]) -> None:
    own_tests(batch, "airflow", **airflow)


def test_a_run_of_the_dag_gives_the_bytes_of_the_local_runner(batch: Batch, airflow: dict[str, str]) -> None:
    batch.cli("sample", "--date", DATE, "--devices", 30)
    batch.cli("run", "anomalies", "--date", DATE)
    expected = batch.published()
    for path in expected:
        (batch.data / path).unlink()

    batch.program("airflow", "dags", "test", DAG, "2026-01-06", **airflow)  # the day after: its data is that of the day before

    assert batch.published() == expected


@pytest.fixture
def address(batch: Batch, airflow: dict[str, str], tmp_path: Path) -> Iterator[str]:
    """An API server without scheduler, on a free port of this machine."""
    batch.program("airflow", "dags", "reserialize", **airflow)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command: list[str | Path] = [batch.bin / "airflow", "api-server", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    environment = {**os.environ, **batch.variables(**airflow)}
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, cwd=batch.project, stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + PATIENCE
        while not _answers(f"http://127.0.0.1:{port}/api/v2/version"):
            assert server.poll() is None, (tmp_path / "log").read_text()
            assert time.monotonic() < deadline, (tmp_path / "log").read_text()
            time.sleep(0.5)
        assert listening(port) == {"127.0.0.1"}
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(60)


def test_the_web_server_shows_the_dag(address: str) -> None:
    token = _get(f"{address}/auth/token")["access_token"]

    dag = _get(f"{address}/api/v2/dags/{DAG}", token)
    tasks = _get(f"{address}/api/v2/dags/{DAG}/tasks", token)["tasks"]

    assert (dag["timetable_summary"], dag["has_import_errors"]) == ("30 3 * * *", False)
    assert {task["task_id"] for task in tasks} == {
        "get_data", "transform", "train_model_trials", "train_model", "persist_model", "predict"
    }  # fmt: skip
    assert [task["task_id"] for task in tasks if task["is_mapped"]] == ["train_model_trials"]
    with _open(f"{address}/") as page:
        assert b"<html" in page.read().lower()


def test_what_goes_to_mwaa_has_its_layout(batch: Batch) -> None:
    (batch.bin.parent / ".stamp").touch()
    run(["make", "mwaa", f"VENV={batch.bin.parent}", "DATA_URL=s3://bucket"], batch.project)

    bundle = batch.project / "dist/mwaa"
    assert {path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if path.is_file()} == {
        "dags/constraints.txt", "dags/my_batch.py", "plugins.zip", "requirements.txt", "startup.sh"
    }  # fmt: skip
    constraints = {line.partition("==")[0] for line in (bundle / "dags/constraints.txt").read_text().splitlines()}
    wanted = [line for line in (bundle / "requirements.txt").read_text().splitlines() if not line.startswith(("#", "--"))]
    assert set(wanted) <= constraints
    assert "export MY_BATCH_DATA_URL=s3://bucket\n" in (bundle / "startup.sh").read_text()
    names = zipfile.ZipFile(bundle / "plugins.zip").namelist()
    assert "my_batch/orchestrators/airflow_dags.py" in names
    assert not any("__pycache__" in name for name in names)


def _answers(url: str) -> bool:
    try:
        with _open(url):
            return True
    except OSError:
        return False


def _get(url: str, token: str = "") -> dict[str, Any]:
    with _open(url, token) as response:
        found: dict[str, Any] = json.load(response)
        return found


def _open(url: str, token: str = "") -> Any:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    return direct.open(urllib.request.Request(url, headers=headers), timeout=30)
