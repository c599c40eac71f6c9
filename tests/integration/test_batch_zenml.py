"""The batch under ZenML: a run, its history, the stacks, and the dashboard on this machine alone."""

from __future__ import annotations

import json
import socket
import urllib.request
from pathlib import Path

import pytest

from tests.integration.batch_environments import DATE, Batch, generate, listening, own_tests

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    # the dashboard is in an extra of ZenML, and what describes pods in an integration
    more = ("zenml[server]", "kubernetes")
    return generate(tmp_path_factory.mktemp("zenml"), "requirements-zenml.txt", *more, orchestrators="zenml", deploy="none")


@pytest.fixture(scope="module")
def home(batch: Batch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ZenML of the test's own, in which a run has ended."""
    home = tmp_path_factory.mktemp("zenml-home")
    batch.program("zenml", "init", ZENML_CONFIG_PATH=home)
    batch.cli("sample", "--date", DATE, "--devices", 30)
    batch.program("python", "-m", "my_batch.orchestrators.zenml_run", "anomalies", DATE, ZENML_CONFIG_PATH=home)
    return home


def listed(batch: Batch, home: Path, *command: str) -> list[dict[str, object]]:
    output = batch.program("zenml", *command, "--output=json", ZENML_CONFIG_PATH=home)
    items: list[dict[str, object]] = json.loads(output[output.index("{") : output.rindex("}") + 1])["items"]
    return items


def test_its_own_tests_pass(batch: Batch) -> None:
    """Among them: a run gives the bytes of the local runner, and artifacts by the project's own materializer."""
    own_tests(batch, "zenml")


def test_the_run_is_listed(batch: Batch, home: Path) -> None:
    (ran,) = listed(batch, home, "pipeline", "runs", "list")

    assert str(ran["status"]) == "completed"
    assert f"scores/anomalies/date={DATE}/scores.parquet" in batch.published()


@pytest.mark.parametrize("stack", ["local", "kubeflow"])
def test_its_stacks_can_be_imported(batch: Batch, home: Path, stack: str) -> None:
    batch.program("zenml", "stack", "import", f"{stack}-batch", "--filename", f"stacks/{stack}.yaml", ZENML_CONFIG_PATH=home)

    assert f"{stack}-batch" in [each["name"] for each in listed(batch, home, "stack", "list")]


def test_the_dashboard_shows_itself_on_this_machine_alone(batch: Batch, home: Path) -> None:
    own = {"ZENML_CONFIG_PATH": home, "ZENML_AUTO_OPEN_DASHBOARD": "false"}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    batch.program("zenml", "login", "--local", "--ip-address", "127.0.0.1", "--port", port, **own)
    try:
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(f"http://127.0.0.1:{port}/", timeout=30) as page:
            assert b"ZenML Dashboard" in page.read()
        with direct.open(f"http://127.0.0.1:{port}/api/v1/info", timeout=30) as info:
            assert json.load(info)["analytics_enabled"] is False
        assert listening(port) == {"127.0.0.1"}
    finally:
        batch.program("zenml", "logout", "--local", **own)
    assert listening(port) == set()
