"""Source text to facts: one pure function, so that a cache or a native reader can stand in for it."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from typing import NamedTuple

from archlint.facts.types import Import, ModuleFacts, Note

_BLOCKS = ("finalbody", "orelse", "handlers", "cases", "body")  # last first, since they are read from a stack
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_LEAVES = (ast.Expr, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Return, ast.Raise, ast.Assert, ast.Delete)  # most statements


def extract(source: bytes, module: str, is_package: bool) -> ModuleFacts:
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
    except SyntaxError as error:
        return ModuleFacts(note=Note(_reason(error), error.lineno or 0, error.offset or 0))
    except ValueError as error:  # null bytes, before Python 3.12
        return ModuleFacts(note=Note(_reason(error)))
    except (RecursionError, MemoryError):
        return ModuleFacts(note=Note("it is nested too deep to be parsed"))
    package = module if is_package else module.rpartition(".")[0]
    return ModuleFacts(tuple(_imports(tree, package)), offered=frozenset(_bound(tree.body)) if is_package else frozenset())


def _reason(error: Exception) -> str:
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    return message if message.isascii() or message.isprintable() else ascii(message)


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


class _Around(NamedTuple):
    """What an import stands in."""

    type_checking: bool = False
    function: bool = False
    main: bool = False


def _imports(tree: ast.Module, package: str) -> Iterator[Import]:
    """The imports in the order of the text. An import is a statement, so that only blocks are entered, never an expression."""
    pending = [(node, _Around()) for node in reversed(tree.body)]
    while pending:
        node, around = pending.pop()
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, "", alias.lineno, alias.col_offset + 1, 0, *around)
        elif isinstance(node, ast.ImportFrom):
            module = _absolute(node, package)
            for alias in node.names:
                yield Import(module, alias.name, alias.lineno, alias.col_offset + 1, node.level, *around)
        elif not isinstance(node, _LEAVES):
            _enter(node, around, pending)


def _enter(node: ast.AST, around: _Around, pending: list[tuple[ast.stmt, _Around]]) -> None:
    """Put the statements of a compound one on the stack, the last one first."""
    if isinstance(node, ast.If):
        body, orelse = _branches(node.test, around)
        pending.extend((child, orelse) for child in reversed(node.orelse))
        pending.extend((child, body) for child in reversed(node.body))
        return
    if isinstance(node, _FUNCTIONS):
        around = around._replace(function=True)
    for block in _BLOCKS:
        pending.extend((child, around) for child in reversed(getattr(node, block, ())))


def _branches(test: ast.expr, around: _Around) -> tuple[_Around, _Around]:
    """What the body and the else branch of an `if` stand in."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        body, orelse = _branches(test.operand, around)
        return orelse, body
    if _is_type_checking(test):
        return around._replace(type_checking=True), around
    if _is_main(test):
        return around._replace(main=True), around
    return around, around


def _is_type_checking(test: ast.expr) -> bool:
    if isinstance(test, ast.Name):
        return test.id == "TYPE_CHECKING"
    return isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"


def _is_main(test: ast.expr) -> bool:
    if not isinstance(test, ast.Compare) or len(test.ops) != 1 or not isinstance(test.ops[0], ast.Eq):
        return False
    sides = (test.left, test.comparators[0])
    named = any(isinstance(side, ast.Name) and side.id == "__name__" for side in sides)
    return named and any(isinstance(side, ast.Constant) and side.value == "__main__" for side in sides)


def _absolute(node: ast.ImportFrom, package: str) -> str:
    """The module that a `from` names; empty where its dots lead out of the top package."""
    if not node.level:
        return node.module or ""
    parts = package.split(".") if package else []
    if node.level > len(parts):
        return ""
    base = ".".join(parts[: len(parts) - node.level + 1])
    return f"{base}.{node.module}" if node.module else base
