"""action.yml: valid, safe, and its script run as a runner would run it, with a stand-in for `uvx`."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ACTION = ROOT / "action.yml"
BIN = Path(sys.executable).parent


def steps() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(ACTION.read_text())["runs"]["steps"]
    return found


@pytest.mark.parametrize(
    "command",
    [["check-jsonschema", "--builtin-schema", "vendor.github-actions"], ["zizmor", "--offline", "--persona=pedantic"]],
)
def test_other_linters_are_content(command: list[str]) -> None:
    done = subprocess.run([BIN / command[0], *command[1:], ACTION], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(shutil.which("actionlint") is None, reason="actionlint is not installed")
def test_a_workflow_can_use_it(tmp_path: Path) -> None:
    """actionlint reads an action where a workflow uses it."""
    (tmp_path / ".github/workflows").mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    shutil.copy(ACTION, tmp_path)
    uses = {"uses": "./", "with": dict.fromkeys(yaml.safe_load(ACTION.read_text())["inputs"], "x")}
    workflow = {"on": "push", "jobs": {"check": {"runs-on": "ubuntu-24.04", "steps": [uses]}}}
    (tmp_path / ".github/workflows/ci.yml").write_text(json.dumps(workflow))
    done = subprocess.run(["actionlint"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_other_actions_are_pinned_by_commit_with_their_version_beside_it() -> None:
    uses = [line for line in ACTION.read_text().splitlines() if "uses:" in line]
    assert len(uses) == 2
    assert all(re.search(r"@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line) for line in uses)


def test_nothing_is_pasted_into_the_script() -> None:
    assert "${{" not in "".join(step.get("run", "") for step in steps())


def test_findings_are_uploaded_though_the_check_has_failed() -> None:
    _, check, upload = steps()
    assert upload["if"] == "${{ !cancelled() && steps.check.outputs.sarif != '' }}"
    assert upload["with"]["sarif_file"] == "${{ steps.check.outputs.sarif }}"
    assert check["id"] == "check"


class Run(NamedTuple):
    status: int
    log: str
    outputs: dict[str, str]
    calls: list[list[str]]


def run(folder: Path, **inputs: str) -> Run:
    """Run the script of the check as GitHub's runner does."""
    runner = folder.parent / "runner"
    runner.mkdir()
    # The stand-in writes down its words and runs this archlint with what stands behind `archlint`.
    (runner / "uvx").write_text(
        f"#!{sys.executable}\nimport json, os, sys\n"
        f"open({str(runner / 'calls')!r}, 'a').write(json.dumps(sys.argv[1:]) + '\\n')\n"
        "os.execv(sys.executable, [sys.executable, '-m', *sys.argv[3:]])\n"
    )
    (runner / "uvx").chmod(0o755)
    declared = yaml.safe_load(ACTION.read_text())["inputs"]
    (step,) = [each for each in steps() if "run" in each]
    environment = {
        name: inputs.get(key, declared[key]["default"])
        for name, value in step["env"].items()
        if (key := value.removeprefix("${{ inputs.").removesuffix(" }}"))
    }
    environment |= {"PATH": f"{runner}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "RUNNER_TEMP": str(runner)}
    environment |= {"GITHUB_OUTPUT": str(runner / "output"), "GITHUB_ACTION_PATH": "/the/action"}
    script = runner / "script.sh"
    script.write_text(step["run"])
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    written = (runner / "output").read_text().splitlines() if (runner / "output").exists() else []
    calls = (runner / "calls").read_text().splitlines() if (runner / "calls").exists() else []
    return Run(
        done.returncode, done.stdout + done.stderr, dict(line.split("=", 1) for line in written), list(map(json.loads, calls))
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "a.py").write_text("import b\n")
    (folder / "b.py").write_text("import a\n")
    return folder


def test_findings_give_1_annotations_and_a_file_to_upload(project: Path) -> None:
    done = run(project)
    assert done.status == 1
    assert done.log.startswith("::warning file=a.py,line=1,col=8,title=import-cycle (layering)::")
    log = json.loads(Path(done.outputs["sarif"]).read_text())
    assert [result["ruleId"] for result in log["runs"][0]["results"]] == ["import-cycle"]
    assert [call[:3] for call in done.calls] == [["--from", "/the/action", "archlint"]] * 2


def test_no_findings_give_0_and_an_empty_file_to_upload(project: Path) -> None:
    done = run(project, args="--ignore import-cycle")
    assert (done.status, done.log.startswith("no findings: ")) == (0, True)
    assert json.loads(Path(done.outputs["sarif"]).read_text())["runs"][0]["results"] == []


def test_a_mistake_gives_2_its_message_once_and_nothing_to_upload(project: Path) -> None:
    done = run(project, path="nowhere")
    assert (done.status, done.outputs) == (2, {})
    assert done.log == "archlint: there is no 'nowhere'; give a folder or an architecture.yaml\n"


def test_without_the_upload_there_is_one_run_and_no_file(project: Path) -> None:
    done = run(project, **{"upload-sarif": "false", "format": "concise", "version": "1.2.3"})
    assert (done.status, done.outputs) == (1, {})
    assert done.log.startswith("a.py:1:8: warning import-cycle")
    assert done.calls == [["--from", "archlint==1.2.3", "archlint", "check", ".", "--format", "concise"]]


@pytest.mark.parametrize(
    "evil", ["$(touch pwned)", "`touch pwned`", '"; touch pwned; "', "x; touch pwned", "*\n--ignore\n\t layers"]
)
@pytest.mark.parametrize("name", ["path", "args", "format", "version"])
def test_inputs_are_words_and_never_commands(project: Path, name: str, evil: str) -> None:
    done = run(project, **{"upload-sarif": "false", name: evil})
    assert not (project / "pwned").exists()
    (call,) = done.calls
    expected = {"path": [evil], "format": [evil], "version": [f"archlint=={evil}"], "args": evil.split()}[name]
    assert any(call[start : start + len(expected)] == expected for start in range(len(call)))
