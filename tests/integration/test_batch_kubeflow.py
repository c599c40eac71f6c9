"""The batch under Kubeflow Pipelines: compiled, and run by its local runner as subprocesses."""

from __future__ import annotations

import pytest

from tests.integration.batch_environments import Batch, generate, own_tests

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    return generate(tmp_path_factory.mktemp("kubeflow"), "requirements-kubeflow.txt", orchestrators="kubeflow", deploy="none")


def test_it_compiles_to_what_a_cluster_takes(batch: Batch) -> None:
    written = batch.program("python", "-m", "my_batch.orchestrators.kubeflow_pipelines", "dist/kubeflow", IMAGE="registry/b:1")

    assert "dist/kubeflow/anomalies.yaml" in written
    text = (batch.project / "dist/kubeflow/anomalies.yaml").read_text()
    assert "image: registry/b:1" in text
    assert "MY_BATCH_DATA_URL" in text


def test_its_own_tests_pass(batch: Batch) -> None:
    """Among them: a run by kfp's local runner gives the bytes of ours."""
    own_tests(batch, "kubeflow")
