"""The catalogue of patterns: `patterns/*/pattern.yaml`, archlint's own and a user's, typed and with places."""

from archlint.catalog.load import Catalog, Entry, load
from archlint.catalog.types import Answer, Engines, Force, Pattern, Question

__all__ = ["Answer", "Catalog", "Engines", "Entry", "Force", "Pattern", "Question", "load"]
