"""Statements: blocks, bindings, choices, raises, definitions; with those for expressions, the handlers of all nodes."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any, Final

from archlint.facts.python.expressions import EXPRESSIONS, defaults, nothing
from archlint.facts.python.scope import Handler, Restore, Scope
from archlint.facts.python.switches import Branch, match_switch, switch_of
from archlint.facts.python.text import ARITHMETIC, called_name, chain, value_text
from archlint.facts.types import Import, Raise, packed

_RETURNED: Final = 8  # different values of returns that are kept


def _import(scope: Scope, node: ast.Import) -> None:
    for alias in node.names:
        scope.file.imports.append(
            Import(
                alias.name,
                "",
                alias.lineno,
                alias.col_offset + 1,
                0,
                scope.type_checking,
                scope.function,
                scope.main,
                alias.asname or "",
            )
        )


def _import_from(scope: Scope, node: ast.ImportFrom) -> None:
    module = absolute(node, scope.file.package)
    for alias in node.names:
        scope.file.imports.append(
            Import(
                module,
                alias.name,
                alias.lineno,
                alias.col_offset + 1,
                node.level,
                scope.type_checking,
                scope.function,
                scope.main,
                alias.asname or "",
            )
        )


def absolute(node: ast.ImportFrom, package: str) -> str:
    """The module that a `from` names; empty where its dots lead out of the top package."""
    if not node.level:
        return node.module or ""
    parts = package.split(".") if package else []
    if node.level > len(parts):
        return ""
    base = ".".join(parts[: len(parts) - node.level + 1])
    return f"{base}.{node.module}" if node.module else base


def _assign(scope: Scope, node: ast.Assign) -> None:
    value = value_text(node.value)
    for target in node.targets:
        if target.__class__ is ast.Name or target.__class__ is ast.Attribute:
            text = chain(target)[0]
            if text and text not in scope.assigned:
                scope.assigned[text] = value
    scope.stack.append(node.value)
    scope.stack.extend(node.targets)


def _annotated(scope: Scope, node: ast.AnnAssign) -> None:
    text = chain(node.target)[0]
    if text:
        scope.annotated.setdefault(text, scope.file.lines.annotation(node.annotation))
        if node.value is not None:
            scope.assigned.setdefault(text, value_text(node.value))
    if node.value is not None:
        scope.stack.append(node.value)
    scope.stack.append(node.target)


def _type_alias(scope: Scope, node: Any) -> None:
    scope.assigned.setdefault(node.name.id, value_text(node.value))
    scope.stack.append(node.value)
    scope.stack.append(node.name)


def _augmented(scope: Scope, node: ast.AugAssign) -> None:
    scope.stack.append(node.value)
    scope.stack.append(node.target)
    if node.op.__class__ in ARITHMETIC:
        scope.arithmetic += 1
    text = chain(node.target)[0]
    if text:
        scope.loads.setdefault(text, packed(node.lineno, node.col_offset + 1))


def _if(scope: Scope, node: ast.If) -> None:
    branches = [Branch(node.test, node.body)]
    last = node
    while len(last.orelse) == 1 and isinstance(last.orelse[0], ast.If):
        last = last.orelse[0]
        branches.append(Branch(last.test, last.body))
    switch = switch_of(branches, last.orelse, node, node.end_lineno or node.lineno)
    if switch is not None and not (len(branches) == 1 and switch.kind == "value"):
        scope.switches.append(switch)
    negated = isinstance(last.test, ast.UnaryOp) and isinstance(last.test.op, ast.Not)
    _marked_block(scope, last.orelse, last.test.operand if negated else None)  # type: ignore[attr-defined]
    for test, body in reversed(branches):
        _marked_block(scope, body, test)
        scope.stack.append(test)
        for statement in body:
            if statement.__class__ is ast.Raise:
                _note_raise(scope, statement, guard=test)


def _marked_block(scope: Scope, body: Sequence[ast.stmt], test: ast.expr | None) -> None:
    """A block that runs where the test holds; under TYPE_CHECKING and `__name__ == "__main__"` that is marked."""
    type_checking, main = test is not None and _is_type_checking(test), test is not None and _is_main(test)
    if not (type_checking or main):
        scope.block(body)
        return
    scope.stack.append(Restore(scope.type_checking, scope.main, scope.nested))
    scope.block(body)
    scope.stack.append(_Mark(scope, type_checking, main))


class _Mark:
    """On the stack: from here to the next `Restore` on this level the statements are for type checkers, or of a script."""

    __slots__ = ("main", "type_checking")

    def __init__(self, scope: Scope, type_checking: bool, main: bool) -> None:
        self.type_checking = scope.type_checking or type_checking
        self.main = scope.main or main


def _mark(scope: Scope, mark: _Mark) -> None:
    scope.type_checking = mark.type_checking
    scope.main = mark.main


def _restore(scope: Scope, before: Restore) -> None:
    scope.type_checking = before.type_checking
    scope.main = before.main
    scope.nested = before.nested


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


def _match(scope: Scope, node: ast.Match) -> None:
    switch = match_switch(node)
    if switch is not None:
        scope.switches.append(switch)
    for case in reversed(node.cases):
        scope.block(case.body)
        if case.guard is not None:
            scope.stack.append(case.guard)
        scope.stack.append(case.pattern)
    scope.stack.append(node.subject)


def _raise(scope: Scope, node: ast.Raise) -> None:
    place = packed(node.lineno, node.col_offset + 1)
    if not any(packed(each.line, each.column) == place for each in scope.raises):
        _note_raise(scope, node)
    if node.cause is not None:
        scope.stack.append(node.cause)
    if node.exc is not None:
        scope.stack.append(node.exc)


def _note_raise(scope: Scope, node: Any, guard: ast.expr | None = None, *, unconditional: bool = False) -> None:
    if scope.nested:
        return
    asked = () if guard is None else _asked(guard)
    exception = called_name(node.exc) if node.exc is not None else ""
    scope.raises.append(Raise(exception, node.lineno, node.col_offset + 1, unconditional, asked))


def _asked(test: ast.expr) -> tuple[str, ...]:
    """The chains that a test holds, and the parts of chains that are chains."""
    chains = (chain(each)[0] for each in ast.walk(test) if isinstance(each, (ast.Name, ast.Attribute)))
    return tuple(sorted({text for text in chains if text}))


def _assert(scope: Scope, node: ast.Assert) -> None:
    if not scope.nested:
        scope.asserted.update(dict.fromkeys(_asked(node.test)))
    if node.msg is not None:
        scope.stack.append(node.msg)
    scope.stack.append(node.test)


def note_unconditional(scope: Scope, body: Sequence[ast.stmt]) -> None:
    """Note the raise that a function's body itself ends in."""
    for statement in body:
        if isinstance(statement, ast.Raise):
            _note_raise(scope, statement, unconditional=True)


