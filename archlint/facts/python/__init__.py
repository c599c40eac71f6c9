"""A Python file's bytes to its facts; `extract` is the only way in."""

from archlint.facts.python.extract import Extracted, extract

__all__ = ["Extracted", "extract"]
