"""Every pattern with every answer that changes the tree, under the tools that its users' CI would run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.matrix import generate, make, tool, variants

pytestmark = pytest.mark.integration


@pytest.fixture(scope="session")
def environments(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("environments")


@pytest.fixture(scope="module", params=variants())
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(request.param, tmp_path_factory.mktemp("generated"))


def test_archlint_finds_nothing(project: Path) -> None:
    assert "no findings" in tool(project, "archlint", "check", ".")


def test_its_own_tests_pass(project: Path, environments: Path) -> None:
    assert " passed" in make(project, "test", environments)


def test_its_own_linters_are_content(project: Path, environments: Path) -> None:
    make(project, "lint", environments)


def test_yaml(project: Path) -> None:
    tool(project, "yamllint", "--strict", ".")


def test_workflows(project: Path) -> None:
    workflows = sorted(map(str, (project / ".github/workflows").glob("*.yml")))
    assert workflows
    tool(project, "check-jsonschema", "--builtin-schema", "vendor.github-workflows", *workflows)
    tool(project, "zizmor", "--offline", *workflows)


def test_workflows_under_actionlint(project: Path) -> None:
    tool(project, "actionlint", *sorted(map(str, (project / ".github/workflows").glob("*.yml"))))


def test_dockerfile(project: Path) -> None:
    dockerfiles = sorted(str(path.relative_to(project)) for path in project.rglob("Dockerfile*") if ".venv" not in path.parts)
    assert dockerfiles
    tool(project, "hadolint", *dockerfiles)


def test_deployment_files(project: Path) -> None:
    found = [path for path in sorted((project / "deploy").rglob("*.yaml")) if path.name != "kustomization.yaml"]
    templates = [str(path) for path in found if "AWSTemplateFormatVersion" in path.read_text()]
    manifests = [str(path) for path in found if "\napiVersion: " in f"\n{path.read_text()}"]
    if manifests:
        tool(project, "kubernetes-validate", "--strict", *manifests)
    if templates:
        tool(project, "cfn-lint", *templates)
    assert found or not (project / "deploy").exists()
