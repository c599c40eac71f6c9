"""A real Kafka broker on loopback for the tests: one node in KRaft mode, its jars from Maven, ended by its process id."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VERSION = "4.3.1"
PATIENCE = 90.0
POM = f"""\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>archlint</groupId><artifactId>kafka-for-tests</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>{VERSION}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
"""
PROPERTIES = """\
process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
controller.listener.names=CONTROLLER
controller.quorum.voters=1@127.0.0.1:{controller}
log.dirs={logs}
num.partitions=3
auto.create.topics.enable=false
offsets.topic.num.partitions=3
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=3
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.num.partitions=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
"""
# the broker says on its console that it has started, and what went wrong
LOGGING = ["defaultLogLevel=warn", "log.kafka.server.KafkaRaftServer=info"]
STARTED = "Kafka Server started"
CLUSTER_ID = "MkU3OEVBNTcwNTJENDM2Qk"


class KafkaMissing(RuntimeError):  # noqa: N818 - named for what is the matter
    """Why there is no broker on this machine; a test that needs one skips with it."""


@contextmanager
def kafka(folder: Path) -> Iterator[str]:
    """Start a broker whose files all live in `folder`; yields its address, such as 127.0.0.1:45678."""
    java = _java_with_classpath(folder)
    port, controller = _free_ports(2)
    settings = folder / "server.properties"
    settings.write_text(PROPERTIES.format(port=port, controller=controller, logs=folder / "logs"))
    formatted = [*java, "kafka.tools.StorageTool", "format", "--cluster-id", CLUSTER_ID, "--config", str(settings)]
    subprocess.run(formatted, check=True, capture_output=True, timeout=PATIENCE)
    console = folder / "console.log"
    with console.open("wb") as output:
        broker = subprocess.Popen([*java, "kafka.Kafka", str(settings)], stdout=output, stderr=subprocess.STDOUT)
    try:
        _wait_until_started(broker, console)
        yield f"127.0.0.1:{port}"
    finally:
        broker.terminate()
        try:
            broker.wait(15)
        except subprocess.TimeoutExpired:
            broker.kill()
            broker.wait()


def _java_with_classpath(folder: Path) -> list[str]:
    """The command that runs a main class of Kafka's."""
    if shutil.which("java") is None or shutil.which("mvn") is None:
        raise KafkaMissing("no java or mvn on this machine to run a Kafka broker")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pom.xml").write_text(POM)
    classpath = folder / "classpath.txt"
    resolve = ["mvn", "-q", "-B", "dependency:build-classpath", "-DincludeScope=runtime", f"-Dmdep.outputFile={classpath}"]
    done = subprocess.run(resolve, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise KafkaMissing(f"Maven has no Kafka {VERSION}: {done.stdout.strip().splitlines()[:1]}")
    logging = [f"-Dorg.slf4j.simpleLogger.{setting}" for setting in LOGGING]
    return ["java", "-Xmx512m", "-XX:+UseSerialGC", *logging, "-cp", classpath.read_text().strip()]


def _free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def _wait_until_started(broker: subprocess.Popen[bytes], console: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while STARTED not in console.read_text(errors="replace"):
        if broker.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"Kafka did not start:\n{console.read_text(errors='replace')[-4000:]}")
        time.sleep(0.1)
