"""The JSON Schema of architecture.yaml, generated from its types."""

from __future__ import annotations

from typing import Any

from archlint.model.types import Architecture

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """A JSON Schema (2020-12) that accepts what the loader accepts, references between elements aside."""
    import msgspec

    generated = msgspec.json.decode(msgspec.json.encode(msgspec.json.schema(Architecture)))  # tuples to lists
    definitions = generated["$defs"]
    root = definitions.pop("Architecture")
    root.pop("title", None)
    return {"$schema": DIALECT, "title": "architecture.yaml of archlint", **root, "$defs": definitions}
