"""Numbers as a table for people, and as JSON and CSV for programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from archlint.errors import UserError
from archlint.metrics.measure import Level, Unit, knots, measure
from archlint.metrics.scope import Scope

FORMATS: Final = ("text", "json", "csv")
SORTS: Final = (
    "distance",
    "name",
    "modules",
    "classes",
    "ca",
    "ce",
    "instability",
    "abstractness",
    "lcom4",
    "cycle",
)
_TOP: Final = 20


class _Column(NamedTuple):
    title: str
    value: Callable[[Unit], Any]


_COLUMNS: Final = (
    _Column("modules", lambda unit: unit.modules),
    _Column("classes", lambda unit: unit.classes),
    _Column("Ca", lambda unit: unit.ca),
    _Column("Ce", lambda unit: unit.ce),
    _Column("I", lambda unit: unit.instability),
    _Column("A", lambda unit: unit.abstractness),
    _Column("D", lambda unit: unit.distance),
    _Column("LCOM4", lambda unit: unit.lcom4_worst),
    _Column("mean", lambda unit: unit.lcom4_mean),
    _Column("cycle", lambda unit: unit.cycle or None),
)


def show(scope: Scope, by: Level, format: str = "text", sort: str = "distance", everything: bool = False) -> str:  # noqa: A002
    """The units of a level as text, with a line break at its end; JSON and CSV always have all of them.

    Raises:
        UserError: there is no such unit.
    """
    units = ordered(measure(scope, (by,))[by], sort)
    if not units:
        why = "no context of the model has code" if scope.numbers else "there is no Python code"
        raise UserError(f"there is no {by} to measure: {why}")
    if format == "json":
        return _json(scope, by, units)
    if format == "csv":
        return _csv(units)
    shown = units if everything else units[:_TOP]
    return "\n".join([*_table(by, shown), "", *_foot(scope, by, units, shown, sort)]) + "\n"


def ordered(units: Sequence[Unit], sort: str) -> list[Unit]:
    """Highest first, what has no such number last; names in their own order."""
    if sort == "name":
        return sorted(units, key=lambda unit: unit.name)
    field = "lcom4_worst" if sort == "lcom4" else sort

    def key(unit: Unit) -> tuple[bool, float, str]:
        value = getattr(unit, field)
        return value is None, -(value or 0), unit.name

    return sorted(units, key=key)


def _table(by: Level, units: Sequence[Unit]) -> list[str]:
    rows = [[unit.name, *(_cell(column.value(unit)) for column in _COLUMNS)] for unit in units]
    rows.insert(0, [by, *(column.title for column in _COLUMNS)])
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))]
    return [
        "  ".join([row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))])
        for row in rows
    ]


def _cell(value: float | int | None) -> str:
    if value is None:
        return "-"
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _foot(scope: Scope, by: Level, units: Sequence[Unit], shown: Sequence[Unit], sort: str) -> list[str]:
    part = f"{len(shown)} of " if len(shown) < len(units) else ""
    more = "; --all shows all" if part else ""
    word = by if len(units) == 1 else f"{by}s"
    lines = [f"{part}{len(units)} {word} by {sort}, {len(scope.numbers)} modules measured{more}"]
    sizes = [len(knot) for knot in knots(scope)]
    if sizes:
        listed = ", ".join(map(str, sizes[:8])) + (", …" if len(sizes) > 8 else "")
        lines.append(f"import cycles: {len(sizes)}, of {listed} modules")
    else:
        lines.append("import cycles: none")
    lines.append(
        "Ca, Ce: modules that import it, that it imports; I: instability; A: abstractness; D: distance from the main sequence;"
    )
    lines.append(f"LCOM4, mean: worst and mean cohesion of its classes, 1 is best; cycle: {by}s in its import cycle")
    return lines


def _json(scope: Scope, by: Level, units: Sequence[Unit]) -> str:
    import json

    import msgspec

    data = {
        "by": by,
        "modules": len(scope.numbers),
        "units": [_named(msgspec.to_builtins(unit), unit) for unit in units],
        "cycles": [{"size": len(knot), "modules": knot} for knot in knots(scope)],
    }
    return json.dumps(data, indent=2) + "\n"


def _named(data: dict[str, Any], unit: Unit) -> dict[str, Any]:
    return data | {"worst_class": None if unit.worst_class is None else unit.worst_class._asdict()}


def _csv(units: Sequence[Unit]) -> str:
    import csv
    import io

    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    fields = [name for name in Unit.__struct_fields__ if name != "worst_class"]
    writer.writerow([*fields, "worst_class"])
    for unit in units:
        worst = unit.worst_class.name if unit.worst_class else ""
        writer.writerow([*(_plain(getattr(unit, name)) for name in fields), worst])
    return stream.getvalue()


def _plain(value: Any) -> Any:
    return "" if value is None else value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value
