"""The third stage: a placed view to SVG, and from there to PNG."""
