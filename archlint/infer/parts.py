"""The parts of a system as its top packages show them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from archlint.facts import Facts, Module
from archlint.infer.names import id_of
from archlint.model import Code, Component, Context, ContextCode, Interaction, Relation

_ASIDE = frozenset(
    (
        "test",
        "tests",
        "testing",
        "doc",
        "docs",
        "example",
        "examples",
        "script",
        "scripts",
        "tool",
        "tools",
        "benchmark",
        "benchmarks",
    )
)


class Parts(NamedTuple):
    """What goes into a model; with one package there are no contexts to tell apart."""

    roots: tuple[str, ...] = ()
    contexts: dict[str, Context] = {}  # noqa: RUF012  # never changed
    relations: tuple[Relation, ...] = ()
    components: dict[str, Component] = {}  # noqa: RUF012
    interactions: tuple[Interaction, ...] = ()


def parts_of(facts: Facts) -> Parts:
    """A component for each top package, and a context too where there are several; tests, docs and scripts stand aside."""
    tops: dict[str, str] = {}
    for module in facts.modules:
        name = module.name.partition(".")[0]
        if (module.name != name or module.is_package) and not _is_aside(module):
            tops.setdefault(name, _folder(module, name))
    ids: dict[str, str] = {}
    for name in tops:
        ids[name] = id_of(name, ids.values(), "package")
    pairs = sorted(_pairs(facts, tops))
    several = len(tops) > 1
    return Parts(
        roots=tuple(
            sorted(
                {module.root or "." for module in facts.modules if module.name.partition(".")[0] in tops and not _is_aside(module)}
            )
        ),
        contexts={ids[name]: Context(code=ContextCode(modules=(name,))) for name in tops} if several else {},
        relations=tuple(_relations(pairs, ids)),
        components={
            ids[name]: Component(
                kind="function", context=ids[name] if several else None, code=Code(path=path, language="python", modules=(name,))
            )
            for name, path in tops.items()
        },
        interactions=tuple(
            Interaction(id=f"{ids[source]}-{ids[target]}", source=ids[source], target=ids[target], protocol="import", style="sync")
            for source, target in pairs
        ),
    )


def _is_aside(module: Module) -> bool:
    return not _ASIDE.isdisjoint(module.path.lower().removesuffix(".py").split("/")) or module.name.split(".")[0] in (
        "setup",
        "conftest",
    )


def _folder(module: Module, name: str) -> str:
    path = f"{module.root}/{name}" if module.root else name
    return path if module.path.startswith(f"{path}/") else module.path


def _pairs(facts: Facts, tops: Iterable[str]) -> set[tuple[str, str]]:
    """The top packages of which the first imports the second."""
    known = set(tops)
    graph = facts.graph
    found: set[tuple[str, str]] = set()
    for number, targets in enumerate(graph.edges):
        source = graph.name(number).partition(".")[0]
        found.update((source, graph.name(target).partition(".")[0]) for target in targets)
    return {(source, target) for source, target in found if source != target and source in known and target in known}


def _relations(pairs: list[tuple[str, str]], ids: dict[str, str]) -> Iterable[Relation]:
    """Who imports is downstream; what they are to each other beyond that, the code does not say."""
    for source, target in pairs:
        if (target, source) not in pairs:
            yield Relation(source=ids[target], target=ids[source], pattern="conformist", because="Inferred from the imports")
        elif source < target:
            yield Relation(source=ids[source], target=ids[target], pattern="partnership", because="Inferred from the imports")
