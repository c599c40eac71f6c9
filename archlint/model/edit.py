"""Saving a changed model into the text that it came from: the user's comments, order and layout stay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from archlint.model.dump import to_plain
from archlint.model.load import FILE_NAME, parse
from archlint.model.types import Architecture

_LINE: Final = 90  # what a mapping or list on one line may take, so that there is room for its key and its margin


def save(text: str, architecture: Architecture, path: str = FILE_NAME) -> str:
    """Bring the text of an architecture.yaml to a changed model.

    Args:
        text: the file as it is.
        architecture: the model as it should be.
        path: the file's name in messages.

    Returns:
        The new text: what the change does not concern keeps its comments, order, quotes and style; an unchanged model gives back
        the very same text.

    Raises:
        ModelError: the text is no valid model.
    """
    before = parse(text, path).architecture
    if before == architecture:
        return text
    old, new = to_plain(before), to_plain(architecture)
    unchanged = _round_trip(text, old, old)
    changed = _round_trip(text, old, new)
    saved = _with_headings(text, _carry_over(text, unchanged, changed))
    return saved if parse(saved, path).architecture == architecture else changed


def _round_trip(text: str, old: dict[str, Any], new: dict[str, Any]) -> str:
    import io

    from ruamel.yaml import YAML

    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 4096  # never fold the user's lines
    yaml.indent(mapping=2, sequence=4, offset=2)
    tree = yaml.load(text)
    _update_mapping(tree, old, new)
    out = io.StringIO()
    yaml.dump(tree, out)
    return out.getvalue()


def _carry_over(text: str, unchanged: str, changed: str) -> str:
    """The change between two round trips, made in the user's own text: a round trip alone would undo aligned columns.

    Where the round trip of the unchanged text has another number of lines, the two cannot be laid side by side, and its form is
    taken as it is.
    """
    from difflib import SequenceMatcher

    theirs, before, after = (each.splitlines(keepends=True) for each in (text, unchanged, changed))
    if len(theirs) != len(before):
        return changed
    lines: list[str] = []
    for tag, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        lines += theirs[start:end] if tag == "equal" else after[new_start:new_end]
    return "".join(lines)


def _with_headings(text: str, saved: str) -> str:
    """Comments that stood above a section above it again: for ruamel they end the section before, which may have grown."""
    lines = saved.splitlines(keepends=True)
    for comment, key in _headings(text.splitlines(keepends=True)):
        at = next((at for at in range(len(lines)) if lines[at : at + len(comment)] == comment), None)
        if at is None or _begins(lines[at + len(comment) :], key):
            continue
        rest = lines[:at] + lines[at + len(comment) :]
        target = next((index for index in range(len(rest)) if _begins(rest[index:], key)), None)
        if target is not None:
            lines = [*rest[:target], *comment, *rest[target:]]
    return "".join(lines)


def _begins(lines: list[str], section: str) -> bool:
    return bool(lines) and lines[0].startswith(f"{section}:")


def _headings(lines: list[str]) -> Iterator[tuple[list[str], str]]:
    """Each run of comments and empty lines at the margin that a section follows, with that section's name."""
    start = 0
    for index, line in enumerate(lines):
        if line.startswith("#") or not line.strip():
            continue
        comment = lines[start:index]
        if comment and line[0].isalpha() and any(each.startswith("#") for each in comment):
            yield comment, line.partition(":")[0]
        start = index + 1


def _update_mapping(tree: Any, old: dict[str, Any], new: dict[str, Any]) -> None:
    """Change only what differs between old and new; the tree may say more than old does, such as a default in so many words."""
    for key in [key for key in old if key not in new]:
        tree.pop(key, None)
    for key, value in new.items():
        if key not in old or key not in tree:
            tree[key] = _fresh(value)
        elif value != old[key]:
            tree[key] = _updated(tree[key], old[key], value)
    if old != new and tree.fa.flow_style() and not _fits_a_line(new):
        tree.fa.set_block_style()  # what the user wrote on one line has outgrown it


def _fits_a_line(value: dict[str, Any] | list[Any]) -> bool:
    from archlint.model.dump import flow

    return len(flow(value)) <= _LINE


def _updated(tree: Any, old: Any, new: Any) -> Any:
    if isinstance(new, dict) and isinstance(old, dict) and isinstance(tree, dict):
        _update_mapping(tree, old, new)
        return tree
    if isinstance(new, list) and isinstance(old, list) and isinstance(tree, list):
        _update_list(tree, old, new)
        return tree
    return _fresh(new)


def _update_list(tree: Any, old: list[Any], new: list[Any]) -> None:
    """Keep the items that stay, so that the comments beside them do; an item with an id is the same item when it changes."""
    kept = {_identity(item): index for index, item in reversed(list(enumerate(old)))}
    wanted = {_identity(item) for item in new}
    items = {name: tree[index] for name, index in kept.items()}
    for index in range(len(old) - 1, -1, -1):
        if _identity(old[index]) not in wanted:
            del tree[index]
    for index, item in enumerate(new):
        name = _identity(item)
        value = _updated(items[name], old[kept[name]], item) if name in items else _fresh(item)
        if index < len(tree) and name in items and tree[index] is items[name]:
            continue
        if name in items and any(each is items[name] for each in tree) and not isinstance(value, str | int | float | bool):
            del tree[next(at for at, each in enumerate(tree) if each is items[name])]
        if index < len(tree) and tree[index] == value:
            continue
        tree.insert(index, value)
    del tree[len(new) :]


def _identity(item: Any) -> str:
    if isinstance(item, dict) and "id" in item:
        return f"id {item['id']}"
    from json import dumps

    return dumps(item, sort_keys=True)


def _fresh(value: Any) -> Any:
    """A plain value as ruamel's round-trip types, small mappings on one line as `dump` writes them."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    from archlint.model.nodes import is_plain_text

    if isinstance(value, dict):
        mapping = CommentedMap((_fresh(key), _fresh(each)) for key, each in value.items())
        if not any(isinstance(each, dict) for each in value.values()) and _fits_a_line(value):
            mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, list):
        sequence = CommentedSeq(_fresh(each) for each in value)
        if not any(isinstance(each, dict) for each in value) and _fits_a_line(value):
            sequence.fa.set_flow_style()
        return sequence
    if isinstance(value, str) and not is_plain_text(value):
        return DoubleQuotedScalarString(value)
    return value
