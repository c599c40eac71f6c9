"""The generated microservice under the tools that its users' CI would run, one variant at a time."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.integration

BIN = Path(sys.executable).parent
VARIANTS = {
    "defaults": [],
    "flask-sklearn-ecs-canary": ["framework=flask", "model=sklearn", "deploy=aws-ecs", "strategy=canary"],
    "fastapi-sklearn-kubernetes-blue-green": ["model=sklearn", "strategy=blue-green"],
    "flask-ecs-blue-green": ["framework=flask", "deploy=aws-ecs", "strategy=blue-green"],
    "kubernetes-canary": ["strategy=canary"],
    "no-deployment": ["deploy=none"],
}


def tool(project: Path, *command: str) -> str:
    """Run a tool in the project; it must report nothing."""
    program = shutil.which(command[0], path=f"{BIN}:{__import__('os').environ['PATH']}")
    if program is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run([program, *command[1:]], cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module", params=VARIANTS)
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    destination = tmp_path_factory.mktemp("generated") / "forecast-service"
    data = [word for answer in VARIANTS[request.param] for word in ("--data", answer)]
    subprocess.run([BIN / "archlint", "new", "microservice", destination, "--defaults", *data], check=True, capture_output=True)
    return destination


def test_archlint_finds_nothing(project: Path) -> None:
    assert "no findings" in tool(project, "archlint", "check", ".")


def test_its_own_tests_pass(project: Path) -> None:
    assert " passed" in tool(project, "make", "test")


def test_its_own_linters_are_content(project: Path) -> None:
    tool(project, "make", "lint")


def test_yaml(project: Path) -> None:
    tool(project, "yamllint", "--strict", ".github", "compose.yaml", "architecture.yaml", ".pre-commit-config.yaml")


def test_workflows(project: Path) -> None:
    workflows = sorted(map(str, (project / ".github/workflows").glob("*.yml")))
    assert workflows
    tool(project, "check-jsonschema", "--builtin-schema", "vendor.github-workflows", *workflows)
    tool(project, "zizmor", "--offline", *workflows)


def test_workflows_under_actionlint(project: Path) -> None:
    tool(project, "actionlint", *sorted(map(str, (project / ".github/workflows").glob("*.yml"))))


def test_dockerfile(project: Path) -> None:
    tool(project, "hadolint", "Dockerfile")


def test_deployment_files(project: Path) -> None:
    manifests = sorted(map(str, (project / "deploy/kubernetes").rglob("*.yaml")))
    manifests = [path for path in manifests if Path(path).name != "kustomization.yaml"]
    templates = sorted(map(str, (project / "deploy/aws").rglob("*.yaml")))
    if manifests:
        tool(project, "kubernetes-validate", "--strict", *manifests)
    if templates:
        tool(project, "cfn-lint", *templates)
    assert bool(manifests or templates) == (project / "deploy").exists()
