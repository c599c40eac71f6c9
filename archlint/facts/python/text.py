"""Pieces of a syntax tree as short texts: dotted chains, values, annotations."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Final

_LITERALS: Final[dict[type, str]] = {
    ast.List: "=list",
    ast.ListComp: "=list",
    ast.Dict: "=dict",
    ast.DictComp: "=dict",
    ast.Set: "=set",
    ast.SetComp: "=set",
    ast.Tuple: "=tuple",
    ast.JoinedStr: "=str",
    ast.Lambda: "=function",
    ast.GeneratorExp: "=generator",
}


def chain(node: ast.expr) -> tuple[str, ast.expr | None]:
    """A dotted chain as text, and the expression at its root that must be looked into too.

    `a.b` is "a.b" with no root to look into; `f(x).a` is "f().a" with the call as root; what begins with no name gives an empty
    text.
    """
    if node.__class__ is ast.Name:
        return node.id, None
    parts: list[str] = []
    while node.__class__ is ast.Attribute:
        parts.append(node.attr)
        node = node.value
    if node.__class__ is ast.Name:
        parts.append(node.id)
        parts.reverse()
        return ".".join(parts), None
    if isinstance(node, ast.Call):
        called = dotted(node.func)
        if called:
            parts.append(f"{called}()")
            parts.reverse()
            return ".".join(parts), node
    return "", node


def dotted(node: ast.expr) -> str:
    """The text of a chain that begins with a name or a call, empty for anything else."""
    return chain(node)[0] if isinstance(node, (ast.Name, ast.Attribute)) else ""


def called_name(node: ast.expr) -> str:
    """A decorator, base or exception by its name, whether it is called or not: `a.b` for `a.b(c)`; a subscript is left out."""
    while isinstance(node, (ast.Call, ast.Subscript)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return dotted(node)


def value_text(node: ast.expr | None) -> str:
    """A value as `FunctionFacts.assigned` writes it."""
    if node is None:
        return ""
    kind = node.__class__
    if kind is ast.Call:
        called = dotted(node.func)  # type: ignore[attr-defined]
        return f"{called}()" if called else ""
    if kind is ast.Name or kind is ast.Attribute:
        return chain(node)[0]
    if kind is ast.Constant:
        return f"={'None' if node.value is None else type(node.value).__name__}"  # type: ignore[attr-defined]
    if kind in _LITERALS:
        return _LITERALS[kind]
    return _compound_text(node)


def _compound_text(node: ast.expr) -> str:
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        return _alternatives(node.values)
    if isinstance(node, ast.IfExp):
        return _alternatives([node.body, node.orelse])
    if isinstance(node, (ast.Await, ast.NamedExpr)):
        return value_text(node.value)
    return ""


def _alternatives(nodes: Sequence[ast.expr]) -> str:
    return "|".join(text for node in nodes if (text := value_text(node)))


class Lines:
    """A file's text by lines, for pieces that are wanted as they are written."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        self._lines: list[bytes] | None = None

    def annotation(self, node: ast.expr | None) -> str:
        """An annotation as it is written, on one line and without quotes around the whole."""
        if node is None:
            return ""
        if node.__class__ is ast.Name:
            return node.id
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        return self._piece(node)

    def _piece(self, node: ast.expr) -> str:
        if self._lines is None:
            self._lines = self._source.replace(b"\r\n", b"\n").replace(b"\r", b"\n").removeprefix(b"\xef\xbb\xbf").split(b"\n")
        end = node.end_col_offset
        if node.end_lineno != node.lineno or node.lineno > len(self._lines):
            return " ".join(ast.unparse(node).split())
        return self._lines[node.lineno - 1][node.col_offset : end].decode("utf-8", "replace")
