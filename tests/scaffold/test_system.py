"""Repositories of several components: out of one model, and one component more."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from archlint.catalog import load
from archlint.cli import main
from archlint.model import load as load_model
from archlint.rules import Request, lint
from archlint.scaffold import assemble, open_system
from tests.scaffold.folders import state

pytestmark = pytest.mark.usefixtures("no_pictures")

SHOP = """\
archlint: "1"
# our shop
system: {id: shop, name: Shop, purpose: Sell., owners: [team-shop]}
contexts:
  demand: {owner: team-demand}  # they know
  delivery: {owner: team-delivery}
components:
  customer: {kind: actor, name: Customer}
  demand:
    kind: service
    context: demand
    responsibility: Tell what will be sold.
    code: {path: services/demand, scaffold: {pattern: microservice, version: "1", answers: {deploy: none, framework: flask}}}
  delivery:
    kind: service
    context: delivery
    code: {path: services/delivery, scaffold: microservice}
interactions:
  - {id: ask, from: customer, to: demand, protocol: https, style: sync}
  - {id: ask-delivery, from: demand, to: delivery, protocol: https, style: sync}
deployments:
  all:
    target: {provider: compose, iac: compose.yaml}
    nodes: [{id: machine, kind: machine, runs: [demand, delivery]}]
