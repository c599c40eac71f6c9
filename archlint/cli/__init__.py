"""The command line: parses options, calls one function, prints."""

from archlint.cli.main import main, program

__all__ = ["main", "program"]
