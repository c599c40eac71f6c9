"""The batch with Spark as its engine, in local mode."""

from __future__ import annotations

import shutil

import pytest

from tests.integration.batch_environments import Batch, generate, own_tests

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    return generate(tmp_path_factory.mktemp("spark"), "requirements-spark.txt", engine="spark", deploy="none")


def test_its_own_tests_pass(batch: Batch) -> None:
    """Among them: both engines give the same bytes."""
    own_tests(batch, "spark")
