"""Source text to facts: one pure function, so that a cache or a native reader can stand in for it."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from typing import NamedTuple

from archlint.facts.python.comments import ignores
from archlint.facts.python.definitions import read_code
from archlint.facts.python.scope import File
from archlint.facts.python.text import dotted
from archlint.facts.types import CodeFacts, ModuleFacts, Note


class Extracted(NamedTuple):
    """Both parts of a file's facts."""

    facts: ModuleFacts
    code: CodeFacts


def extract(source: bytes, module: str, is_package: bool) -> Extracted:
    """Read the facts of one file, without running it.

    Args:
        source: the file's bytes; a coding line is honoured.
        module: its dotted name, which relative imports are resolved against.
        is_package: whether it is an `__init__.py`.

    Returns:
        The facts; a file that is no valid Python gives a note instead of them, never an error.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a strange escape in somebody's string is not our news
            tree = ast.parse(source)
        return _read(tree, source, module, is_package)
    except SyntaxError as error:
        return _unread(Note(_reason(error), error.lineno or 0, error.offset or 0))
    except ValueError as error:  # null bytes, before Python 3.12
        return _unread(Note(_reason(error)))
    except (RecursionError, MemoryError):
        return _unread(Note("it is nested too deep to be parsed"))


def _unread(note: Note) -> Extracted:
    return Extracted(ModuleFacts(note=note), CodeFacts())


def _reason(error: Exception) -> str:
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    return message if message.isascii() or message.isprintable() else ascii(message)


def _read(tree: ast.Module, source: bytes, module: str, is_package: bool) -> Extracted:
    file = File(source, module if is_package else module.rpartition(".")[0])
    code = read_code(tree, file)
    file.imports.sort(key=lambda each: (each.line, each.column))
    facts = ModuleFacts(
        tuple(file.imports),
        offered=frozenset(_bound(tree.body)),
        exported=_exported(tree.body),
        aliases=_aliases(tree.body),
        classes=tuple(each.name for each in code.classes),
        ignores=ignores(source, tree),
    )
    return Extracted(facts, code)


def _bound(body: list[ast.stmt]) -> Iterator[str]:
    """The names that statements bind at the top level."""
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.Import):
            yield from (alias.asname for alias in node.names if alias.asname)
        elif isinstance(node, ast.ImportFrom):
            yield from (alias.asname or alias.name for alias in node.names)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))
        elif isinstance(node, (ast.If, ast.Try, ast.With)):
            for block in ("body", "orelse", "finalbody"):
                yield from _bound(getattr(node, block, []))


def _exported(body: list[ast.stmt]) -> tuple[str, ...] | None:
    """`__all__`, put together from its assignment and what is added to it; None where it is not written out."""
    names: list[str] | None = None
    for node in body:
        targets = (
            node.targets
            if isinstance(node, ast.Assign)
            else [node.target]
            if isinstance(node, ast.AnnAssign | ast.AugAssign)
            else []
        )
        if not any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets):
            continue
        value = node.value  # type: ignore[attr-defined]
        if not isinstance(value, (ast.List, ast.Tuple)):
            return None
        written = [each.value for each in value.elts if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        names = (names or []) + written if isinstance(node, ast.AugAssign) else written
    return None if names is None else tuple(names)


def _aliases(body: list[ast.stmt]) -> dict[str, str]:
    """Top-level names that are set to another name, or to a part of one."""
    found: dict[str, str] = {}
    for node in body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            name, value = node.targets[0].id, dotted(node.value)
            if value and "(" not in value and value != name:
                found[name] = value
    return found
