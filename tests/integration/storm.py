"""Storm's local cluster for the tests: a Flux topology in one Java process, its jars from Maven, ended by closing its input.

Nothing of it listens but a ZooKeeper on loopback, which `LocalStorm.java` brings.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.integration.kafka import VERSION as KAFKA_VERSION

VERSION = "2.8.3"
PATIENCE = 120.0
# Flux is fetched apart, without its pom: that one names a parent which Maven's repository does not have
FLUX = ("flux-core", "flux-wrappers")
POM = f"""\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>archlint</groupId><artifactId>storm-for-tests</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.storm</groupId><artifactId>storm-client</artifactId><version>{VERSION}</version></dependency>
    <dependency><groupId>org.apache.storm</groupId><artifactId>storm-server</artifactId><version>{VERSION}</version></dependency>
    <dependency>
      <groupId>org.apache.storm</groupId><artifactId>storm-kafka-client</artifactId><version>{VERSION}</version>
    </dependency>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-clients</artifactId><version>{KAFKA_VERSION}</version></dependency>
  </dependencies>
</project>
"""
DRIVER = Path(__file__).with_name("LocalStorm.java")


class StormMissingError(RuntimeError):
    """Why there is no Storm on this machine; a test that needs it skips with it."""


@contextmanager
def storm(folder: Path, topology: Path, properties: Mapping[str, str], environment: Mapping[str, str]) -> Iterator[Path]:
    """Run a topology in a local cluster whose files all live in `folder`; yields the cluster's log."""
    classpath = _classpath(folder)
    settings = folder / "topology.properties"
    settings.write_text("".join(f"{key}={value}\n" for key, value in properties.items()))
    log = folder / "console.log"
    java = ["java", "-Xmx768m", "-XX:+UseSerialGC", f"-Djava.io.tmpdir={folder}", "-cp", classpath, str(DRIVER)]
    with log.open("wb") as output:
        cluster = subprocess.Popen(
            [*java, str(topology), str(settings), str(folder)],
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_submitted(cluster, log)
        yield log
    finally:
        assert cluster.stdin is not None
        cluster.stdin.close()
        try:
            cluster.wait(30)
        except subprocess.TimeoutExpired:
            cluster.kill()
            cluster.wait()


def _classpath(folder: Path) -> str:
    if shutil.which("java") is None or shutil.which("mvn") is None:
        raise StormMissingError("no java or mvn on this machine to run Storm")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pom.xml").write_text(POM)
    listed, jars = folder / "classpath.txt", folder / "jars"
    _maven(folder, "dependency:build-classpath", "-DincludeScope=runtime", f"-Dmdep.outputFile={listed}")
    for artifact in FLUX:
        _maven(folder, "dependency:copy", f"-Dartifact=org.apache.storm:{artifact}:{VERSION}", f"-DoutputDirectory={jars}")
    return ":".join([listed.read_text().strip(), *map(str, sorted(jars.glob("*.jar")))])


def _maven(folder: Path, *goal: str) -> None:
    done = subprocess.run(["mvn", "-q", "-B", *goal], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise StormMissingError(f"Maven has no Storm {VERSION}: {done.stdout.strip().splitlines()[:1]}")


def _wait_until_submitted(cluster: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while "\nsubmitted " not in log.read_text(errors="replace"):
        if cluster.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"Storm did not start:\n{log.read_text(errors='replace')[-4000:]}")
        time.sleep(0.2)
