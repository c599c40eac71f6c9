"""The search for cycles, and the import that opens one."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.rules.cycles import best_cut, components, restricted, shortest_path
from tests.rules.helpers import found, places

GRAPHS = st.integers(2, 7).flatmap(
    lambda size: st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=20).map(
        lambda pairs: {node: sorted({b for a, b in pairs if a == node != b}) for node in range(size)}
    )
)


@given(GRAPHS)
@settings(max_examples=150, deadline=None)
def test_two_nodes_are_in_one_component_when_each_leads_to_the_other(graph: dict[int, list[int]]) -> None:
    together = {node: number for number, component in enumerate(components(graph)) for node in component}
    for one in graph:
        for other in graph:
            mutual = bool(one != other and shortest_path(graph, one, other) and shortest_path(graph, other, one))
            assert mutual == (one != other and together.get(one, -1) == together.get(other, -2))


@given(GRAPHS)
@settings(max_examples=150, deadline=None)
def test_no_edge_opens_more_than_the_best_cut(graph: dict[int, list[int]]) -> None:
    for component in components(graph):
        inner = restricted(graph, component)
        edges = {(source, target): 1 for source in inner for target in inner[source]}
        (cut, freed) = best_cut(inner, edges)

        def opened(edge: tuple[int, int], inner: dict[int, list[int]] = inner) -> int:
            rest = {node: [each for each in targets if (node, each) != edge] for node, targets in inner.items()}
            return len(inner) - sum(map(len, components(rest)))

        assert cut in edges
        assert opened(cut) == freed == max(map(opened, edges))


def test_the_import_that_opens_the_knot(tmp_path: Path) -> None:
    text = """
=== a.py ===
import b
import c
=== b.py ===
import d
=== c.py ===
import d
=== d.py ===
x = 1
import a
"""
    (finding,) = found(tmp_path, text, "import-cycle")
    assert (finding.path, finding.line, finding.element) == ("d.py", 2, "d")
    assert "4 modules" in finding.message
    assert "without this import it is open" in finding.message
    assert [step.text for step in finding.steps] == ["d imports a", "a imports b", "b imports d"]


def test_two_knots_are_two_findings(tmp_path: Path) -> None:
    text = "=== a.py ===\nimport b\n=== b.py ===\nimport a\n=== c.py ===\nimport d\nimport a\n=== d.py ===\nimport c\n"
    assert places(found(tmp_path, text, "import-cycle")) == [("a.py", 1), ("c.py", 1)]


def test_a_package_that_imports_its_parts_is_no_cycle(tmp_path: Path) -> None:
    text = (
        "=== shop/__init__.py ===\nfrom shop import a\nfrom .b import f\n=== shop/a.py ===\nfrom shop import b\n"
        "=== shop/b.py ===\nfrom . import c\nimport shop.c\n=== shop/c.py ===\n"
    )
    assert found(tmp_path, text, "import-cycle") == ()


def test_a_part_that_needs_its_package_is_one(tmp_path: Path) -> None:
    text = "=== shop/__init__.py ===\nfrom shop.a import f\nVERSION = 1\n=== shop/a.py ===\nfrom shop import VERSION\n"
    assert len(found(tmp_path, text, "import-cycle")) == 1


def test_imports_that_do_not_run_at_load_are_no_cycle(tmp_path: Path) -> None:
    for number, late in enumerate(
        (
            "def f():\n    import a\n",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import a\n",
            "if __name__ == '__main__':\n    import a\n",
        )
    ):
        folder = tmp_path / str(number)
        assert found(folder, f"=== a.py ===\nimport b\n=== b.py ===\n{late}", "import-cycle") == ()
