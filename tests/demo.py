"""The whole loop in one go: `python tests/demo.py FOLDER` renders the forecast service, draws, checks, tests, runs and asks it.

Needs nothing but an installed archlint; each step says in one line what it did and where the result lies.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ARCHLINT = Path(sys.executable).with_name("archlint")
STORES = ["berlin-1", "hamburg-2"]
REQUEST = {"stores": STORES, "start": "2026-12-01", "horizon_days": 3}


def main(folder: str) -> int:
    """Run the loop into a fresh folder; returns 0 when every step succeeded."""
    project = Path(folder, "forecast-service").absolute()
    shutil.rmtree(project, ignore_errors=True)
    project.parent.mkdir(parents=True, exist_ok=True)
    run(project.parent, ARCHLINT, "new", "microservice", project, "--defaults", "--quiet")
    say("generated", f"{sum(path.is_file() for path in project.rglob('*'))} files in {shown(project)}")
    run(project, ARCHLINT, "diagram", ".", "-o", "docs")
    pictures = sorted(path.name for path in (project / "docs").glob("*.svg"))
    say("drawn", f"{len(pictures)} pictures in {shown(project / 'docs')}: {', '.join(pictures)}")
    run(project, ARCHLINT, "check", ".")
    say("checked", "no findings: the code, the contract and the model agree")
    tests = run(project, "make", "--no-print-directory", "test")
    say("tested", tests.strip().splitlines()[-1].strip("= "))
    answer = serve_and_ask(project)
    say("answered", f"POST /forecast for {' and '.join(STORES)} from {REQUEST['start']}:")
    print(json.dumps(answer))
    say("stopped", f"the service; look around in {shown(project)}, its architecture is {shown(project / 'docs/system.svg')}")
    return 0


def serve_and_ask(project: Path) -> object:
    """Start the service on a free port of this machine, ask it once, and stop it by its process id."""
    port = free_port()
    log = project / ".demo.log"
    with log.open("w") as output:
        service = subprocess.Popen(
            ["make", "--no-print-directory", "run", f"PORT={port}"],
            cwd=project,
            env=os.environ | {"PORT": str(port)},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            wait_until_ready(f"http://127.0.0.1:{port}/health/ready", service)
            say("started", f"the service on http://127.0.0.1:{port} (process {service.pid})")
            return ask(f"http://127.0.0.1:{port}/forecast", REQUEST)
        finally:
            stop(service)
            log.unlink()


def stop(service: subprocess.Popen[bytes], seconds: float = 30) -> None:
    """End a service that leads its own session, with all that it started, and wait until it has ended."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(service.pid, signal.SIGTERM)
    service.wait(timeout=seconds)


def wait_until_ready(url: str, service: subprocess.Popen[bytes], seconds: float = 60) -> None:
    """Wait until the URL answers 200."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if service.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise SystemExit(f"demo: the service did not become ready at {url}")


def ask(url: str, question: object) -> object:
    """POST a question in JSON, return the answer."""
    request = urllib.request.Request(url, json.dumps(question).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.load(response)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(folder: Path, *command: str | Path) -> str:
    """Run a step; where it fails, show what it said and end."""
    done = subprocess.run([str(word) for word in command], cwd=folder, text=True, capture_output=True, check=False)
    if done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr)
        raise SystemExit(f"demo: {' '.join(map(str, command))} ended with status {done.returncode}")
    return done.stdout


def shown(path: Path) -> str:
    """A path as short as it can be told."""
    return os.path.relpath(path)


def say(what: str, where: str) -> None:
    """One line of the demo."""
    print(f"{what:>9}  {where}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
