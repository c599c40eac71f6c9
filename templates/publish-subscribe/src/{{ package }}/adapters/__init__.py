"""Implementations of the ports. Each may be replaced without touching anything but the composition root."""
