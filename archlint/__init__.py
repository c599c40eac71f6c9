"""archlint: one model of a system's architecture, and everything that a team does with it."""

__version__ = "0.1.0"
