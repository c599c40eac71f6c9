"""Expressions: each handler notes what it sees and puts the parts on the stack, the last one first."""

from __future__ import annotations

import ast
from typing import Any, Final

from archlint.facts.python.scope import Handler, Scope
from archlint.facts.python.text import ARITHMETIC, chain, is_of_numbers, printed_words
from archlint.facts.types import Import, packed


def _attribute(scope: Scope, node: ast.Attribute) -> None:
    text, root = chain(node)
    if text:
        table = scope.loads if node.ctx.__class__ is ast.Load else scope.stores
        if text not in table:
            table[text] = packed(node.lineno, node.col_offset + 1)
    if root is not None:
        scope.stack.append(root)


def _call(scope: Scope, node: ast.Call) -> None:
    stack = scope.stack
    called = node.func
    spread = False
    if node.keywords:
        stack.extend([keyword.value for keyword in node.keywords][::-1])
        spread = node.keywords[-1].arg is None
    if node.args:
        stack.extend(node.args[::-1])
        spread = spread or node.args[-1].__class__ is ast.Starred
    if spread and called.__class__ is ast.Attribute and (text := chain(called)[0]):
        scope.spread[text] = None
    if called.__class__ is ast.Name or called.__class__ is ast.Attribute:
        text, root = chain(called)
        if text not in scope.calls and text:
            scope.calls[text] = packed(node.lineno, node.col_offset + 1)
        if text in _SPECIAL:
            _special(scope, node, text)
        if root is not None:
            stack.append(root)
    else:
        stack.append(called)


def _special(scope: Scope, node: ast.Call, called: str) -> None:
    """Keep the words of a text that is printed, and the module that is imported by a call."""
    if called != "print":
        _dynamic_import(scope, node)
    elif node.args and len(scope.printed) < _PRINTED and (text := printed_words(node.args[0])):
        scope.printed.append(text)


_PRINTED: Final = 8  # texts of a function that are kept
_SPECIAL: Final = frozenset({"importlib.import_module", "import_module", "__import__", "print"})


def _dynamic_import(scope: Scope, node: ast.Call) -> None:
    first = node.args[0] if node.args else None
    if isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value and not first.value.startswith("."):
        where = (first.lineno, first.col_offset + 1, 0, scope.type_checking, scope.function, scope.main)
        scope.file.imports.append(Import(first.value, "", *where, dynamic=True))


def _lambda(scope: Scope, node: ast.Lambda) -> None:
    scope.stack.append(node.body)
    defaults(scope, node.args)


def defaults(scope: Scope, arguments: ast.arguments) -> None:
    """The defaults of parameters, which are evaluated around the function."""
    scope.stack.extend(arguments.defaults)
    scope.stack.extend(default for default in arguments.kw_defaults if default is not None)


def nothing(_scope: Scope, _node: Any) -> None:
    """A node that says nothing."""


def _subscript(scope: Scope, node: ast.Subscript) -> None:
    scope.stack.append(node.slice)
    scope.stack.append(node.value)
    if node.ctx.__class__ is not ast.Load and (text := chain(node.value)[0]):
        scope.altered[text] = None


def _elements(scope: Scope, node: ast.Tuple | ast.List | ast.Set) -> None:
    scope.stack.extend(node.elts[::-1])


def _dict(scope: Scope, node: ast.Dict) -> None:
    scope.stack.extend(node.values[::-1])
    scope.stack.extend([key for key in node.keys[::-1] if key is not None])


def _binary(scope: Scope, node: ast.BinOp) -> None:
    if node.op.__class__ in ARITHMETIC and is_of_numbers(node):
        scope.arithmetic += 1
    scope.stack.append(node.right)
    scope.stack.append(node.left)


def _values(scope: Scope, node: ast.BoolOp | ast.JoinedStr) -> None:
    scope.stack.extend(node.values[::-1])


def _compare(scope: Scope, node: ast.Compare) -> None:
    scope.stack.extend(node.comparators[::-1])
    scope.stack.append(node.left)


def _operand(scope: Scope, node: ast.UnaryOp) -> None:
    scope.stack.append(node.operand)


def _value(scope: Scope, node: ast.FormattedValue | ast.Starred | ast.Await) -> None:
    scope.stack.append(node.value)


_SKIPPED: Final = frozenset({"ctx", "op", "ops", "type_comment", "kind", "conversion", "is_async", "attr", "id", "name", "rest"})
_FIELDS: dict[type, tuple[str, ...]] = {}


def other(scope: Scope, node: ast.AST) -> None:
    """Any node without a handler: its children."""
    fields = _FIELDS.get(node.__class__)
    if fields is None:
        fields = _FIELDS[node.__class__] = tuple(name for name in reversed(node._fields) if name not in _SKIPPED)
    stack = scope.stack
    for name in fields:
        value = getattr(node, name, None)
        if value.__class__ is list:
            stack.extend(reversed(value))
        elif isinstance(value, ast.AST):
            stack.append(value)


EXPRESSIONS: Final[dict[type, Handler]] = {
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.Subscript: _subscript,
    ast.Tuple: _elements,
    ast.List: _elements,
    ast.Set: _elements,
    ast.Dict: _dict,
    ast.BinOp: _binary,
    ast.BoolOp: _values,
    ast.JoinedStr: _values,
    ast.Compare: _compare,
    ast.UnaryOp: _operand,
    ast.FormattedValue: _value,
    ast.Starred: _value,
    ast.Await: _value,
    ast.Lambda: _lambda,
}
