"""`archlint update`: a changed template and an edited repository come together, and nothing of the user's is lost."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from archlint.catalog import Catalog, load
from archlint.cli import main
from archlint.errors import ArchlintError
from archlint.model import load as load_model
from archlint.scaffold import File, Given, answer, build, change, in_place, place, record, update
from tests.scaffold.conftest import FIXTURES
from tests.scaffold.folders import state

pytestmark = pytest.mark.usefixtures("no_pictures")
ROOT = Path(__file__).parents[2]


def templates(folder: Path) -> Path:
    """The tiny pattern where a test may change it."""
    shutil.copytree(FIXTURES, folder, dirs_exist_ok=True)
    text = "".join(f"line {number}\n" for number in range(12))
    (folder / "templates/tiny/notes.md").write_text(text)
    (folder / "templates/tiny/gone.md").write_text("gone\n")
    return folder


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return templates(tmp_path / "mine")


def generate(patterns: Path, dest: Path, **data: str | bool) -> Path:
    entry = load([patterns]).get("tiny")
    given_answers = {key: Given(value, key) for key, value in data.items()}
    place(build(entry, answer(entry, given_answers, dest.name, defaults=True)).tree, dest)
    return dest


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(list(words))
    out, err = capsys.readouterr()
    return status, out, err


def test_the_same_templates_change_nothing(capsys: pytest.CaptureFixture[str], mine: Path, tmp_path: Path) -> None:
    project = generate(mine, tmp_path / "project")
    before = state(project)
    assert run(capsys, "update", str(project), "--patterns", str(mine)) == (0, "updated: nothing to change\n", "")
    assert state(project) == before


def test_edits_stay_and_the_templates_changes_come(capsys: pytest.CaptureFixture[str], mine: Path, tmp_path: Path) -> None:
    project = generate(mine, tmp_path / "project")
    notes = project / "notes.md"
    notes.write_text(notes.read_text().replace("line 2\n", "line 2\nmine\n"))
    (project / "own.txt").write_text("own")
    (project / "requirements.txt").unlink()
    template = mine / "templates/tiny"
    (template / "notes.md").write_text((template / "notes.md").read_text().replace("line 9\n", "line nine\n"))
    (template / "requirements.txt").write_text("newer\n")
    (template / "fresh.md").write_text("fresh\n")
    (template / "gone.md").unlink()

    before = state(project)
    status, shown, _ = run(capsys, "update", str(project), "--patterns", str(mine), "--dry-run")
    assert status == 0 and state(project) == before
    assert "new: fresh.md" in shown and "removed: gone.md" in shown and "-line 9\n+line nine\n" in shown
    assert "requirements.txt: you removed it; the template has changed it since" in shown

    assert run(capsys, "update", str(project), "--patterns", str(mine))[0] == 0
    assert "line 2\nmine\n" in notes.read_text() and "line nine\n" in notes.read_text()
    assert (project / "own.txt").read_text() == "own" and (project / "fresh.md").is_file()
    assert not (project / "gone.md").exists() and not (project / "requirements.txt").exists()
    assert run(capsys, "update", str(project), "--patterns", str(mine)) == (0, "updated: nothing to change\n", "")


def test_a_conflict_is_marked_told_and_must_be_resolved(capsys: pytest.CaptureFixture[str], mine: Path, tmp_path: Path) -> None:
    project = generate(mine, tmp_path / "project")
    for file, word in ((project / "notes.md", "mine"), (mine / "templates/tiny/notes.md", "theirs")):
        file.write_text(file.read_text().replace("line 5\n", f"{word}\n"))
    status, _, told = run(capsys, "update", str(project), "--patterns", str(mine))
    assert status == 1 and "notes.md: both you and the template changed the same lines" in told
    text = (project / "notes.md").read_text()
    assert "line 4\n<<<<<<< yours\nmine\n=======\ntheirs\n>>>>>>> archlint " in text
    status, _, told = run(capsys, "update", str(project), "--patterns", str(mine))
    assert status == 2 and "notes.md: holds conflict marks of an earlier merge; resolve them first" in told
    (project / "notes.md").write_text(text.replace("<<<<<<< yours\nmine\n=======\n", "").replace(">>>>>>> archlint", "#"))
    assert run(capsys, "update", str(project), "--patterns", str(mine))[0] == 0


def test_a_file_that_the_template_gives_up_stays_where_it_was_edited(mine: Path, tmp_path: Path) -> None:
    project = generate(mine, tmp_path / "project")
    (project / "gone.md").write_text("edited\n")
    (mine / "templates/tiny/gone.md").unlink()
    done = update(project, load([mine]))
    assert done.removed == () and done.notes == ("gone.md: the template no longer makes it; it is kept, since you changed it",)


def test_an_answer_that_is_changed_in_the_model_is_rendered(capsys: pytest.CaptureFixture[str], mine: Path, tmp_path: Path) -> None:
    project = generate(mine, tmp_path / "project")
    file = project / "architecture.yaml"
    file.write_text(file.read_text().replace("store: false", "store: true, engine: duckdb") + "# mine\n")
    assert run(capsys, "update", str(project), "--patterns", str(mine))[0] == 0
    assert (project / "engine").read_text() == "duckdb"
    model = load_model(project).architecture
    assert "project-data" in model.components and file.read_text().endswith("# mine\n")


def test_a_model_that_was_edited_takes_what_the_pattern_adds(
    capsys: pytest.CaptureFixture[str], mine: Path, tmp_path: Path
) -> None:
    project = generate(mine, tmp_path / "project")
    file = project / "architecture.yaml"
    text = file.read_text().replace("responsibility: Do little.", "responsibility: Do more.  # we say so")
    file.write_text(text.replace("components:\n", "components:\n  user: {kind: actor}\n"))
    pattern = mine / "patterns/tiny/pattern.yaml"
    changed = pattern.read_text().replace("responsibility: Do little.", "responsibility: Do less.")
    pattern.write_text(changed.replace("kind: service\n", "kind: service\n      tags: [newer]\n"))
    status, told, _ = run(capsys, "update", str(project), "--patterns", str(mine))
    component = load_model(project).architecture.components["project"]
    assert status == 0 and component.responsibility == "Do more." and component.tags == ("newer",)
    assert "components.project.responsibility: yours is kept, the template has another" in told
    assert "# we say so" in file.read_text() and "user: {kind: actor}" in file.read_text()


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        (lambda project: (project / ".archlint/generated.tar.bz2").unlink(), "generated.tar.bz2: is missing: it holds what"),
        (lambda project: (project / ".archlint/generated.tar.bz2").write_bytes(b"BZh91"), "generated.tar.bz2: is damaged;"),
        (lambda project: (project / "architecture.yaml").write_text("x: 1\n"), "architecture.yaml:1:1: unknown key 'x'"),
        (lambda project: (project / "architecture.yaml").unlink(), "No such file or directory; a model is the file"),
        (
            lambda project: (project / "architecture.yaml").write_text('archlint: "1"\nsystem: {id: s}\n'),
            "no component of this model was made by a pattern",
        ),
    ],
)
def test_what_cannot_be_updated_is_told_in_one_line(
    capsys: pytest.CaptureFixture[str], mine: Path, tmp_path: Path, broken: object, expected: str
) -> None:
    project = generate(mine, tmp_path / "project")
    broken(project)  # type: ignore[operator]
    before = state(project)
    status, out, err = run(capsys, "update", str(project), "--patterns", str(mine))
    assert (status, out) == (2, "") and expected in err and "Traceback" not in err
    assert state(project) == before


def test_a_change_that_is_cut_off_is_finished_by_the_next_run(
    mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project = generate(mine, tmp_path / "project")
    template = mine / "templates/tiny"
    for name in ("a.md", "b.md", "c.md"):
        (template / name).write_text("new\n")
    (template / "gone.md").unlink()
    renames = 0
    original = Path.replace

    def failing(self: Path, target: Path) -> Path:
        nonlocal renames
        renames += 1
        if renames == 2:
            raise KeyboardInterrupt
        return original(self, target)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Path, "replace", failing)
        done = update(project, load([mine]))
        change(done.tree, done.removed, project)
    assert (project / ".archlint/unfinished").is_dir()
    assert run(capsys, "update", str(project), "--patterns", str(mine)) == (0, "updated: nothing to change\n", "")
    assert all((project / name).is_file() for name in ("a.md", "b.md", "c.md")) and not (project / "gone.md").exists()
    assert [each.name for each in (project / ".archlint").iterdir()] == ["generated.tar.bz2"]


def test_a_disk_that_is_full_leaves_everything_as_it_was(mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = generate(mine, tmp_path / "project")
    (mine / "templates/tiny/a.md").write_text("new\n")
    before = state(project)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(in_place, "write", full)
    with pytest.raises(ArchlintError, match="No space left on device; nothing was changed"):
        done = update(project, load([mine]))
        change(done.tree, done.removed, project)
    assert state(project) == before


def test_a_record_that_leads_outside_removes_nothing_there(mine: Path, tmp_path: Path) -> None:
    project = generate(mine, tmp_path / "project")
    (tmp_path / "precious").write_text("precious")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/file").write_text("precious")
    (project / "link").symlink_to(tmp_path / "elsewhere")
    file = project / record.FILE_NAME
    known = record.unpack(file.read_bytes(), "")
    foreign = {"../precious": File(b"precious"), "link/file": File(b"precious")}
    file.write_bytes(record.pack({**known.tree, **foreign}, known.source))
    done = update(project, load([mine]))
    change(done.tree, done.removed, project)
    assert (tmp_path / "precious").is_file() and (tmp_path / "elsewhere/file").is_file()


def _edit(lines: list[str], chooser: random.Random, word: str) -> list[str]:
    """One edit of a text: a line more, another line, or a line less."""
    at = chooser.randrange(len(lines) + 1)
    kind = chooser.choice(("insert", "insert", "replace", "remove"))
    if kind == "insert" or not lines or at == len(lines):
        return [*lines[:at], word, *lines[at:]]
    return [*lines[:at], *([word] if kind == "replace" else []), *lines[at + 1 :]]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
@example(seed=0)
@example(seed=862)
@example(seed=2427299)
def test_twenty_edits_survive_a_changed_template(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    chooser = random.Random(seed)
    root = tmp_path_factory.mktemp("update")
    for folder in ("patterns", "templates"):
        shutil.copytree(ROOT / folder, root / "own" / folder)
    own = root / "own"
    catalog: Catalog = load([own])
    entry = catalog.get("microservice")
    project = root / "forecast-service"
    place(build(entry, answer(entry, {}, project.name, defaults=True)).tree, project)
    editable = sorted(
        path for path in project.rglob("*") if path.is_file() and path.suffix in (".py", ".md", ".toml", ".txt", ".yaml", "")
    )
    editable = [path for path in editable if path.name != "architecture.yaml"]
    added: dict[Path, list[str]] = {}
    for number in range(20):
        file = chooser.choice(editable)
        word = f"mine-{number}"
        lines = _edit(file.read_text().splitlines(), chooser, word)
        file.write_text("\n".join(lines) + "\n")
        added.setdefault(file, []).append(word)
    still = {file: [word for word in words if word in file.read_text().splitlines()] for file, words in added.items()}
    changed = sorted(
        path for path in (own / "templates/microservice").rglob("*") if path.is_file() and "{%" not in str(path.relative_to(own))
    )
    for number, file in enumerate(chooser.sample(changed, 12)):
        lines = file.read_text().splitlines()
        at = chooser.choice((0, len(lines)))  # in between it could break the Jinja
        file.write_text("\n".join([*lines[:at], f"theirs-{number}", *lines[at:]]) + "\n")
    removed = chooser.choice([path for path in changed if path.name.endswith(".py")])
    removed.unlink()

    done = update(project, load([own]))
    change(done.tree, done.removed, project)
    for file, words in still.items():
        if words:  # a file that the edits left as it was goes with its template
            lines = file.read_text().splitlines()
            assert all(word in lines for word in words), file
    assert set(done.conflicts) <= {file.relative_to(project).as_posix() for file in added}
    every = b"\n".join(path.read_bytes() for path in _files(project) if path.suffix != ".bz2")
    expected = {number for number in range(12) if any(f"theirs-{number}".encode() in path.read_bytes() for path in _files(own))}
    assert all(f"theirs-{number}".encode() in every for number in expected), done.notes


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
