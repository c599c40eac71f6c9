"""Contracts of import-linter are kept and broken here as there: each type and option, and random packages."""

from __future__ import annotations

import itertools
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archlint.facts import is_at_or_below
from tests.peers.lint_imports import verdicts
from tests.peers.repositories import broken, ends, package, write

MODULES = ["a", "a.one", "a.two", "b", "b.one", "b.two", "c", "c.one", "d", "e"]
EXTERNAL = ("django", "json")
_numbers = itertools.count()


def contract(name: str, **options: str | list[str]) -> str:
    lines = [f"[importlinter:contract:{name}]", f"name = {name}"]
    for key, value in options.items():
        lines.append(f"{key} =" + "".join(f"\n    {each}" for each in value) if isinstance(value, list) else f"{key} = {value}")
    return "\n".join(lines) + "\n"


def repository(
    folder: Path,
    imports: list[tuple[str, str]],
    contracts: str,
    session: str = "",
    type_checking: list[tuple[str, str]] | None = None,
) -> Path:
    """A package of a name that no other test has; the contracts call it P, the imports leave it out."""
    name = f"p{next(_numbers)}x"

    def named(text: str) -> str:
        return text if text in EXTERNAL else name if text == "" else f"{name}.{text}"

    def pairs(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
        return [(named(source), named(target)) for source, target in found]

    files = package([named(each) for each in ("", *MODULES)], pairs(imports), pairs(type_checking or []))
    text = f"[importlinter]\nroot_package = P\n{session}\n{contracts}".replace("P.", f"{name}.").replace("P\n", f"{name}\n")
    return write(folder, {**files, ".importlinter": text})


def assert_same(folder: Path) -> dict[str, bool]:
    """The same contracts are broken, between the same modules."""
    theirs = verdicts(folder)
    assert isinstance(theirs, dict), theirs
    ours = broken(folder)
    assert {name for name, verdict in theirs.items() if not verdict.kept} == set(ours)
    for name, verdict in theirs.items():
        findings = [
            each for each in ours.get(name, ()) if each.rule in ("layers", "forbidden-import", "independence", "protected-module")
        ]
        assert {ends(each) for each in findings if not each.steps and "is in no layer" not in each.message} == verdict.direct
        chains = {ends(each) for each in findings if each.steps}
        for importer, imported in verdict.packages:
            assert any(_joins(pair, importer, imported) for pair in (*verdict.direct, *chains)), (importer, imported)
        for pair in chains:
            assert any(_joins(pair, *packages) for packages in verdict.packages), pair
    return {name: verdict.kept for name, verdict in theirs.items()}


def _joins(pair: tuple[str, str], importer: str, imported: str) -> bool:
    return is_at_or_below(pair[0], importer) and is_at_or_below(pair[1], imported)


LAYERED = ["a", "b", "c"]
CASES = {
    "layers kept": ([("a", "b"), ("b", "c")], contract("x", type="layers", layers=["P.a", "P.b", "P.c"]), ""),
    "layers broken": ([("c.one", "a.two")], contract("x", type="layers", layers=["P.a", "P.b", "P.c"]), ""),
    "layers in a container": ([("c", "a")], contract("x", type="layers", layers=LAYERED, containers="P"), ""),
    "layers in two containers": ([("b.two", "b.one")], contract("x", type="layers", layers=["one", "two"], containers=["P.a", "P.b"]), ""),
    "layers in containers by wildcard": ([("b.two", "b.one")], contract("x", type="layers", layers=["(one)", "(two)"], containers=["P.*"], ignore_imports=["P.b.two -> P.b.one"]), ""),
    "a chain through no layer": ([("c", "d"), ("d", "e"), ("e", "a")], contract("x", type="layers", layers=["P.a", "P.c"]), ""),
    "a chain through another layer": ([("c", "b"), ("b", "a")], contract("x", type="layers", layers=["P.a", "P.b", "P.c"]), ""),
    "independent siblings": ([("b", "c")], contract("x", type="layers", layers=["P.a", "P.b | P.c"]), ""),
    "dependent siblings": ([("b", "c"), ("c", "b")], contract("x", type="layers", layers=["P.a", "P.b : P.c"]), ""),
    "a sibling and an upper layer": ([("b", "a")], contract("x", type="layers", layers=["P.a", "P.b : P.c"]), ""),
    "an optional layer": ([("b", "a")], contract("x", type="layers", layers=["P.a", "(P.zzz)", "P.b"]), ""),
    "exhaustive": ([], contract("x", type="layers", layers=LAYERED, containers="P", exhaustive="true"), ""),
    "exhaustive with leave": ([], contract("x", type="layers", layers=LAYERED, containers="P", exhaustive="true", exhaustive_ignores=["d", "e"]), ""),
    "layers with an ignored import": ([("c", "a")], contract("x", type="layers", layers=LAYERED, containers="P", ignore_imports=["P.c -> P.a"]), ""),
    "ignored by wildcards": ([("c.one", "a.two")], contract("x", type="layers", layers=LAYERED, containers="P", ignore_imports=["P.c.* -> P.**.two"]), ""),
    "ignored too little": ([("c.one", "a.two"), ("c", "a")], contract("x", type="layers", layers=LAYERED, containers="P", ignore_imports=["P.c.* -> P.a.*"]), ""),
    "forbidden directly": ([("a.one", "b.two")], contract("x", type="forbidden", source_modules="P.a", forbidden_modules="P.b"), ""),
    "forbidden by a chain": ([("a", "d"), ("d", "b")], contract("x", type="forbidden", source_modules=["P.a"], forbidden_modules=["P.b"]), ""),
    "a chain that is allowed": ([("a", "d"), ("d", "b")], contract("x", type="forbidden", source_modules="P.a", forbidden_modules="P.b", allow_indirect_imports="true"), ""),
    "modules, not packages": ([("a.one", "b")], contract("x", type="forbidden", source_modules="P.a", forbidden_modules="P.b", as_packages="false"), ""),
    "modules, not packages, broken": ([("a", "b")], contract("x", type="forbidden", source_modules="P.a", forbidden_modules="P.b", as_packages="false"), ""),
    "both sides overlap": ([("a", "a.one"), ("a.one", "a.two")], contract("x", type="forbidden", source_modules=["P.a", "P.c"], forbidden_modules=["P.a.one", "P.b"]), ""),
    "forbidden by a wildcard": ([("a", "c.one")], contract("x", type="forbidden", source_modules="P.a", forbidden_modules=["P.*.one"]), ""),
    "forbidden, from its own package": ([("b.one", "a"), ("a", "b")], contract("x", type="forbidden", source_modules=["P.*"], forbidden_modules=["P.b"]), ""),
    "independence": ([("a", "d"), ("d", "c.one")], contract("x", type="independence", modules=["P.a", "P.b", "P.c"]), ""),
    "independence by a wildcard": ([("a.one", "a.two")], contract("x", type="independence", modules=["P.a.*"]), ""),
    "independence kept": ([("d", "a"), ("d", "b")], contract("x", type="independence", modules=["P.a", "P.b"]), ""),
    "protected": ([("c", "a.one"), ("b", "a")], contract("x", type="protected", protected_modules="P.a", allowed_importers="P.b"), ""),
    "protected kept": ([("b.one", "a.one"), ("a.one", "a.two")], contract("x", type="protected", protected_modules="P.a", allowed_importers="P.b"), ""),
    "protected modules, not packages": ([("b.one", "a"), ("c", "a.one")], contract("x", type="protected", protected_modules="P.a", allowed_importers="P.b", as_packages="false"), ""),
    "protected by a wildcard": ([("a.one", "a.two"), ("b.one", "b.two")], contract("x", type="protected", protected_modules=["P.*.two"], allowed_importers=["P.b"]), ""),
    "acyclic siblings": ([("a.one", "b"), ("b.one", "c"), ("c", "a")], contract("x", type="acyclic_siblings", ancestors="P"), ""),
    "acyclic below": ([("a.one", "a.two"), ("a.two", "a.one")], contract("x", type="acyclic_siblings", ancestors="P"), ""),
    "acyclic at depth zero": ([("a.one", "a.two"), ("a.two", "a.one")], contract("x", type="acyclic_siblings", ancestors="P", depth="0"), ""),
    "acyclic but for": ([("a.one", "a.two"), ("a.two", "a.one")], contract("x", type="acyclic_siblings", ancestors="P", skip_descendants="P.a"), ""),
    "acyclic with the package's own imports": ([("", "a"), ("a", ""), ("b", "b.one"), ("b.one", "b")], contract("x", type="acyclic_siblings", ancestors="P"), ""),
    "nobody uses an exception, and that is fine": ([], contract("x", type="independence", modules=["P.a", "P.b"], ignore_imports="P.a -> P.b", unmatched_ignore_imports_alerting="none"), ""),
    "nobody uses an exception, and that is a warning": ([], contract("x", type="independence", modules=["P.a", "P.b"], ignore_imports="P.a -> P.b", unmatched_ignore_imports_alerting="warn"), ""),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_contract_is_kept_or_broken_as_with_import_linter(case: str, tmp_path: Path) -> None:
    imports, contracts, session = CASES[case]
    assert_same(repository(tmp_path, imports, contracts, session))


TOPS = ["a", "b", "c", "d", "e"]
_modules = st.sampled_from(MODULES)
_some = st.lists(_modules, min_size=1, max_size=3, unique=True)
_tops = st.lists(st.sampled_from(TOPS), min_size=2, max_size=4, unique=True)


def _in_full(names: list[str]) -> list[str]:
    return [f"P.{name}" for name in names]


@st.composite
def _layers(draw: st.DrawFn) -> dict[str, str | list[str]]:
    names = draw(_tops)
    separators = draw(st.lists(st.sampled_from(["\n", " | ", " : "]), min_size=len(names) - 1, max_size=len(names) - 1))
    text = names[0] + "".join(separator + name for separator, name in zip(separators, names[1:], strict=True))
    lines = [line if not ("|" in line and ":" in line) else line.replace("|", ":") for line in text.split("\n")]
    return {"type": "layers", "layers": lines, "containers": "P"}


_contracts = st.one_of(
    _layers(),
    st.builds(
        lambda sources, targets, direct, packages: {
            "type": "forbidden",
            "source_modules": _in_full(sources),
            "forbidden_modules": _in_full(targets),
            "allow_indirect_imports": str(direct),
            "as_packages": str(packages),
        },
        _some,
        _some,
        st.booleans(),
        st.booleans(),
    ),
    st.builds(lambda names: {"type": "independence", "modules": _in_full(names)}, _tops),
    st.builds(
        lambda protected, allowed, packages: {
            "type": "protected",
            "protected_modules": _in_full(protected),
            "allowed_importers": _in_full(allowed),
            "as_packages": str(packages),
        },
        _some,
        _some,
        st.booleans(),
    ),
    st.builds(
        lambda depth: {"type": "acyclic_siblings", "ancestors": "P", "depth": str(depth)},
        st.integers(0, 2),
    ),
)
_pairs = st.tuples(_modules, _modules).filter(lambda pair: pair[0] != pair[1])
_imports = st.lists(st.one_of(_pairs, st.tuples(_modules, st.sampled_from(EXTERNAL))), max_size=14, unique=True)
_ignored = st.lists(
    st.tuples(st.sampled_from(["a", "b.one", "c.*", "*", "a.**", "**"]), st.sampled_from(["a.one", "b", "c.*", "**.two", "d"])),
    max_size=2,
)
_external = st.builds(
    lambda sources, targets: {"type": "forbidden", "source_modules": _in_full(sources), "forbidden_modules": targets},
    _some,
    st.lists(st.sampled_from([*EXTERNAL, "P.b"]), min_size=1, max_size=2, unique=True),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    imports=_imports,
    type_checking=st.lists(_pairs, max_size=3, unique=True),
    contracts=st.lists(st.tuples(st.one_of(_contracts, _external), _ignored), min_size=1, max_size=3),
    excluded=st.booleans(),
)
def test_random_contracts_on_random_packages(
    imports: list[tuple[str, str]],
    type_checking: list[tuple[str, str]],
    contracts: list[tuple[dict[str, str | list[str]], list[tuple[str, str]]]],
    excluded: bool,
) -> None:
    session = f"include_external_packages = True\nexclude_type_checking_imports = {excluded}"
    text = ""
    for number, (options, ignored) in enumerate(contracts):
        lines: list[str] = [f"P.{source} -> P.{target}" for source, target in ignored]
        leave: dict[str, str | list[str]] = {"ignore_imports": lines, "unmatched_ignore_imports_alerting": "none"} if lines else {}
        text += contract(f"c{number}", **options, **leave)
    with TemporaryDirectory() as folder:
        assert_same(repository(Path(folder), imports, text, session, type_checking))
