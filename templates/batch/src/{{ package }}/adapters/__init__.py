"""Technology behind the ports of core/ports.py."""
