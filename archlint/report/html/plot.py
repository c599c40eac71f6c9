"""The main-sequence plot: abstractness over instability, one dot for each package or context."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Final

from archlint.metrics import Level, Unit
from archlint.report.html.text import counted, esc, section

_SIDE: Final = 440.0
_LEFT, _TOP, _RIGHT, _BOTTOM = 58.0, 22.0, 24.0, 52.0
_ZONE: Final = 0.62  # how far the zones reach from their corners
_LABELS: Final = 6


def plot_section(levels: Mapping[Level, Sequence[Unit]]) -> str:
    """One plot for each level that has dots."""
    shown: list[Level] = [level for level in ("context", "package") if any(unit.distance is not None for unit in levels[level])]
    if not shown:
        return ""
    lead = (
        "Martin's view of coupling: <b>I</b> is instability (0: only depended upon, 1: depends on others only), <b>A</b> abstractness. "
        "On the diagonal a part is as abstract as it is depended upon. In the lower left corner much depends on concrete code; "
        "in the upper right one abstractions have no user. Packages with only functions count as concrete, so that in Python the "
        "lower edge is crowded and no fault by itself."
    )
    plots = "".join(_plot(level, levels[level], hidden=position > 0) for position, level in enumerate(shown))
    return section("sequence", "Main sequence", lead, _switch(shown) + f'<div class="plots">{plots}</div>')


def _switch(shown: Sequence[Level]) -> str:
    if len(shown) < 2:
        return ""
    buttons = "".join(
        f'<button type="button" data-plot="{level}" aria-pressed="{str(not position).lower()}">{level}s</button>'
        for position, level in enumerate(shown)
    )
    return f'<div class="switch needs-script" role="group" aria-label="What a dot is">{buttons}</div>'


def _x(value: float) -> str:
    return f"{_LEFT + value * _SIDE:.1f}"


def _y(value: float) -> str:
    return f"{_TOP + (1 - value) * _SIDE:.1f}"


def _plot(level: Level, units: Sequence[Unit], hidden: bool) -> str:
    dots = sorted((unit for unit in units if unit.distance is not None), key=lambda unit: (-unit.modules, unit.name))
    width, height = _LEFT + _SIDE + _RIGHT, _TOP + _SIDE + _BOTTOM
    left_out = len(units) - len(dots)
    note = f" {counted(left_out, level)} without coupling {'is' if left_out == 1 else 'are'} left out." if left_out else ""
    parts = [
        f'<figure class="plot" data-level="{level}"{" hidden" if hidden else ""}>',
        f'<svg class="ms" role="group" aria-label="Main sequence of {counted(len(dots), level)}" viewBox="0 0 {width:.0f} {height:.0f}">',
        *_ground(),
        *(_dot(unit, level) for unit in dots),
        *_labels(dots),
        f"</svg><figcaption>{counted(len(dots), level)}, the size of a dot is its number of modules.{note}</figcaption></figure>",
    ]
    return "\n".join(parts)


def _ground() -> list[str]:
    """Axes, the line, and the two zones."""
    reach = _ZONE * _SIDE
    corner, opposite = f"{_x(0)} {_y(0)}", f"{_x(1)} {_y(1)}"
    parts = [
        f'<rect class="ms-field" x="{_x(0)}" y="{_y(1)}" width="{_SIDE}" height="{_SIDE}"/>',
        f'<path class="ms-zone" d="M{corner}L{_x(0)} {_y(_ZONE)}A{reach:.1f} {reach:.1f} 0 0 1 {_x(_ZONE)} {_y(0)}Z"/>',
        f'<path class="ms-zone" d="M{opposite}L{_x(1)} {_y(1 - _ZONE)}A{reach:.1f} {reach:.1f} 0 0 1 {_x(1 - _ZONE)} {_y(1)}Z"/>',
        f'<line class="ms-line" x1="{_x(0)}" y1="{_y(1)}" x2="{_x(1)}" y2="{_y(0)}"/>',
        f'<text class="ms-name" x="{_x(0.03)}" y="{_y(0.28)}">zone of pain</text>',
        f'<text class="ms-name ms-end" x="{_x(0.97)}" y="{_y(0.72)}">zone of uselessness</text>',
    ]
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        label = f"{tick:g}"
        parts.append(f'<text class="ms-tick ms-mid" x="{_x(tick)}" y="{float(_y(0)) + 19:.1f}">{label}</text>')
        parts.append(f'<text class="ms-tick ms-end" x="{float(_x(0)) - 9:.1f}" y="{float(_y(tick)) + 4:.1f}">{label}</text>')
    parts.append(f'<text class="ms-axis ms-mid" x="{_x(0.5)}" y="{float(_y(0)) + 42:.1f}">I, instability</text>')
    middle = f"{_LEFT - 42:.1f} {_y(0.5)}"
    parts.append(f'<text class="ms-axis ms-mid" transform="translate({middle}) rotate(-90)">A, abstractness</text>')
    return parts


def _dot(unit: Unit, level: Level) -> str:
    assert unit.instability is not None
    words = (
        f"{unit.name}: I {unit.instability:.2f}, A {unit.abstractness:.2f}, distance {unit.distance:.2f}; "
        f"imported by {unit.ca}, imports {unit.ce}; {counted(unit.modules, 'module')}"
    )
    radius = min(4.0 + sqrt(unit.modules), 18.0)
    style = "ms-dot ms-cycle" if unit.cycle else "ms-dot"
    words += f"; in an import cycle of {counted(unit.cycle, level)}" if unit.cycle else ""
    return (
        f'<circle class="{style}" cx="{_x(unit.instability)}" cy="{_y(unit.abstractness)}" r="{radius:.1f}" tabindex="0" role="img" '
        f'aria-label="{esc(words)}"><title>{esc(words)}</title></circle>'
    )


def _labels(dots: Sequence[Unit]) -> list[str]:
    """The names of the largest, as far as they do not lie on each other."""
    taken: list[tuple[float, float, float]] = []
    labels = []
    for unit in dots:
        assert unit.instability is not None
        x, y = float(_x(unit.instability)), float(_y(unit.abstractness))
        radius = min(4.0 + sqrt(unit.modules), 18.0)
        length = len(unit.name) * 6.4
        at_end = x + radius + 6 + length > _LEFT + _SIDE + _RIGHT
        start = x - radius - 6 - length if at_end else x + radius + 6
        if start < _LEFT or any(abs(y - v) < 15 and start < end and first < start + length for first, end, v in taken):
            continue
        taken += [(start, start + length, y), (x - radius, x + radius, y)]
        anchor = " ms-end" if at_end else ""
        spot = x - radius - 6 if at_end else x + radius + 6
        labels.append(f'<text class="ms-label{anchor}" x="{spot:.1f}" y="{y + 4:.1f}">{esc(unit.name)}</text>')
        if len(labels) == _LABELS:
            break
    return labels
