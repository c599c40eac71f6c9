"""Every pattern with every answer that changes what it makes, one answer at a time; and generated projects to look at."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from archlint.catalog import Entry, Question, load
from archlint.errors import UserError
from archlint.scaffold import Given, answer

LONG_NAME = "a-name-as-long-as-any-name-may-ever-be-40"[:40].rstrip("-")
BIN = Path(sys.executable).parent
TOGETHER = {  # answers that meet each other in the files
    "microservice": [
        {"framework": "flask", "model": "sklearn", "deploy": "aws-ecs", "strategy": "canary"},
        {"model": "sklearn", "strategy": "blue-green"},
        {"framework": "flask", "deploy": "aws-ecs", "strategy": "blue-green"},
        {"capability": "recommendations", "framework": "flask", "deploy": "aws-ecs", "strategy": "canary"},
        {"capability": "delivery-time", "framework": "flask"},
        {"capability": "discounts", "framework": "flask", "strategy": "blue-green"},
    ],
    "batch": [{"orchestrators": "airflow,zenml,kubeflow", "engine": "spark", "deploy": "mwaa"}],
    "data-lake": [
        {"table_format": "iceberg", "engine": "spark"},
        {"table_format": "delta", "engine": "spark", "deploy": "none"},
    ],
    "web-front": [{"shows": "insight", "deploy": "aws-ecs"}, {"shows": "insight", "deploy": "none"}],
}


@cache
def variants() -> dict[str, tuple[str, dict[str, str]]]:
    """A name for each variant, with its pattern and its answers; the defaults of each pattern come first."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for entry in load().entries:
        for answers in [{}, *_one_at_a_time(entry), *TOGETHER.get(entry.name, [])]:
            words = [f"{key}:{value}" for key, value in answers.items()]
            found["-".join([entry.name, *words]) if words else f"{entry.name}-defaults"] = (entry.name, answers)
        found[f"{entry.name}-long-name"] = (entry.name, {"name": LONG_NAME})
    return found


def _one_at_a_time(entry: Entry) -> Iterator[dict[str, str]]:
    for question in entry.pattern.questions:
        for value in _other_answers(question):
            found = _applicable(entry, question, value)
            assert found is not None, f"no answers of {entry.name} lead to {question.id}={value}"
            yield found


def _other_answers(question: Question) -> list[str]:
    if question.kind == "choice":
        return [choice for choice in question.choices if choice != question.default]
    if question.kind == "many":
        return [*question.choices, ",".join(question.choices)] if len(question.choices) > 1 else list(question.choices)
    return [str(not question.default).lower()] if question.kind == "flag" else []


def _applicable(entry: Entry, question: Question, value: str) -> dict[str, str] | None:
    """The answer alone, or with the one or two others that it needs."""
    others = [(each.id, other) for each in entry.pattern.questions if each.id != question.id for other in _other_answers(each)]
    tries = [(), *((other,) for other in others), *product(others, others)]
    for more in tries:
        answers = {**dict(more), question.id: value}
        try:
            answer(entry, {key: Given(each, key) for key, each in answers.items()}, "my-project", defaults=True)
        except UserError:
            continue
        return answers
    return None


def generate(variant: str, parent: Path) -> Path:
    """The project of a variant in a new folder."""
    pattern, answers = variants()[variant]
    destination = parent / f"my-{pattern}"
    data = [word for key, value in answers.items() for word in ("--data", f"{key}={value}")]
    run([BIN / "archlint", "new", pattern, destination, "--defaults", *data])
    return destination


def generate_system(model: Path, destination: Path) -> Path:
    """The repository of a system in a new folder."""
    run([BIN / "archlint", "new", "--from", model, destination, "--quiet"])
    return destination


def environment_for(system: Path, environment: Path) -> Path:
    """A Python with what any component of a system runs on."""
    run([sys.executable, "-m", "venv", environment])
    program = environment / "bin/python"
    for pins in sorted(system.glob("*/*/requirements.txt")):
        run([program, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r", pins])
    return program


def run(command: list[str | Path], cwd: Path | None = None, **variables: str) -> str:
    """What a command prints; it must end well."""
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"  # with uv, which installs in seconds, and with archlint
    environment = {**os.environ, "PATH": path, **variables}
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, env=environment, errors="replace")
    assert done.returncode == 0, done.stdout[-20000:] + done.stderr[-20000:]
    return done.stdout + done.stderr


def tool(project: Path, *command: str) -> str:
    """Run a tool in a project; it must report nothing. Where it is not installed, the test is skipped."""
    program = shutil.which(command[0], path=f"{BIN}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        pytest.skip(f"{command[0]} is not installed")
    return run([program, *command[1:]], project)


def make(project: Path, goal: str, environments: Path) -> str:
    """Run a goal of a project's Makefile, with an environment that projects of the same pins share."""
    pins = b"".join(path.read_bytes() for path in sorted(project.glob("requirements*.txt")))
    environment = environments / hashlib.sha256(pins).hexdigest()[:16]
    return run(["make", goal, f"VENV={environment}"], project, MYPY_CACHE_DIR=f"{environment}.mypy")
