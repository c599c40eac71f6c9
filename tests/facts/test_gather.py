"""A folder to its facts: names, roots, and what is left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from archlint.errors import UserError
from archlint.facts import gather


def tree(folder: Path, *files: str) -> Path:
    for name in files:
        path, _, text = name.partition("|")
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return folder


def names(folder: Path, **options: Any) -> dict[str, str]:
    return {module.path: module.name for module in gather(folder, **options).modules}


def edges(folder: Path, **options: Any) -> set[tuple[str, str]]:
    graph = gather(folder, **options).graph
    return {
        (graph.modules[source].path, graph.modules[target].path) for source, found in enumerate(graph.edges) for target in found
    }


def test_src_layout(tmp_path: Path) -> None:
    tree(tmp_path, "pyproject.toml", "src/shop/__init__.py", "src/shop/api.py", "tests/test_api.py|from shop import api")
    assert names(tmp_path) == {"src/shop/__init__.py": "shop", "src/shop/api.py": "shop.api", "tests/test_api.py": "test_api"}
    assert edges(tmp_path) == {("tests/test_api.py", "src/shop/api.py")}


def test_src_that_the_code_imports_by_name_is_a_package(tmp_path: Path) -> None:
    tree(tmp_path, "src/main.py|from src.util import x", "src/util.py")
    assert names(tmp_path) == {"src/main.py": "src.main", "src/util.py": "src.util"}


def test_flat_package(tmp_path: Path) -> None:
    tree(tmp_path, "shop/__init__.py", "shop/sales/__init__.py", "shop/sales/api.py", "setup.py")
    assert set(names(tmp_path).values()) == {"setup", "shop", "shop.sales", "shop.sales.api"}


def test_monorepo_with_the_same_names_in_two_services(tmp_path: Path) -> None:
    for service in ("a", "b"):
        tree(
            tmp_path / service,
            "pyproject.toml",
            "app/__init__.py",
            "app/main.py|import app.db",
            "app/db.py",
            "tests/test_main.py|from app.main import x",
        )
    assert edges(tmp_path) == {
        (f"{service}/{source}", f"{service}/{target}")
        for service in ("a", "b")
        for source, target in (("app/main.py", "app/db.py"), ("tests/test_main.py", "app/main.py"))
    }


def test_namespace_package_under_src(tmp_path: Path) -> None:
    tree(tmp_path, "src/acme/shop/__init__.py", "src/acme/shop/api.py")
    assert set(names(tmp_path).values()) == {"acme.shop", "acme.shop.api"}


def test_namespace_package_that_the_imports_tell_of(tmp_path: Path) -> None:
    tree(tmp_path, "acme/shop/__init__.py", "acme/shop/api.py|from acme.shop import db", "acme/shop/db.py", "acme/crm/__init__.py")
    assert names(tmp_path)["acme/shop/api.py"] == "acme.shop.api"
    assert names(tmp_path)["acme/crm/__init__.py"] == "acme.crm"


def test_scripts_beside_the_parts_of_a_namespace_keep_their_own_names(tmp_path: Path) -> None:
    tree(
        tmp_path, "acme/shop/__init__.py", "acme/shop/a.py|import acme.shop", "acme/jobs/x.py|import common", "acme/jobs/common.py"
    )
    assert names(tmp_path)["acme/jobs/common.py"] == "common"


def test_namespace_package_that_the_model_tells_of(tmp_path: Path) -> None:
    tree(tmp_path, "code/acme/shop/api.py", "code/acme/crm.py")
    assert set(names(tmp_path).values()) == {"api", "crm"}
    assert set(names(tmp_path, known=["acme.shop.api"]).values()) == {"acme.shop.api", "acme.crm"}


def test_a_folder_of_tests_that_mirrors_a_package_is_no_part_of_it(tmp_path: Path) -> None:
    tree(tmp_path, "src/acme/__init__.py", "src/acme/api.py", "tests/__init__.py", "tests/acme/web/test_api.py|import acme.api")
    for known in ([], ["acme"]):
        assert names(tmp_path, known=known)["tests/acme/web/test_api.py"] == "tests.acme.web.test_api"
        assert edges(tmp_path, known=known) == {("tests/acme/web/test_api.py", "src/acme/api.py")}


def test_stubs_of_what_is_installed_are_no_modules_of_that_name(tmp_path: Path) -> None:
    tree(tmp_path, "shop/__init__.py", "shop/api.py|import lib, shop.own", "typings/lib/__init__.pyi", "shop/own.pyi")
    assert names(tmp_path)["typings/lib/__init__.pyi"] == "typings.lib"
    assert edges(tmp_path) == {("shop/api.py", "shop/own.pyi")}


def test_a_repository_of_stubs_alone_is_read_as_any_other(tmp_path: Path) -> None:
    tree(tmp_path, "stubs/lib/__init__.pyi|import lib.part", "stubs/lib/part.pyi")
    assert edges(tmp_path) == {("stubs/lib/__init__.pyi", "stubs/lib/part.pyi")}


def test_a_part_of_a_package_that_is_also_published_by_itself(tmp_path: Path) -> None:
    """The project's own file inside a package ends it only where nobody imports what lies in it through the package."""
    tree(tmp_path, "shop/__init__.py", "shop/api/__init__.py", "shop/api/models.py", "shop/api/pyproject.toml")
    assert names(tmp_path)["shop/api/models.py"] == "models"
    tree(tmp_path, "shop/web.py|from shop.api import models")
    assert edges(tmp_path) == {("shop/web.py", "shop/api/models.py")}


