"""The colours of a picture, light and dark, as one small style sheet whose names begin with `al-`."""

from __future__ import annotations

from typing import Literal, TypeAlias

from archlint.diagrams.fonts import FAMILY

Theme: TypeAlias = Literal["auto", "light", "dark"]
"""`auto` follows the reader's system; the others are fixed."""

_SHAPE = f"""\
.al text{{font-family:{FAMILY};white-space:pre}}
.al-b{{font-weight:700}}
.al-mid{{text-anchor:middle}}
.al-edge{{fill:none;stroke-width:1.6;stroke-linecap:round}}
.al-async{{stroke-dasharray:6 5}}
"""
_LIGHT = """\
.al-page{fill:#ffffff}
.al-ink{fill:#0f172a}
.al-soft{fill:#5b6b82}
.al-card{fill:#ffffff;stroke:#cbd5e1;stroke-width:1.2}
.al-tile{fill:#ffffff}
.al-f0{fill:#f1f5f9;stroke:#a9b8cc;stroke-width:1.2}
.al-f1{fill:#e6edf5;stroke:#a9b8cc;stroke-width:1.2}
.al-plate{fill:#ffffff}
.al-plate-f0{fill:#f1f5f9}
.al-plate-f1{fill:#e6edf5}
.al-edge{stroke:#5f7089}
.al-head{fill:#5f7089}
.al-label{fill:#1e293b}
.al-contract{fill:#00735c}
.al-mark{fill:#1d4ed8}
.al-mark-ink{fill:#ffffff}
.al-blue{fill:#dbeafe}
.al-blue-ink{fill:#1e40af}
.al-green{fill:#d1fae5}
.al-green-ink{fill:#065f46}
.al-amber{fill:#fef3c7}
.al-amber-ink{fill:#854d0e}
.al-grey{fill:#e2e8f0}
.al-grey-ink{fill:#334155}
"""
_DARK = """\
.al-page{fill:#0b1220}
.al-ink{fill:#f1f5f9}
.al-soft{fill:#a3b1c6}
.al-card{fill:#1e293b;stroke:#47566d}
.al-tile{fill:#f8fafc}
.al-f0{fill:#131c2e;stroke:#3d4c63}
.al-f1{fill:#182338;stroke:#3d4c63}
.al-plate{fill:#0b1220}
.al-plate-f0{fill:#131c2e}
.al-plate-f1{fill:#182338}
.al-edge{stroke:#8fa1ba}
.al-head{fill:#8fa1ba}
.al-label{fill:#e2e8f0}
.al-contract{fill:#5eead4}
.al-mark{fill:#60a5fa}
.al-mark-ink{fill:#0b1220}
.al-blue{fill:#1e3a8a}
.al-blue-ink{fill:#dbeafe}
.al-green{fill:#065f46}
.al-green-ink{fill:#d1fae5}
.al-amber{fill:#713f12}
.al-amber-ink{fill:#fef3c7}
.al-grey{fill:#334155}
.al-grey-ink{fill:#e2e8f0}
"""
_TONES = {
    "core": "blue",
    "supporting": "green",
    "generic": "grey",
    "canary": "amber",
    "blue-green": "blue",
    "rolling": "green",
    "recreate": "grey",
}


def style_sheet(theme: Theme) -> str:
    """The rules for a theme; `auto` has the dark ones in a media query."""
    if theme == "auto":
        return f"{_SHAPE}{_LIGHT}@media (prefers-color-scheme:dark){{\n{_DARK}}}\n"
    return _SHAPE + _LIGHT + (_DARK if theme == "dark" else "")


def tone(badge: str) -> str:
    """The colour of a badge, by its first word."""
    return _TONES.get(badge.replace(",", " ").split()[0], "grey")
