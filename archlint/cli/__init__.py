"""The command line: parses options, calls one function, prints."""

from archlint.cli.main import main

__all__ = ["main"]
