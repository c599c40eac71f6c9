"""What is wrong with a table of boundaries itself, whatever the code does."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.model import ROOT, Boundaries, Boundary
from archlint.rules.boundary_table import Row, Table, judged, listed
from archlint.rules.types import Found, Subject


def broken_terms(subject: Subject, name: str, table: Table) -> Iterator[Found]:
    """Rows that contradict each other or the table's own terms."""
    boundaries = table.boundaries
    for key in table.doubled:
        message = f"'{key}' has a row in '{name}' already; put both into one"
        yield Found(subject.at("code", "boundaries", name, "modules", key), name, message)
    yield from _against_the_rest(subject, name, boundaries)
    yield from _invisible(subject, name, table)
    if boundaries.acyclic:
        yield from _circles(subject, name, table)
    if boundaries.exact:
        yield from _unneeded(subject, name, table)


def _against_the_rest(subject: Subject, name: str, boundaries: Boundaries) -> Iterator[Found]:
    if boundaries.rest not in ("forbid", "dependencies-only"):
        return
    for key, boundary in boundaries.modules.items():
        if ROOT in (boundary.depends_on or ()) or (boundaries.rest == "forbid" and key == ROOT):
            message = (
                f"'{name}' does not allow '{ROOT}' here, since its `rest` is {boundaries.rest}; give that code a row of its own"
            )
            yield Found(subject.at("code", "boundaries", name, "modules", key), name, message, identity=f"{ROOT} in {key}")


def _invisible(subject: Subject, name: str, table: Table) -> Iterator[Found]:
    for row in _unique(table):
        for index, dependency in enumerate(row.boundary.depends_on or ()):
            target = table.rows.get(dependency)
            visible_to = target.boundary.visible_to if target is not None else None
            if visible_to is not None and listed(visible_to, row.name) is None:
                message = (
                    f"'{row.name}' depends on '{dependency}', which is not visible to it; take it out, or add it to `visible_to`"
                )
                place = subject.at("code", "boundaries", name, "modules", row.key, "depends_on", index)
                yield Found(place, name, message)


def _unique(table: Table) -> Iterator[Row]:
    return (row for _, row in sorted(table.rows.items()))


def _circles(subject: Subject, name: str, table: Table) -> Iterator[Found]:
    """The rows that lead back to themselves, each told where it lists the next row of its shortest way round."""
    lists = {row.name: tuple(row.boundary.depends_on or ()) for row in _unique(table)}
    told: set[str] = set()
    for start in lists:
        circle = [] if start in told else _way_round(lists, start)
        if circle:
            told.update(circle)
            row = table.rows[start]
            place = subject.at(
                "code", "boundaries", name, "modules", row.key, "depends_on", lists[start].index((*circle, start)[1])
            )
            path = " → ".join((*circle, start))
            yield Found(place, name, f"the modules of '{name}' depend on each other in a circle: {path}; take one of these out")


def _way_round(lists: dict[str, tuple[str, ...]], start: str) -> list[str]:
    """The shortest circle through a row of two rows or more; empty where there is none."""
    came_from: dict[str, str] = {}
    front = [start]
    while front:
        reached = []
        for row in front:
            for target in lists.get(row, ()):
                if target == start and row != start:
                    way = [row]
                    while way[-1] != start:
                        way.append(came_from[way[-1]])
                    return way[::-1]
                if target not in came_from and target != start:
                    came_from[target] = row
                    reached.append(target)
        front = reached
    return []


def _unneeded(subject: Subject, name: str, table: Table) -> Iterator[Found]:
    """Dependencies that no import needs, or that the layers or an open module allow already."""
    needed: dict[str, set[str]] = {}
    for use in table.uses():
        bare = use._replace(source=use.source._replace(boundary=_emptied(use.source.boundary)))
        if "does not list" in judged(table.boundaries, bare).reason:
            needed.setdefault(use.source.name, set()).add(use.target.name)
    for key, boundary in table.boundaries.modules.items():
        if "*" in key:
            continue
        for index, dependency in enumerate(boundary.depends_on or ()):
            if not any(listed((dependency,), target) for target in needed.get(key, ())):
                message = f"'{key}' does not need to list '{dependency}'; '{name}' is exact, so take it out"
                yield Found(subject.at("code", "boundaries", name, "modules", key, "depends_on", index), name, message)


def _emptied(boundary: Boundary) -> Boundary:
    from msgspec.structs import replace

    return replace(boundary, depends_on=())
