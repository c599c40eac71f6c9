"""SVG to PNG, with the font that ships with archlint: without a font that it knows, resvg leaves all text out in silence."""

from __future__ import annotations

from archlint.diagrams.fonts import FILES, covered


def png(svg: str, zoom: float = 1.5) -> bytes:
    """A picture in pixels, `zoom` of them for each one of the SVG.

    The fonts of the system are asked only where a text has letters that the shipped font lacks, so that a picture in Latin, Greek
    or Cyrillic script is the same on every machine.
    """
    from resvg_py import svg_to_bytes

    return bytes(
        svg_to_bytes(
            svg_string=svg,
            font_files=[str(file) for file in FILES],
            font_family="Inter",
            sans_serif_family="Inter",
            skip_system_fonts=covered(set(svg) - {"\n"}),
            zoom=zoom,
        )
    )
