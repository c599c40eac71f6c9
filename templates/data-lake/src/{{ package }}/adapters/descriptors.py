"""The metadata of an object, as a small JSON object beside it: the same on every store, and any text."""

import json
from collections.abc import Mapping

from ..core.keys import DESCRIPTOR_SUFFIX, ObjectKey


def descriptor_path(key: ObjectKey) -> str:
    return f"{key}{DESCRIPTOR_SUFFIX}"


def encode(metadata: Mapping[str, str]) -> bytes:
    return json.dumps(dict(metadata), ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"


def decode(data: bytes) -> dict[str, str]:
    return {str(name): str(value) for name, value in json.loads(data).items()}
