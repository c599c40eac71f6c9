"""Pictures of our own for components whose technology has none: white lines on a tile of 52 pixels, in the colour of the kind."""

from __future__ import annotations

_SHAPES = {
    "actor": ("#0284c7", '<circle cx="26" cy="19" r="6.5"/><path d="M13 41c0-8 5.2-12 13-12s13 4 13 12"/>'),
    "client": ("#4f46e5", '<rect x="11" y="12" width="30" height="21" rx="2.5"/><path d="M19 40h14M26 33v7"/>'),
    "service": ("#2563eb", '<path d="M26 10l13.5 7.6v15.8L26 41l-13.5-7.6V17.6zM12.5 17.6L26 25.4l13.5-7.8M26 25.4V41"/>'),
    "function": ("#d97706", '<path d="M16 12h5l13 28M24.5 20.5L15.5 40"/>'),
    "pipeline": (
        "#7c3aed",
        '<rect x="13" y="19.5" width="9" height="13" rx="2"/><rect x="30" y="19.5" width="9" height="13" rx="2"/>'
        '<path d="M7.5 26H13M22 26h8M39 26h5.5"/>',
    ),
    "broker": ("#be185d", '<path d="M11 16h20M11 26h29M11 36h20M34.5 20.5L40 26l-5.5 5.5"/>'),
    "store": (
        "#15803d",
        '<ellipse cx="26" cy="15.5" rx="13" ry="5"/>'
        '<path d="M13 15.5v21c0 2.8 5.8 5 13 5s13-2.2 13-5v-21M13 26c0 2.8 5.8 5 13 5s13-2.2 13-5"/>',
    ),
    "external": (
        "#64748b",
        '<circle cx="26" cy="26" r="14.5"/>'
        '<path d="M11.5 26h29M26 11.5c5 4.5 6.5 9 6.5 14.5S31 36 26 40.5c-5-4.5-6.5-9-6.5-14.5S21 16 26 11.5z"/>',
    ),
    "node": (
        "#475569",
        '<rect x="11" y="11.5" width="30" height="12.5" rx="2.5"/><rect x="11" y="28" width="30" height="12.5" rx="2.5"/>'
        '<path d="M17 17.8h.1M17 34.3h.1M23 17.8h12M23 34.3h12"/>',
    ),
}


def glyph(kind: str) -> str:
    """The inside of an SVG symbol for a component's kind."""
    colour, shape = _SHAPES.get(kind, _SHAPES["node"])
    return (
        f'<rect width="52" height="52" rx="9" fill="{colour}"/>'
        f'<g fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round">{shape}</g>'
    )
