"""Implementations of the core's ports. Each may be replaced without touching anything but the composition root."""