"""


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(list(words))
    out, err = capsys.readouterr()
    return status, out, err


@pytest.fixture
def model(tmp_path: Path) -> Path:
    file = tmp_path / "architecture.yaml"
    file.write_text(SHOP)
    return file


@pytest.fixture
def shop(model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert run(capsys, "new", "--from", str(model), str(tmp_path / "shop"), "--quiet") == (0, "", "")
    return tmp_path / "shop"


def read(file: Path) -> Any:
    return yaml.safe_load(file.read_text())


def test_each_component_has_its_folder_and_the_rest_is_there_once(shop: Path) -> None:
    assert {each.name for each in (shop / "services").iterdir()} == {"demand", "delivery"}
    for name in ("pyproject.toml", "requirements.txt", "Dockerfile", "Makefile", "README.md"):
        assert (shop / "services/demand" / name).is_file() and (shop / "services/delivery" / name).is_file()
    once = [".github", ".gitignore", ".yamllint.yaml", ".pre-commit-config.yaml", "contracts", "compose.yaml", "CHANGELOG.md"]
    for name in once:
        assert [path.relative_to(shop).as_posix() for path in shop.rglob(name)] == [name]
    contracts = {each.name for each in (shop / "contracts").iterdir()}
    assert contracts == {"demand.v1.openapi.yaml", "delivery.v1.openapi.yaml"}


def test_one_compose_file_builds_each_component_on_a_port_of_its_own(shop: Path) -> None:
    services = read(shop / "compose.yaml")["services"]
    assert {name: each["build"] for name, each in services.items()} == {
        "demand": "./services/demand",
        "delivery": "./services/delivery",
    }
    ports = [port for each in services.values() for port in each["ports"]]
    assert ports == ["127.0.0.1:${DEMAND_PORT:-8000}:8000", "127.0.0.1:${DELIVERY_PORT:-8001}:8000"]


def test_what_the_model_says_stands_and_what_it_leaves_open_is_filled(shop: Path) -> None:
    text = (shop / "architecture.yaml").read_text()
    assert "# our shop" in text and "# they know" in text
    architecture = load_model(shop).architecture
    demand, delivery = architecture.components["demand"], architecture.components["delivery"]
    assert demand.responsibility == "Tell what will be sold." and delivery.responsibility == "Forecast the daily demand of stores."
    assert demand.technology and demand.technology.choice == "Flask" and demand.technology.because == "demand.ADR-0002"
    assert architecture.decisions["demand.ADR-0002"].file == "services/demand/docs/adr/0002-web-framework.md"
    assert set(architecture.components) == {"customer", "demand", "delivery"}
    assert set(architecture.deployments) == {"all"} and architecture.flows == {}
    assert architecture.contexts["delivery"].code is not None
    assert architecture.contexts["delivery"].code.modules == ("delivery",)
    point = demand.extension_points[0].contract
    assert (shop / point.partition(":")[0]).is_file()


def test_its_code_keeps_the_rules_of_its_model(shop: Path) -> None:
    report, _ = lint(Request(shop, cached=False))
    assert [finding.rule for finding in report.findings] == ["interaction-outside-flows", "uncontracted-interaction"]


def test_two_generations_are_the_same(model: Path) -> None:
    first, second = (assemble(*open_system(model, load())) for _ in range(2))
    assert first == second


def test_contracts_beside_the_model_are_taken_along(model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts/order.json").write_text("{}\n")
    model.write_text(SHOP + "contracts:\n  order: {format: json-schema, file: contracts/order.json}\n")
    assert run(capsys, "new", "--from", str(model), str(tmp_path / "shop"), "--quiet")[0] == 0
    assert (tmp_path / "shop/contracts/order.json").read_text() == "{}\n"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "scaffold: microservice}",
            "scaffold: microservise}",
            "architecture.yaml:17:37: there is no pattern 'microservise'; did you",
        ),
        ("framework: flask", "framework: flusk", "framework: 'flusk' is not one of its choices"),
        ("services/delivery", "services/demand/x", "17:12: 'services/demand/x' is the folder of demand already, or in it"),
        ("services/delivery", "../delivery", "17:12: '../delivery' is no folder inside the repository"),
        ("services/delivery", "/tmp", "17:12: '/tmp' is no folder inside the repository"),
        ("answers: {deploy: none", "answers: {name: other, deploy: none", "these answers make the component 'other'; leave out"),
        ("  delivery: {owner: team-delivery}\n", "", "architecture.yaml:15:5: components.delivery.context"),
    ],
)
def test_a_model_that_cannot_be_rendered_is_told_at_its_line(
    capsys: pytest.CaptureFixture[str], model: Path, tmp_path: Path, old: str, new: str, expected: str
) -> None:
    model.write_text(SHOP.replace(old, new))
    status, out, err = run(capsys, "new", "--from", str(model), str(tmp_path / "shop"))
    assert (status, out) == (2, "") and expected in err, err
    assert not (tmp_path / "shop").exists()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["new", "microservice", "x", "--from", "architecture.yaml"], "leave out 'microservice'"),
        (["new", "--from", "architecture.yaml", "x", "--data", "a=b"], "with --from the answers stand in the file"),
        (["new", "microservice"], "give a pattern and a folder, or --from"),
        (["new", "--from", "none.yaml", "x"], "none.yaml: No such file or directory"),
        (["add", "pipeline", "microservice", "x"], "archlint adds a component, not a 'pipeline'"),
        (["add", "component", "microservise", "x", "-C", "shop", "--defaults"], "did you mean 'microservice'?"),
        (["add", "component", "microservice", "demand", "-C", "shop", "--defaults"], "'demand' is a component with code already"),
        (["add", "component", "microservice", "x", "-C", "shop", "--path", "services/demand", "--defaults"], "already, or in it"),
        (["add", "component", "microservice", "x", "-C", "shop"], "no answer for "),
    ],
)
def test_a_wrong_call_is_one_line(
    capsys: pytest.CaptureFixture[str], shop: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], expected: str
) -> None:
    monkeypatch.chdir(shop.parent)
    before = state(shop)
    status, out, err = run(capsys, *words)
    assert (status, out) == (2, "") and expected in err and err.count("\n") == 1, err
    assert state(shop) == before


def test_one_component_more_leaves_what_the_user_wrote(capsys: pytest.CaptureFixture[str], shop: Path) -> None:
    readme, settings = shop / "README.md", shop / "services/demand/src/demand/settings.py"
    readme.write_text(readme.read_text() + "\nmine\n")
    settings.write_text("# mine\n" + settings.read_text())
    model = shop / "architecture.yaml"
    model.write_text(model.read_text().replace("# our shop", "# our own shop"))
    before = {path: path.read_bytes() for path in (shop / "services").rglob("*") if path.is_file()}
    words = ["add", "component", "microservice", "stock", "-C", str(shop), "--defaults", "--data", "deploy=none"]
    status, shown, _ = run(capsys, *words, "--dry-run")
    assert status == 0 and "new: services/stock/README.md" in shown and not (shop / "services/stock").exists()
    status, told, _ = run(capsys, *words)
    assert status == 0 and told.startswith("added stock: ")
    assert {path: path.read_bytes() for path in before} == before
    assert readme.read_text().endswith("\nmine\n") and "services/stock/README.md" in readme.read_text()
    assert "# our own shop" in model.read_text()
    architecture = load_model(shop).architecture
    assert architecture.components["stock"].code is not None
    assert {"ask-stock", "scrape-stock"} <= {each.id for each in architecture.interactions}
    assert "stock" in read(shop / "compose.yaml")["services"] and "services/stock" in (shop / "Makefile").read_text()
    assert run(capsys, "update", str(shop))[1] == "updated: nothing to change\n"


@pytest.mark.parametrize("pattern", [entry.name for entry in load().entries])
def test_a_component_of_any_pattern_beside_one_at_the_top(capsys: pytest.CaptureFixture[str], tmp_path: Path, pattern: str) -> None:
    project = tmp_path / "forecast-service"
    assert run(capsys, "new", "microservice", str(project), "--defaults", "--quiet")[0] == 0
    words = ["add", "component", pattern, "stock", "-C", str(project), "--data", "context=stock", "--defaults"]
    assert run(capsys, *words)[0] == 0
    assert (project / "services/stock/src/stock/__init__.py").is_file()
    assert "forecast-service" in read(project / "compose.yaml")["services"]
    assert "services/stock" in (project / ".github/workflows/ci.yml").read_text()
    report, _ = lint(Request(project, cached=False))
    assert [str(finding.message) for finding in report.findings] == []


@pytest.mark.skipif(shutil.which("bash") is None or shutil.which("git") is None, reason="bash or git is not installed")
@pytest.mark.parametrize(
    ("touched", "expected"),
    [
        ("services/demand/src/demand/main.py", ["services/demand"]),
        ("README.md", []),
        ("contracts/demand.v1.openapi.yaml", ["services/demand", "services/delivery"]),
        (".github/workflows/ci.yml", ["services/demand", "services/delivery"]),
        ("services/demand-notes.md", []),
    ],
)
def test_its_workflow_builds_only_what_changed(shop: Path, touched: str, expected: list[str]) -> None:
    def git(*words: str) -> str:
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        return subprocess.run(["git", *identity, *words], cwd=shop, capture_output=True, text=True, check=True).stdout.strip()

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "first")
    before = git("rev-parse", "HEAD")
    with (shop / touched).open("a") as file:
        file.write("\n")
    git("add", "-A")
    git("commit", "-qm", "second")
    step = read(shop / ".github/workflows/ci.yml")["jobs"]["changes"]["steps"][1]
    output = shop.parent / "output"
    variables = {**os.environ, "BEFORE": before, "GITHUB_OUTPUT": str(output)}
    variables |= {name: step["env"][name] for name in ("COMPONENTS", "IMAGES")}
    subprocess.run(["bash", "-eo", "pipefail", "-c", step["run"]], cwd=shop, env=variables, check=True, capture_output=True)
    found = dict(line.split("=", 1) for line in output.read_text().splitlines())
    assert json.loads(found["components"]) == json.loads(found["images"]) == expected