def test_a_package_with_the_projects_file_in_it(tmp_path: Path) -> None:
    tree(tmp_path, "services/shop/__init__.py", "services/shop/pyproject.toml", "services/shop/db.py")
    tree(tmp_path, "services/shop/web.py|from shop import db")
    assert edges(tmp_path) == {("services/shop/web.py", "services/shop/db.py")}
    tree(tmp_path, "services/shop/web.py|import db")
    assert edges(tmp_path) == {("services/shop/web.py", "services/shop/db.py")}


def test_folder_without_init_inside_of_a_package(tmp_path: Path) -> None:
    tree(tmp_path, "shop/__init__.py", "shop/plugins/one.py")
    assert names(tmp_path)["shop/plugins/one.py"] == "shop.plugins.one"


def test_relative_imports_prove_a_package_without_init(tmp_path: Path) -> None:
    tree(tmp_path, "shop/api.py|from . import db", "shop/db.py")
    assert edges(tmp_path) == {("shop/api.py", "shop/db.py")}


def test_plain_folder_of_scripts(tmp_path: Path) -> None:
    tree(tmp_path, "jobs/load.py|import common", "jobs/common.py", "tools/common.py", "tools/x.py|import common")
    assert edges(tmp_path) == {("jobs/load.py", "jobs/common.py"), ("tools/x.py", "tools/common.py")}


def test_plain_folders_that_import_each_other_from_the_top(tmp_path: Path) -> None:
    tree(tmp_path, "main.py|from core import db", "core/db.py|import core.tables", "core/tables.py")
    assert edges(tmp_path) == {("main.py", "core/db.py"), ("core/db.py", "core/tables.py")}


def test_a_package_given_as_the_folder_keeps_its_full_names(tmp_path: Path) -> None:
    tree(
        tmp_path,
        "shop/__init__.py",
        "shop/sales/__init__.py|from . import api",
        "shop/sales/api.py|import shop.sales.db",
        "shop/sales/db.py",
    )
    assert names(tmp_path / "shop" / "sales") == {"__init__.py": "shop.sales", "api.py": "shop.sales.api", "db.py": "shop.sales.db"}
    assert edges(tmp_path / "shop" / "sales") == {("__init__.py", "api.py"), ("api.py", "db.py")}


def test_given_roots_override(tmp_path: Path) -> None:
    tree(tmp_path, "lib/python/shop/api.py", "other/x.py")
    facts = gather(tmp_path, roots=["./lib/python/"])
    assert [(module.name, module.root) for module in facts.modules] == [("shop.api", "lib/python")]
    assert names(tmp_path, roots=["."]) == {"lib/python/shop/api.py": "lib.python.shop.api", "other/x.py": "other.x"}


def test_a_root_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="there is no folder 'src'"):
        gather(tmp_path, roots=["src"])


def test_what_is_not_source_is_left_out(tmp_path: Path) -> None:
    tree(
        tmp_path,
        "a.py",
        ".git/b.py",
        ".hidden/b.py",
        "node_modules/b.py",
        "__pycache__/b.py",
        "build/lib/b.py",
        "dist/b.py",
        ".venv/b.py",
        "myenv/pyvenv.cfg",
        "myenv/lib/b.py",
        "{{ name }}/b.py",
        "shop/__init__.py",
        "shop/build/__init__.py",
        "shop/dist/c.py",
    )
    assert set(names(tmp_path)) == {"a.py", "shop/__init__.py", "shop/build/__init__.py", "shop/dist/c.py"}


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("b.py", {"a.py", "x/a.py", "x/y/a.py"}),
        ("/b.py", {"a.py", "x/a.py", "x/b.py", "x/y/a.py", "x/y/b.py"}),
        ("x/", {"a.py", "b.py"}),
        ("x/*.py", {"a.py", "b.py", "x/y/a.py", "x/y/b.py"}),
        ("x/**", {"a.py", "b.py"}),
        ("**/y", {"a.py", "b.py", "x/a.py", "x/b.py"}),
        ("x/**/b.py", {"a.py", "b.py", "x/a.py", "x/y/a.py"}),
        ("?.py", set()),
    ],
)
def test_exclude_is_written_as_in_gitignore(tmp_path: Path, pattern: str, left: set[str]) -> None:
    tree(tmp_path, "a.py", "b.py", "x/a.py", "x/b.py", "x/y/a.py", "x/y/b.py")
    assert set(names(tmp_path, exclude=[pattern])) == left


def test_links_are_not_followed(tmp_path: Path) -> None:
    tree(tmp_path, "repo/a.py", "outside/b.py")
    repo = tmp_path / "repo"
    (repo / "loop").symlink_to(repo)
    (repo / "out").symlink_to(tmp_path / "outside")
    (repo / "b.py").symlink_to(tmp_path / "outside" / "b.py")
    assert set(names(repo)) == {"a.py"}


def test_the_order_does_not_depend_on_the_file_system(tmp_path: Path) -> None:
    tree(tmp_path, "b.py", "a/z.py", "a.py", "a/b/c.py")
    paths = [module.path for module in gather(tmp_path).modules]
    assert paths == sorted(paths)


def test_asked_for_paths_that_exist(tmp_path: Path) -> None:
    tree(tmp_path, "contracts/orders.json")
    named = [f"{tmp_path}/contracts/orders.json", f"{tmp_path}/contracts", f"{tmp_path}/no.json", "null\0byte"]
    assert gather(tmp_path, named=named).existing == set(named[:2])


def test_patterns_that_leave_nothing_out_are_told(tmp_path: Path) -> None:
    tree(tmp_path, "shop/a.py", "old/b.py", "data/x.csv")
    (tmp_path / ".gitignore").write_text("/made/\n")
    patterns = ("old/**", "gone/**", "made/**", "data/", "*_pb2.py", "shop/a.py")
    facts = gather(tmp_path, exclude=patterns)
    assert facts.unused_excludes == ("gone/**", "*_pb2.py")
    assert [module.path for module in facts.modules] == []
