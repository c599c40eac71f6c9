"""An order in which most imports lead downwards, and the few edges that show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from heapq import heappop, heappush
from typing import TypeAlias

from archlint.rules import components

Weights: TypeAlias = Mapping[tuple[int, int], int]


def layered(nodes: Iterable[int], weights: Weights) -> tuple[list[int], dict[int, int]]:
    """The nodes, importers first, and for those in a cycle which one.

    The order is a topological one of the condensation, in which each cycle is one node. Inside a cycle the order keeps as many
    imports as it can leading downwards (Eades, Lin and Smyth 1993, weighted). Nodes that could stand anywhere stand as given.
    """
    given = list(nodes)
    targets: dict[int, list[int]] = {node: [] for node in given}
    for source, target in sorted(weights):
        if source != target:
            targets[source].append(target)
    found = components(targets)
    cycle = {node: number for number, component in enumerate(found) for node in component}
    group = {node: ("cycle", cycle[node]) if node in cycle else ("node", node) for node in given}
    order: list[int] = []
    for key in _topological(given, targets, group):
        members = [node for node in given if group[node] == key]
        order += members if len(members) == 1 else _untangled(members, weights)
    return order, cycle


def _topological(given: list[int], targets: Mapping[int, list[int]], group: Mapping[int, tuple[str, int]]) -> list[tuple[str, int]]:
    """The groups, importers first (Kahn 1962), those that are free to choose in the given order."""
    place: dict[tuple[str, int], int] = {}
    for node in given:
        place.setdefault(group[node], len(place))
    keys = list(place)
    after: list[set[int]] = [set() for _ in keys]
    for node in given:
        own = place[group[node]]
        after[own] |= {place[group[target]] for target in targets[node]} - {own}
    waiting = Counter(target for each in after for target in each)
    free = [number for number in range(len(keys)) if not waiting[number]]  # a heap, being sorted
    order: list[tuple[str, int]] = []
    while free:
        number = heappop(free)
        order.append(keys[number])
        for target in after[number]:
            waiting[target] -= 1
            if not waiting[target]:
                heappush(free, target)
    return order


def _untangled(members: list[int], weights: Weights) -> list[int]:
    """Takes sources from the front and sinks from the back, and where there is neither, what leads out more than in."""
    inside = set(members)
    edges = {(a, b): weight for (a, b), weight in weights.items() if a != b and a in inside and b in inside}
    out = dict.fromkeys(members, 0)
    into = dict.fromkeys(members, 0)
    near: dict[int, set[int]] = {node: set() for node in members}
    for (source, target), weight in edges.items():
        out[source] += weight
        into[target] += weight
        near[source].add(target)
        near[target].add(source)
    first: list[int] = []
    last: list[int] = []
    left = dict.fromkeys(members)
    while left:
        node = min(left, key=lambda each: _turn(into[each], out[each]))
        (last if not out[node] and into[node] else first).append(node)
        del left[node]
        for other in near[node]:
            out[other] -= edges.get((other, node), 0)
            into[other] -= edges.get((node, other), 0)
    return first + last[::-1]


def _turn(into: int, out: int) -> tuple[int, int]:
    if not out:
        return (0, 0)
    if not into:
        return (1, 0)
    return (2, into - out)


def principal(order: list[int], weights: Weights) -> set[tuple[int, int]]:
    """The edges that a picture needs: all against the order, and of the others those that no longer way stands for."""
    place = {node: index for index, node in enumerate(order)}
    down: dict[int, set[int]] = {node: set() for node in order}
    against = set()
    for source, target in weights:
        if place[source] < place[target]:
            down[source].add(target)
        elif source != target:
            against.add((source, target))
    reached: dict[int, set[int]] = {}
    for node in reversed(order):
        reached[node] = set().union(*(reached[target] | {target} for target in down[node]))
    kept = {
        (node, target)
        for node in order
        for target in down[node]
        if not any(target in reached[other] for other in down[node] if other != target)
    }
    return kept | against
