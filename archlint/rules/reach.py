"""What each module leads to, all of it at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from archlint.rules.imports import Edges

_DONE = 1 << 60


class Reach:
    """Which marked modules the others lead to, as the bits of a number.

    Each module is looked at once: modules in a circle lead to the same, and what a module leads to is what its imports are and
    lead to (Tarjan's search of 1972, which finishes a circle after all that it leads to).

    Args:
        edges: who imports whom.
        marks: the bits of the marked modules.
        through: whether a chain may lead through a marked module; else it ends there.
    """

    def __init__(self, edges: Edges, marks: Mapping[int, int], through: bool) -> None:
        self._edges = edges
        self._marks = marks
        self._through = through
        self._index: dict[int, int] = {}
        self._found: dict[int, int] = {}

    def of(self, start: int) -> int:
        """The bits of all that a module leads to."""
        if start not in self._found:
            self._search(start)
        return self._found[start]

    def of_all(self, starts: Iterable[int]) -> int:
        """The bits of all that any of these leads to."""
        bits = 0
        for start in starts:
            bits |= self.of(start)
        return bits

    def _search(self, start: int) -> None:
        edges, marks, index, found, through = self._edges, self._marks, self._index, self._found, self._through
        stack = [start]
        index[start] = count = len(index)
        work = [(start, iter(edges[start]))]
        lows, sums = [count], [0]
        while work:
            node, rest = work[-1]
            low, bits = lows[-1], sums[-1]
            for target in rest:
                mark = marks.get(target)
                if mark is not None:
                    bits |= mark
                    if not through:
                        continue
                seen = index.get(target)
                if seen is None:
                    index[target] = count = len(index)
                    stack.append(target)
                    lows[-1], sums[-1] = low, bits
                    work.append((target, iter(edges[target])))
                    lows.append(count)
                    sums.append(0)
                    break
                if seen == _DONE:
                    bits |= found[target]
                elif seen < low:
                    low = seen
            else:
                work.pop()
                lows.pop()
                sums.pop()
                if low == index[node]:
                    self._close(stack, node, bits)
                if work:
                    sums[-1] |= bits
                    lows[-1] = min(lows[-1], low)

    def _close(self, stack: list[int], node: int, bits: int) -> None:
        """A circle of modules is complete, and all of them lead to the same."""
        last = -1
        while last != node:
            last = stack.pop()
            self._found[last] = bits
            self._index[last] = _DONE


def leads_to(edges: Edges, sources: Set[int], targets: Set[int], indirect: bool) -> bool:
    """Whether any of the sources imports one of the targets, directly or by a chain."""
    seen = set(sources)
    front = seen
    while front:
        front = set().union(*(edges[number] for number in front))
        if not front.isdisjoint(targets):
            return True
        if not indirect:
            return False
        front -= seen
        seen |= front
    return False


def bits_of(number: int) -> Iterator[int]:
    """The positions of the bits that are set, lowest first."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest
