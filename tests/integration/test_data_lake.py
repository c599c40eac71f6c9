"""The generated lake on a real S3 interface, moto's server on this machine; and on Spark, once."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.matrix import generate, make, run

pytestmark = pytest.mark.integration

BUCKET = "company"
PACKAGE = "my_data_lake"
AS_OF = ("--as-of", "2026-01-07T12:00")
IOT_PRODUCTS = ["iot.store_climate: 6 rows", "iot.readings: 10 rows", "iot.classifications: 10 rows", "iot.anomalies: 1 rows"]


class S3:
    """An object store that speaks S3, with one bucket, and the environment that leads to it."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.environment = {
            "AWS_ENDPOINT_URL": self.address,
            "AWS_ACCESS_KEY_ID": "nobody",
            "AWS_SECRET_ACCESS_KEY": "nothing",
            "AWS_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def call(self, method: str, path: str) -> str:
        request = urllib.request.Request(f"{self.address}/{path}", method=method)
        with self._opener.open(request, timeout=10) as response:
            text: str = response.read().decode()
            return text

    def answers(self) -> bool:
        try:
            self.call("GET", "moto-api/")
        except (urllib.error.URLError, ConnectionError):
            return False
        return True

    def keys(self, prefix: str) -> list[str]:
        listing = self.call("GET", f"{BUCKET}?list-type=2&prefix={prefix}/")
        return sorted(part.partition("</Key>")[0].removeprefix(f"{prefix}/") for part in listing.split("<Key>")[1:])


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3]:
    """moto's server in an environment of its own, on a free port of this machine; ended by its process."""
    folder = tmp_path_factory.mktemp("moto")
    venv.create(folder / "venv", with_pip=True)
    python = str(folder / "venv/bin/python")
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "moto[s3,server]==5.2.5"]
    if subprocess.run(install, capture_output=True, check=False).returncode != 0:
        pytest.skip("moto cannot be installed here")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    store = S3(port)
    with (folder / "log").open("wb") as log:
        command = [python, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + 60
        while not store.answers():
            assert process.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < deadline, "moto's server does not answer"
            time.sleep(0.1)
        store.call("PUT", BUCKET)
        yield store
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="module")
def environments(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("environments")


class Lake:
    """The command line of a generated lake."""

    def __init__(self, project: Path, environment: Path, **variables: str) -> None:
        self.project = project
        self._python = environment / "bin/python"
        self._variables = {"PYTHONPATH": str(project / "src"), **variables}

    def __call__(self, *words: str | Path, **settings: str) -> subprocess.CompletedProcess[str]:
        given = {f"{PACKAGE.upper()}_{name}": value for name, value in settings.items()}
        return subprocess.run(
            [self._python, "-m", PACKAGE, *words],
            cwd=self.project,
            env={**os.environ, **self._variables, **given},
            capture_output=True,
            text=True,
            check=False,
        )

    def done(self, *words: str | Path, **settings: str) -> list[str]:
        process = self(*words, **settings)
        assert process.returncode == 0, process.stderr
        return process.stdout.splitlines()


def bring_iot(lake: Lake) -> None:
    for kind in ("gateway-readings", "reading", "classification", "anomaly"):
        file = lake.project / f"sample/iot/{kind}.jsonl"
        lake.done("ingest", f"iot/{kind.replace('-', '_')}", file, "--day", "2026-01-07")


def project_with(variant: str, parent: Path, environments: Path) -> tuple[Path, Path]:
    """A generated project, and the environment that its own Makefile made for it."""
    project = generate(variant, parent)
    make(project, "setup", environments)
    return project, max(environments.iterdir(), key=lambda folder: folder.stat().st_mtime)


@pytest.fixture(scope="module")
def lake(s3: S3, environments: Path, tmp_path_factory: pytest.TempPathFactory) -> Lake:
    project, environment = project_with("data-lake-defaults", tmp_path_factory.mktemp("lake"), environments)
    url = f"s3://{BUCKET}/first"
    return Lake(project, environment, **s3.environment, **{f"{PACKAGE.upper()}_LAKE_URL": url})


def test_one_setting_moves_it_to_s3(lake: Lake, s3: S3) -> None:
    sample = lake.project / "sample"
    bring_iot(lake)
    lake.done("ingest", "iot/pictures", sample / "iot/cold-shelf.png", "--day", "2026-01-07")
    lake.done("ingest", "shop/sales", *sorted((sample / "shop").glob("*.csv")), "--day", "2026-01-07")
    assert lake.done("promote", "iot", *AS_OF) == IOT_PRODUCTS
    assert lake.done("promote", "shop", *AS_OF) == ["shop.daily_sales: 6 rows", "shop.climate_sales: 6 rows"]

    answer = lake.done("query", "SELECT store, sum(units) AS units FROM shop.climate_sales GROUP BY store", "--format", "json")
    assert {row["store"] for row in map(json.loads, answer)} == {"berlin", "lisbon"}
    keys = s3.keys("first")
    assert "iot/raw/pictures/2026-01-07/cold-shelf.png" in keys
    assert "shop/product/daily_sales/current.json" in keys
    assert {key.split("/")[0] for key in keys} == {"shop", "iot"}
    assert not (lake.project / "lake").exists()


def test_a_second_domain_writes_nothing_into_the_first_ones_folder_on_s3(lake: Lake, s3: S3) -> None:
    before = s3.keys("first")
    file = lake.project / "sample/shop/sales-berlin.csv"

    for words in (["ingest", "shop/sales", str(file)], ["promote", "shop", *AS_OF]):
        process = lake(*words, WRITES_AS="iot")
        assert process.returncode == 1
        assert "iot may not write shop/" in process.stderr
    assert s3.keys("first") == before


def test_a_bucket_that_is_not_there_is_told_in_one_line(lake: Lake) -> None:
    process = lake("ingest", "iot/pictures", lake.project / "sample/iot/cold-shelf.png", LAKE_URL="s3://nobodys/lake")

    assert process.returncode == 1
    refusal: dict[str, Any] = json.loads(process.stderr)
    assert "nobodys" in refusal["reason"]


@pytest.mark.parametrize("variant", ["defaults", "table_format:delta", "table_format:iceberg"])
def test_its_own_tests_pass_on_s3_as_well(variant: str, s3: S3, environments: Path, tmp_path: Path) -> None:
    project, environment = project_with(f"data-lake-{variant}", tmp_path, environments)
    variables = {**s3.environment, f"{PACKAGE.upper()}_TEST_URL": f"s3://{BUCKET}/tests", "PYTHONPATH": str(project / "src")}

    out = run([environment / "bin/python", "-m", "pytest", "-q", "-k", "s3", "--no-header"], project, **variables)
    assert " passed" in out
    assert len(s3.keys("tests")) > 10


def test_its_contracts_are_what_the_standard_says(lake: Lake, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    python = str(tmp_path / "venv/bin/python")
    package = "open-data-contract-standard==3.1.2"
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package, "jsonschema"]
    if subprocess.run(install, capture_output=True, check=False).returncode != 0:
        pytest.skip("the standard's package cannot be installed here")
    check = (
        "import importlib.resources as r, json, sys, yaml, jsonschema; "
        "schema = json.loads((r.files('open_data_contract_standard') / 'schema.json').read_text()); "
        "[jsonschema.validate(yaml.safe_load(open(path)), schema) for path in sys.argv[1:]]; print(len(sys.argv) - 1)"
    )
    contracts = sorted(map(str, (lake.project / "contracts").glob("*.yaml")))
    assert run([python, "-c", check, *contracts]).strip() == "11"


def test_spark_does_the_same(environments: Path, tmp_path: Path) -> None:
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    lake = Lake(*project_with("data-lake-engine:spark", tmp_path, environments))
    bring_iot(lake)
    assert lake.done("promote", "iot", *AS_OF) == IOT_PRODUCTS

    question = "SELECT store, sum(readings) AS readings FROM iot.store_climate GROUP BY store ORDER BY store"
    assert lake.done("query", question, "--format", "csv") == ["store,readings", "berlin,11", "lisbon,12"]
    assert list((lake.project / "lake").rglob("_SUCCESS*")) == []
