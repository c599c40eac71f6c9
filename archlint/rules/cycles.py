"""Cycles in a directed graph, and the edge whose removal opens most of one."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias

Graph: TypeAlias = Mapping[int, Collection[int]]
Edge: TypeAlias = tuple[int, int]

_DONE = 1 << 60
_TRIED = 48  # bridges that are tried in full; beyond, the best by how much they alone hold together


def components(graph: Graph) -> list[list[int]]:
    """The strongly connected components of more than one node, each sorted."""
    search = _Tarjan(graph)
    for node in graph:
        if node not in search.index:
            search.run(node)
    return sorted(sorted(component) for component in search.found)


class _Tarjan:
    """Tarjan's search (1972), without recursion; a node that is done has the index `_DONE`, so that it lowers nothing any more."""

    def __init__(self, graph: Graph) -> None:
        self.index: dict[int, int] = {}
        self.found: list[list[int]] = []
        self._graph = graph
        self._stack: list[int] = []
        self._count = 0

    def run(self, start: int) -> None:
        """Find the components that can be reached from a node."""
        graph, index, stack = self._graph, self.index, self._stack
        index[start] = self._count
        self._count += 1
        low = {start: index[start]}
        stack.append(start)
        work = [(start, iter(graph[start]))]
        while work:
            node, rest = work[-1]
            lowest = low[node]
            for target in rest:
                seen = index.get(target)
                if seen is None:
                    low[node] = lowest
                    index[target] = low[target] = self._count
                    self._count += 1
                    stack.append(target)
                    work.append((target, iter(graph[target])))
                    break
                if seen < lowest:
                    lowest = seen
            else:
                work.pop()
                low[node] = lowest
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], lowest)
                if lowest == index[node]:
                    self._close(node)

    def _close(self, node: int) -> None:
        """Take the component that begins at a node off the stack."""
        component = [self._stack.pop()]
        while component[-1] != node:
            component.append(self._stack.pop())
        for each in component:
            self.index[each] = _DONE
        if len(component) > 1:
            self.found.append(component)


def best_cut(graph: Graph, weight: Mapping[Edge, int]) -> tuple[Edge, int]:
    """The edge to remove from a strongly connected graph, and how many of its nodes are then in no cycle any more.

    Only a strong bridge opens anything, so that only those are tried. Where there is none, an edge of a shortest cycle is given.
    `weight` says how many imports stand behind an edge; of equal edges the lightest is taken, then the first.
    """
    held = _bridges(graph)
    candidates = sorted(held, key=lambda edge: (-held[edge], weight[edge], edge))[:_TRIED]
    best: tuple[int, int, Edge] | None = None
    for edge in candidates:
        left = sum(map(len, components(_without(graph, edge))))
        best = min(best or (left, weight[edge], edge), (left, weight[edge], edge))
    if best is not None:
        return best[2], len(graph) - best[0]
    return _edge_of_shortest_cycle(graph, weight), 0


def _edge_of_shortest_cycle(graph: Graph, weight: Mapping[Edge, int]) -> Edge:
    edges = [(source, target) for source in graph for target in graph[source]]
    mutual = [(weight[edge], edge) for edge in edges if edge[0] in graph[edge[1]]]
    if mutual:
        return min(mutual)[1]
    return min((len(shortest_path(graph, edge[1], edge[0])), weight[edge], edge) for edge in edges)[2]


def shortest_path(graph: Graph, start: int, end: int) -> list[int]:
    """The nodes from start to end, both included; of equally short paths always the same."""
    came_from = {start: start}
    front = deque([start])
    while front:
        node = front.popleft()
        if node == end:
            path = [node]
            while path[-1] != start:
                path.append(came_from[path[-1]])
            return path[::-1]
        for target in graph.get(node, ()):
            if target not in came_from:
                came_from[target] = node
                front.append(target)
    return []


def _without(graph: Graph, edge: Edge) -> Graph:
    return {**graph, edge[0]: [target for target in graph[edge[0]] if target != edge[1]]}


def _bridges(graph: Graph) -> dict[Edge, int]:
    """The edges without which a strongly connected graph falls apart, with the number of nodes that only they lead to or from.

    An edge is one if it is a bridge from any fixed node, or to it (Italiano, Laura and Santaroni 2012).
    """
    start = min(graph)
    backward: dict[int, list[int]] = {node: [] for node in graph}
    for source in graph:
        for target in graph[source]:
            backward[target].append(source)
    held = _flow_bridges(graph, backward, start)
    for (target, source), size in _flow_bridges(backward, graph, start).items():
        held[(source, target)] = max(size, held.get((source, target), 0))
    return held


def _flow_bridges(graph: Graph, backward: Graph, start: int) -> dict[Edge, int]:
    """The edges that all paths from the start to some node go through: no other edge can replace one from the node's dominator."""
    order = _reverse_postorder(graph, start)
    above = _dominators(order, backward)
    position = {node: place for place, node in enumerate(order)}
    size = dict.fromkeys(order, 1)
    for node in reversed(order[1:]):
        size[above[node]] += size[node]
    bridges = {}
    for node in order[1:]:
        dominator = above[node]
        others = [source for source in backward[node] if source != dominator]
        if dominator in backward[node] and all(_is_below(source, node, above, position) for source in others):
            bridges[(dominator, node)] = size[node]
    return bridges


def _is_below(node: int, top: int, above: Mapping[int, int], position: Mapping[int, int]) -> bool:
    while position[node] > position[top]:
        node = above[node]
    return node == top


def _reverse_postorder(graph: Graph, start: int) -> list[int]:
    order: list[int] = []
    seen = {start}
    work = [(start, iter(graph[start]))]
    while work:
        node, rest = work[-1]
        target = next((target for target in rest if target not in seen), None)
        if target is None:
            work.pop()
            order.append(node)
        else:
            seen.add(target)
            work.append((target, iter(graph[target])))
    return order[::-1]


def _dominators(order: list[int], backward: Graph) -> dict[int, int]:
    """Each node's nearest dominator (Cooper, Harvey and Kennedy 2001); all nodes can be reached from the first."""
    position = {node: place for place, node in enumerate(order)}
    above = {order[0]: order[0]}
    changed = True
    while changed:
        changed = False
        for node in order[1:]:
            known = [source for source in backward[node] if source in above]
            best = known[0]
            for source in known[1:]:
                best = _common(best, source, above, position)
            if above.get(node) != best:
                above[node] = best
                changed = True
    return above


def _common(left: int, right: int, above: Mapping[int, int], position: Mapping[int, int]) -> int:
    while left != right:
        while position[left] > position[right]:
            left = above[left]
        while position[right] > position[left]:
            right = above[right]
    return left


def restricted(edges: Mapping[int, Iterable[int]], nodes: Collection[int]) -> dict[int, list[int]]:
    """The part of a graph between some of its nodes, in a fixed order."""
    inside = set(nodes)
    return {node: sorted(target for target in edges[node] if target in inside) for node in sorted(inside)}
