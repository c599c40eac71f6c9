"""The numbers as tables that can be sorted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from archlint.metrics import Level, Unit
from archlint.report.html.text import esc, figure, section

_COLUMNS: Final = (
    ("modules", "modules", "Modules inside"),
    ("classes", "classes", "Classes inside"),
    ("Ca", "ca", "Afferent coupling: modules outside that import it"),
    ("Ce", "ce", "Efferent coupling: modules outside that it imports"),
    ("I", "instability", "Instability: Ce / (Ca + Ce)"),
    ("A", "abstractness", "Abstractness: abstract classes / classes"),
    ("D", "distance", "Distance from the main sequence: |A + I - 1|"),
    ("LCOM4", "lcom4_worst", "Lack of cohesion, worst class: groups of methods that share nothing; 1 is best"),
    ("mean", "lcom4_mean", "Lack of cohesion, mean of its classes"),
    ("cycle", "cycle", "How many are in its import cycle"),
)


def metrics_section(levels: Mapping[Level, Sequence[Unit]]) -> str:
    """A table for each level that has units: contexts, packages, modules."""
    shown: list[Level] = [level for level in ("context", "package", "module") if levels[level]]
    if not shown:
        return ""
    buttons = "".join(
        f'<button type="button" data-table="{level}" aria-pressed="{str(not position).lower()}">{level}s '
        f"<b>{len(levels[level])}</b></button>"
        for position, level in enumerate(shown)
    )
    tools = (
        f'<div class="tools needs-script"><div class="switch" role="group" aria-label="What a line is">{buttons}</div>'
        "<label>Name "
        '<input type="search" id="by-name" placeholder="part of a name" autocomplete="off" spellcheck="false"></label></div>'
    )
    tables = "".join(_table(level, levels[level], hidden=position > 0) for position, level in enumerate(shown))
    lead = "Choose a column's head to sort by it. Test code and imports for type checkers only do not count."
    return section("metrics", "Metrics", lead, tools + tables)


def _table(level: Level, units: Sequence[Unit], hidden: bool) -> str:
    ordered = sorted(units, key=lambda unit: (unit.distance is None, -(unit.distance or 0), unit.name))
    heads = "".join(f'<th scope="col" title="{esc(meaning)}"{_sorted(field)}>{title}</th>' for title, field, meaning in _COLUMNS)
    rows = "\n".join(map(_row, ordered))
    return (
        f'<div class="scroll table" data-level="{level}" tabindex="0" role="region" aria-label="Metrics of {level}s"'
        f"{' hidden' if hidden else ''}>"
        f'<table><thead><tr><th scope="col">{level}</th>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table></div>'
    )


def _sorted(field: str) -> str:
    return ' aria-sort="descending"' if field == "distance" else ""


def _row(unit: Unit) -> str:
    cells = "".join(_cell(unit, field) for _, field, _ in _COLUMNS)
    return f'<tr><th scope="row">{esc(unit.name)}</th>{cells}</tr>'


def _cell(unit: Unit, field: str) -> str:
    value = getattr(unit, field)
    if field == "cycle":
        return f'<td class="bad">{value}</td>' if value else f"<td>{figure(None)}</td>"
    if field == "lcom4_worst" and unit.worst_class is not None and value and value > 1:
        return f'<td title="{esc(unit.worst_class.name)}">{value}</td>'
    return f"<td>{figure(value)}</td>"
