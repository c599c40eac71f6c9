"""The main-sequence plot: abstractness over instability, one dot for each package or context."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Final, NamedTuple

from archlint.metrics import Level, Unit
from archlint.report.html.text import counted, esc, section

_SIDE: Final = 440.0
_LEFT, _TOP, _RIGHT, _BOTTOM = 58.0, 22.0, 24.0, 52.0
_ZONE: Final = 0.62  # how far the zones reach from their corners
_LABELS: Final = 10
_LISTED: Final = 8
_LETTER: Final = 6.6  # how wide a letter of a label is about


def plot_section(levels: Mapping[Level, Sequence[Unit]]) -> str:
    """One plot for each level that has dots."""
    shown: list[Level] = [level for level in ("context", "package") if any(unit.distance is not None for unit in levels[level])]
    if not shown:
        return ""
    lead = (
        "Martin's view of coupling: <b>I</b> is instability (0: only depended upon, 1: depends on others only), "
        "<b>A</b> abstractness. "
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
        f'<svg class="ms" role="group" aria-label="Main sequence of {counted(len(dots), level)}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}">',
        *_ground(),
        *(_dot(unit, level) for unit in dots),
        *_labels(dots),
        f"</svg>{_farthest(dots)}",
        f"<figcaption>{counted(len(dots), level)}, the size of a dot is its number of modules; "
        f"red ones are in an import cycle.{note}</figcaption></figure>",
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
        f'<text class="ms-name" x="{_x(0.03)}" y="{_y(0.5)}">zone of pain</text>',
        f'<text class="ms-name ms-end" x="{_x(0.97)}" y="{_y(0.95)}">zone of uselessness</text>',
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
    radius = _radius(unit)
    style = "ms-dot ms-cycle" if unit.cycle else "ms-dot"
    words += f"; in an import cycle of {counted(unit.cycle, level)}" if unit.cycle else ""
    return (
        f'<circle class="{style}" cx="{_x(unit.instability)}" cy="{_y(unit.abstractness)}" r="{radius:.1f}" tabindex="0" '
        f'role="img" aria-label="{esc(words)}"><title>{esc(words)}</title></circle>'
    )


def _farthest(dots: Sequence[Unit]) -> str:
    found = sorted(dots, key=lambda unit: (-(unit.distance or 0), -unit.ca, unit.name))[:_LISTED]
    rows = "".join(f"<li><span>{esc(unit.name)}</span><b>{unit.distance:.2f}</b></li>" for unit in found)
    return f'<aside class="panel"><h3>Farthest from the line</h3><ul>{rows}</ul></aside>'


def _radius(unit: Unit) -> float:
    return min(4.0 + sqrt(unit.modules), 18.0)


def _labels(dots: Sequence[Unit]) -> list[str]:
    """The names of the largest, beside their dots, where they lie on nothing else."""
    taken = [_Box(x - r, x + r, y - r, y + r) for unit in dots for x, y, r in [(*_centre(unit), _radius(unit) * 0.8)]]
    labels: list[str] = []
    for unit in dots:
        x, y = _centre(unit)
        length, away = len(unit.name) * _LETTER, _radius(unit) + 5
        for left, middle in ((x + away, y), (x - away - length, y), (x - length / 2, y - away - 6)):
            box = _Box(left, left + length, middle - 7, middle + 7)
            if left > _LEFT and box.right < _LEFT + _SIDE + _RIGHT and not any(box.meets(other) for other in taken):
                labels.append(f'<text class="ms-label" x="{left:.1f}" y="{middle + 4:.1f}">{esc(unit.name)}</text>')
                taken.append(box)
                break
        if len(labels) == _LABELS:
            break
    return labels


class _Box(NamedTuple):
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


def _centre(unit: Unit) -> tuple[float, float]:
    assert unit.instability is not None
    return float(_x(unit.instability)), float(_y(unit.abstractness))