def _return(scope: Scope, node: ast.Return) -> None:
    if not scope.nested and len(scope.returned) < _RETURNED:
        scope.returned[value_text(node.value) if node.value is not None else "=None"] = None
    if node.value is not None:
        scope.stack.append(node.value)


def _yield(scope: Scope, node: ast.Yield | ast.YieldFrom) -> None:
    if not scope.nested:
        scope.is_generator = True
    if node.value is not None:
        scope.stack.append(node.value)


def _function(scope: Scope, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    if scope.keeps_functions:
        scope.definitions.append((node, scope.type_checking))
        return
    scope.stack.append(Restore(scope.type_checking, scope.main, scope.nested))
    scope.nested += 1
    scope.block(node.body)
    defaults(scope, node.args)
    scope.stack.extend(node.decorator_list)
    scope.stores.setdefault(node.name, packed(node.lineno, node.col_offset + 1))


def _class(scope: Scope, node: ast.ClassDef) -> None:
    scope.definitions.append((node, scope.type_checking))


def _block_statement(scope: Scope, node: Any) -> None:
    """for, while, with, try: blocks and expressions; last first."""
    for name in ("finalbody", "orelse"):
        body = getattr(node, name, None)
        if body:
            scope.block(body)
    for handler in reversed(getattr(node, "handlers", ())):
        scope.block(handler.body)
        if handler.type is not None:
            scope.stack.append(handler.type)
    scope.block(node.body)
    for item in reversed(getattr(node, "items", ())):
        if item.optional_vars is not None:
            scope.stack.append(item.optional_vars)
            text, value = chain(item.optional_vars)[0], value_text(item.context_expr)
            if text and value:
                scope.assigned.setdefault(text, value)
        scope.stack.append(item.context_expr)
    for name in ("iter", "test", "target"):
        part = getattr(node, name, None)
        if part is not None:
            scope.stack.append(part)


HANDLERS: Final[dict[type, Handler]] = {
    **EXPRESSIONS,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.If: _if,
    ast.Match: _match,
    ast.Raise: _raise,
    ast.Assert: _assert,
    ast.Return: _return,
    ast.Yield: _yield,
    ast.YieldFrom: _yield,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.For: _block_statement,
    ast.AsyncFor: _block_statement,
    ast.While: _block_statement,
    ast.With: _block_statement,
    ast.AsyncWith: _block_statement,
    ast.Try: _block_statement,
    ast.Global: nothing,
    ast.Nonlocal: nothing,
    ast.Pass: nothing,
    ast.Break: nothing,
    ast.Continue: nothing,
    type(None): nothing,  # a missing part
    str: nothing,  # a name in a list of names, as in `global`
    _Mark: _mark,
    Restore: _restore,
}
if hasattr(ast, "TryStar"):
    HANDLERS[ast.TryStar] = _block_statement
if hasattr(ast, "TypeAlias"):
    HANDLERS[ast.TypeAlias] = _type_alias
