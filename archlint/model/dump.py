"""A typed model to text: one canonical form, so that the same model is the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from archlint.model.types import Architecture

SCHEMA_COMMENT: Final = "# yaml-language-server: $schema=./archlint.schema.json"
_WIDTH: Final = 120

_HEADINGS: Final = {
    "system": "What the system is for",
    "contexts": "Bounded contexts: one language, one owner and its own stores each",
    "context_map": "How the contexts relate, upstream to downstream",
    "components": "The functional parts: one responsibility each, and why its technology",
    "contracts": "The data that cross borders",
    "interactions": "Who uses whom, how, and with which data",
    "flows": "What happens in which order; the data flow follows from what the interactions carry",
    "deployments": "Where it runs and how a new version takes over",
    "decisions": "Why it is as it is",
    "views": "Pictures of a part",
    "code": "Who may import whom",
    "check": "How findings are dealt with",
}
_ALWAYS_QUOTED: Final = frozenset({"archlint", "version", "date"})


def dump(architecture: Architecture) -> str:
    """The model as architecture.yaml: sections in the format's order under a heading each, defaults left out.

    `parse(dump(model)).architecture == model` holds for every valid model.
    """
    plain = to_plain(architecture)
    version = plain.pop("archlint")
    lines = [SCHEMA_COMMENT, f'archlint: "{version}"']
    for section, value in plain.items():
        lines += ["", f"# {_HEADINGS[section]}", *_entry(section, value, 0)]
    return "\n".join(lines) + "\n"


def to_plain(architecture: Architecture) -> dict[str, Any]:
    """The model as dicts, lists and scalars, with the keys of the file and without defaults."""
    import msgspec

    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(architecture))
    return plain


def _entry(key: str, value: Any, indent: int) -> Iterator[str]:
    """`key: value` in flow style where it fits a line and is no whole section, else as a block below the key."""
    margin = " " * indent
    name = scalar(key)
    if not isinstance(value, dict | list) or not value:
        quoted = key in _ALWAYS_QUOTED
        shown = scalar(value, flow=False) if isinstance(value, str) and not quoted else flow(value, quoted=quoted)
        yield f"{margin}{name}: {shown}"
        return
    line = f"{margin}{name}: {flow(value)}"
    if indent and len(line) <= _WIDTH and not _has_structure(value):
        yield line
        return
    yield f"{margin}{name}:"
    yield from _block(value, indent + 2)


def _block(value: dict[str, Any] | list[Any], indent: int) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _entry(key, each, indent)
        return
    margin = " " * indent
    for item in value:
        line = f"{margin}- {flow(item)}"
        if not isinstance(item, dict) or not item or (len(line) <= _WIDTH and not _has_structure(item)):
            yield line
            continue
        first, *rest = _block(item, indent + 2)
        yield f"{margin}- {first.lstrip(' ')}"
        yield from rest


def _has_structure(value: dict[str, Any] | list[Any]) -> bool:
    """Whether there is a mapping inside a mapping or list: too much for one line even where it would fit."""
    parts = value.values() if isinstance(value, dict) else value
    return any(isinstance(part, dict) for part in parts) and isinstance(value, dict)


def flow(value: Any, *, quoted: bool = False) -> str:
    """A plain value as YAML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key)}: {flow(each, quoted=key in _ALWAYS_QUOTED)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(each) for each in value) + "]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return _quote(value) if quoted else scalar(value)


def scalar(text: str, *, flow: bool = True) -> str:
    """Text as a YAML scalar that both YAML 1.1 and 1.2 read back as that text: plain where that is safe, else in double quotes."""
    from archlint.model.nodes import is_plain_text

    return text if is_plain_text(text, flow=flow) else _quote(text)


def _quote(text: str) -> str:
    from json import dumps

    quoted = dumps(text, ensure_ascii=False)
    # JSON leaves these as they are; YAML takes them for line breaks or does not allow them
    return "".join(_escaped(char) for char in quoted)


def _escaped(char: str) -> str:
    code = ord(char)
    if code in (0x85, 0x2028, 0x2029, 0xFEFF) or 0x7F <= code < 0xA0:
        return f"\\u{code:04x}"
    return char
