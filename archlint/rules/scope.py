"""The part of a repository that contracts on imports speak of."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from archlint.facts import TYPING, ImportGraph, Module, ignore_matcher, is_at_or_below
from archlint.facts.graph import Links


def restricted(graph: ImportGraph, inside: Callable[[Module], bool], type_checking: bool = True) -> ImportGraph:
    """The graph of some of the modules only; what lies outside of them is external to it.

    Args:
        graph: the graph of all modules.
        inside: whether a module belongs to the part.
        type_checking: whether imports that are made for type checkers alone count.
    """
    kept = [number for number, module in enumerate(graph.modules) if inside(module)]
    if len(kept) == len(graph.modules) and type_checking:
        return graph
    numbers = {number: new for new, number in enumerate(kept)}
    unwanted = 0 if type_checking else TYPING
    links: list[Links | None] = []
    for number in kept:
        edges, externals = graph.edges[number], graph.externals[number]
        if all(target in numbers for target in edges):
            inner = {numbers[target]: flags for target, flags in edges.items() if flags != unwanted}
            links.append(Links(inner, {name: flags for name, flags in externals.items() if flags != unwanted}))
        else:  # what leads out of the part becomes external, under the name that it is imported by
            links.append(None)
    part = ImportGraph([graph.modules[number] for number in kept], links)
    if not type_checking:
        part.edges = [{target: flags for target, flags in edges.items() if flags != unwanted} for edges in part.edges]
        part.externals = [{name: flags for name, flags in found.items() if flags != unwanted} for found in part.externals]
    return part


def in_packages(names: tuple[str, ...]) -> Callable[[Module], bool]:
    """Whether a module is in one of the packages."""
    return lambda module: any(is_at_or_below(module.name, name) for name in names)


def in_files(roots: Sequence[str], exclude: Sequence[str]) -> Callable[[Module], bool] | None:
    """Whether a module's file lies in one of the folders and is not excluded, itself or a folder above it; None: all do."""
    everywhere = not roots or "" in roots
    if everywhere and not exclude:
        return None
    excluded = ignore_matcher(exclude)
    verdicts: dict[str, bool] = {"": False}

    def is_out(path: str, is_folder: bool) -> bool:
        known = verdicts.get(path)
        if known is None:
            known = verdicts[path] = is_out(path.rpartition("/")[0], True) or excluded(path, is_folder)
        return known

    return lambda module: (
        (everywhere or any(module.path.startswith(f"{root}/") for root in roots)) and not is_out(module.path, False)
    )
