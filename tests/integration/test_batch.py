"""The batch on what it is made for: ten million rows in bounded memory, always the same bytes, and one more pipeline dropped in."""

from __future__ import annotations

import shutil

import pytest

from tests.integration.batch_environments import DATE, Batch, generate
from tests.integration.matrix import run

pytestmark = pytest.mark.integration

DEVICES, PER_HOUR = 10_000, 42
ROWS = DEVICES * PER_HOUR * 24
MOST_MEGABYTES = 512  # what the CronJob lets it have
MEASURE = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""
FEATURES_ONLY = '''
"""Every hour: features alone."""

from ..flow.pipeline import Pipeline, Step
from ..steps import get_data, transform

PIPELINE = Pipeline(
    name="features",
    purpose="Only describe the day.",
    schedule="0 6 * * *",
    steps=(Step(get_data, gives="readings"), Step(transform, gives="features")),
)
'''


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    return generate(tmp_path_factory.mktemp("batch"), "requirements.txt")


def peak_megabytes(batch: Batch, *arguments: object, **more: object) -> int:
    """The most memory that a run had at any time."""
    command = ("-c", MEASURE, batch.bin / "python", "-m", "my_batch", *arguments)
    code, megabytes = map(int, batch.program("python", *command, **more).split())
    assert code == 0
    return megabytes


def test_ten_million_rows_in_bounded_memory(batch: Batch) -> None:
    assert ROWS > 10_000_000
    batch.cli("sample", "--date", DATE, "--devices", DEVICES, "--per-hour", PER_HOUR)

    most = peak_megabytes(batch, "run", "anomalies", "--date", DATE)
    first = batch.published()
    least = peak_megabytes(batch, "run", "anomalies", "--date", DATE, MY_BATCH_CHUNK_ROWS=20_000)

    print(f"{ROWS} rows: {most} MB at 100,000 rows a chunk, {least} MB at 20,000")
    assert most <= MOST_MEGABYTES
    assert least <= most
    assert batch.published() == first, "the size of the chunks shows in the result"
    shutil.rmtree(batch.data)


def test_one_more_pipeline_is_one_more_file(batch: Batch) -> None:
    before = {path: path.read_bytes() for path in (batch.project / "src").rglob("*.py")}
    (batch.project / "src/my_batch/pipelines/features.py").write_text(FEATURES_ONLY)
    batch.cli("sample", "--date", DATE, "--devices", 10)

    assert "Only describe the day." in batch.cli("list")
    batch.cli("run", "features", "--date", DATE)

    assert (batch.data / f"runs/features/{DATE}/features.parquet").exists()
    assert all(path.read_bytes() == data for path, data in before.items())
    (batch.project / "src/my_batch/pipelines/features.py").unlink()


def test_make_runs_it(batch: Batch) -> None:
    """As README.md says, with its data where it is by default."""
    (batch.bin.parent / ".stamp").touch()  # the environment is there already

    run(["make", "run", f"DATE={DATE}", f"VENV={batch.bin.parent}"], batch.project)

    assert (batch.project / f"data/scores/anomalies/date={DATE}/scores.parquet").exists()
