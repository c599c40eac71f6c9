"""Devices that do not exist: a stream with everything that a real one has, the same each time for a seed."""
