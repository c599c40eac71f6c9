"""A template to files; a broken one is told with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from archlint.catalog import Entry, load
from archlint.errors import ArchlintError, UserError
from archlint.scaffold import File, Given, answer, build
from tests.scaffold.test_model import HEAD

PARTS = "  system: {id: '{{ name }}'}\n  components: {'{{ name }}': {kind: service, code: {path: .}}}\n"

pytestmark = pytest.mark.usefixtures("no_pictures")


def make(root: Path, files: dict[str, str]) -> Entry:
    (root / "patterns" / "mine").mkdir(parents=True)
    (root / "patterns" / "mine" / "pattern.yaml").write_text(HEAD + PARTS)
    (root / "templates" / "mine").mkdir(parents=True)
    for name, text in files.items():
        file = root / "templates" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return load([root]).get("mine")


def tree(entry: Entry, dest_name: str = "shop", **values: str | bool) -> dict[str, File]:
    given = {key: Given(value, f"--data {key}") for key, value in values.items()}
    return build(entry, answer(entry, given, dest_name, defaults=True)).tree


def test_names_conditions_includes_and_binary_files(entry: Entry) -> None:
    made = tree(entry, "tiny-thing", store=True, extras="script")
    assert list(made) == sorted(made)
    assert set(made) == {
        ".archlint/generated.tar.bz2",
        "Makefile",
        "README.md",
        "architecture.yaml",
        "archlint.schema.json",
        "docs/system.svg",
        "engine",
        "logo.png",
        "requirements.txt",
        "run.sh",
        "src/tiny_thing/__init__.py",
    }
    assert made["README.md"].data == b"# tiny-thing\n\nincluded\n"
    assert made["engine"].data == b"file"
    assert made["logo.png"].data == b"\x89PNG\x00\xff"
    assert made["run.sh"].executable and not made["README.md"].executable
    assert made["architecture.yaml"].data.startswith(b"# yaml-language-server: $schema=./archlint.schema.json\n")
    assert not {"run.sh", "engine"} & set(tree(entry, "tiny-thing"))


def test_two_runs_make_the_same_bytes(entry: Entry) -> None:
    assert tree(entry) == tree(entry)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n{{ nme }}\n", "a.txt.jinja:2: Jinja: 'nme' is undefined"),
        ("a\nb\n{% if %}\n", "a.txt.jinja:3: Jinja: "),
        ("{{ name | nofilter }}", "a.txt.jinja:1: Jinja: No filter named 'nofilter'"),
        ("\n\n{{ 1 + 'a' }}", "a.txt.jinja:3: Jinja: unsupported operand"),
        ("\n{% include 'shared/none.jinja' %}", "a.txt.jinja:2: Jinja: there is no template 'shared/none.jinja' to include"),
        ("\n{% include 'shared/broken.jinja' %}", "shared/broken.jinja:4: Jinja: 'oops' is undefined"),
        ("\n{{ ''.__class__.__mro__ }}", "a.txt.jinja:2: Jinja: access to attribute '__class__'"),
        ("{% include '../../patterns/mine/pattern.yaml' %}", "a.txt.jinja:1: Jinja: "),
    ],
)
def test_broken_jinja_is_told_with_file_and_line(tmp_path: Path, text: str, expected: str) -> None:
    entry = make(tmp_path, {"mine/a.txt.jinja": text, "shared/broken.jinja": "1\n2\n3\n{{ oops }}\n"})
    with pytest.raises(ArchlintError) as caught:
        tree(entry)
    assert str(caught.value).startswith(f"{tmp_path / 'templates'}/") and expected in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"{{ nme }}": ""}, "'nme' is undefined"),
        ({"{{ '..' }}": ""}, "its name becomes '..', which is no name of a file"),
        ({"{{ '.' ~ '.' }}/x": ""}, "its name becomes '..'"),
        ({"{{ name ~ '\\x2f..' }}": ""}, "its name becomes 'shop/..'"),
        ({"a": "", "{{ 'a' }}": ""}, "makes a, as a does for these answers"),
        ({"readme": "", "README.jinja": ""}, "makes readme, as README.jinja does"),
        ({"a": "", "{{ 'a' }}/b": ""}, "makes a/b, but a is a file"),
        ({"architecture.yaml": ""}, "the template makes architecture.yaml, which archlint makes itself"),
    ],
)
def test_a_template_whose_names_go_wrong_is_told(tmp_path: Path, files: dict[str, str], expected: str) -> None:
    entry = make(tmp_path, {f"mine/{name}": text for name, text in files.items()})
    with pytest.raises(ArchlintError) as caught:
        tree(entry)
    assert expected in str(caught.value)


def test_a_link_in_a_template_is_refused(tmp_path: Path) -> None:
    entry = make(tmp_path, {"mine/a": ""})
    (entry.template / "secret").symlink_to("/etc/hosts")
    with pytest.raises(UserError, match="secret: a template is made of plain files and folders"):
        tree(entry)


def test_what_tools_leave_in_a_template_is_left_out(tmp_path: Path) -> None:
    entry = make(
        tmp_path, {"mine/a": "", "mine/__pycache__/a.pyc": "", "mine/.ruff_cache/x": "", "mine/.gitignore": "", "mine/b~": ""}
    )
    assert {path for path in tree(entry) if "rch" not in path} == {"a", ".gitignore", "docs/system.svg"}


def test_nothing_of_a_template_is_executed(tmp_path: Path) -> None:
    proof = tmp_path / "proof"
    tasks = f"_tasks: ['touch {proof}']\n_jinja_extensions: [os.system]\n"
    entry = make(tmp_path, {"mine/copier.yml": tasks, "mine/copier.yaml": tasks, "mine/setup.py": f"open({str(proof)!r}, 'w')"})
    assert {"copier.yml", "copier.yaml", "setup.py"} <= set(tree(entry))  # they are files like any other
    assert not proof.exists()


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("rich", "the package rich, which requirements.txt installs"),
        ("yaml", "the module 'yaml', which the code of the pattern imports"),
        ("src", "the project's own src"),
    ],
)
def test_a_package_that_would_hide_what_the_project_needs_is_refused(entry: Entry, name: str, owner: str) -> None:
    with pytest.raises(UserError) as caught:
        tree(entry, name)
    expected = f"the Python package '{name}' would hide {owner}; choose another name, it follows from --data name=…"
    assert str(caught.value) == expected


def test_ones_own_settings_of_copier_change_nothing(entry: Entry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = tree(entry)
    (tmp_path / "settings.yml").write_text("defaults: {owner: somebody}\ntrust: ['/']\n")
    monkeypatch.setenv("COPIER_SETTINGS_PATH", str(tmp_path / "settings.yml"))
    assert tree(entry) == plain
