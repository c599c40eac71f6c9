"""Implementations of the core's ports: others over the network or on disk, and stand-ins for them in this process."""
