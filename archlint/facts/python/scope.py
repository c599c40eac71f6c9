"""One function, class body or module top level: its statements and expressions in the order of the text, once, without recursion.

Speed matters here: every node of every file comes by. A node's class leads to its handler through a dict; a handler notes what it
sees and puts the node's children on the stack, the last one first. Names and constants, which are most nodes, need no handler.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from archlint.facts.python.switches import Branch, is_leaving, match_switch, switch_of
from archlint.facts.python.text import Lines, called_name, chain, value_text
from archlint.facts.types import Import, Raise, Switch, packed

_If: Final = ast.If
_RETURNED: Final = 8  # different values of returns that are kept


class File:
    """What the scopes of one file share."""

    def __init__(self, source: bytes, package: str) -> None:
        self.lines = Lines(source)
        self.package = package
        self.imports: list[Import] = []


class _Restore(NamedTuple):
    """On the stack: what holds from here on again, after the children of an `if` or of a nested function."""

    type_checking: bool
    main: bool
    nested: int


class Scope:
    """The facts of one scope while it is read; `definitions` collects the classes (and at top level functions) met on the way."""

    __slots__ = (
        "annotated",
        "assigned",
        "calls",
        "definitions",
        "file",
        "function",
        "is_generator",
        "keeps_functions",
        "loads",
        "main",
        "nested",
        "raises",
        "returned",
        "stack",
        "statements",
        "stores",
        "switches",
        "type_checking",
    )

    def __init__(self, file: File, around: Scope | None = None, *, function: bool, keeps_functions: bool = False) -> None:
        self.file = file
        self.function: bool = function or (around is not None and around.function)
        self.keeps_functions = keeps_functions
        self.type_checking: bool = around is not None and around.type_checking
        self.main: bool = around is not None and around.main
        self.nested = 0
        self.definitions: list[tuple[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, bool]] = []
        self.stack: list[Any] = []
        self.loads: dict[str, int] = {}
        self.stores: dict[str, int] = {}
        self.calls: dict[str, int] = {}
        self.assigned: dict[str, str] = {}
        self.annotated: dict[str, str] = {}
        self.switches: list[Switch] = []
        self.raises: list[Raise] = []
        self.returned: dict[str, None] = {}
        self.is_generator = False
        self.statements = 0

    def read(self, body: Sequence[ast.AST]) -> None:
        """Read statements or expressions, and all below them."""
        self.block(body)
        stack, handlers, loads, stores = self.stack, HANDLERS, self.loads, self.stores
        pop, push, name, constant, expression, load = stack.pop, stack.append, ast.Name, ast.Constant, ast.Expr, ast.Load
        while stack:
            node = pop()
            kind = node.__class__
            if kind is name:
                table = loads if node.ctx.__class__ is load else stores
                if node.id not in table:
                    table[node.id] = packed(node.lineno, node.col_offset + 1)
            elif kind is expression:
                push(node.value)
            elif kind is not constant:
                handlers.get(kind, _other)(self, node)
        if not self.file.lines.is_ascii:
            for places in (loads, stores, self.calls):
                self.file.lines.count_characters(places)

    def block(self, body: Sequence[Any]) -> None:
        """Put statements on the stack, and note the runs of ifs that each leave."""
        self.statements += len(body)
        self.stack.extend(body[::-1])
        last = len(body) - 1
        start = 0
        while start < last:
            if body[start].__class__ is _If and is_leaving(body[start]):
                end = start + 1
                while end <= last and is_leaving(body[end]):
                    end += 1
                if end - start > 1:
                    self._run(body, start, end)
                start = end
            start += 1

    def _run(self, body: Sequence[Any], start: int, end: int) -> None:
        branches = [Branch(each.test, each.body) for each in body[start:end]]
        last = body[end - 1]
        found = switch_of(branches, body[end : end + 1], body[start], last.end_lineno or last.lineno)
        if found is not None and len(branches) > 1:
            self.switches.append(found)


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
    if node.keywords:
        stack.extend([keyword.value for keyword in node.keywords][::-1])
    if node.args:
        stack.extend(node.args[::-1])
    called = node.func
    if called.__class__ is ast.Name or called.__class__ is ast.Attribute:
        text, root = chain(called)
        if text:
            if text not in scope.calls:
                scope.calls[text] = packed(node.lineno, node.col_offset + 1)
                if text in _DYNAMIC:
                    _dynamic_import(scope, node)
            elif text in _DYNAMIC:
                _dynamic_import(scope, node)
        if root is not None:
            stack.append(root)
    else:
        stack.append(called)


_DYNAMIC: Final = frozenset({"importlib.import_module", "import_module", "__import__"})


def _dynamic_import(scope: Scope, node: ast.Call) -> None:
    first = node.args[0] if node.args else None
    if isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value and not first.value.startswith("."):
        where = (first.lineno, first.col_offset + 1, 0, scope.type_checking, scope.function, scope.main)
        scope.file.imports.append(Import(first.value, "", *where, dynamic=True))


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


def _augmented(scope: Scope, node: ast.AugAssign) -> None:
    scope.stack.append(node.value)
    scope.stack.append(node.target)
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
    scope.stack.append(_Restore(scope.type_checking, scope.main, scope.nested))
    scope.block(body)
    scope.stack.append(_Mark(scope, type_checking, main))


class _Mark:
    """On the stack: from here to the next `_Restore` on this level the statements are for type checkers, or of a script."""

    __slots__ = ("main", "type_checking")

    def __init__(self, scope: Scope, type_checking: bool, main: bool) -> None:
        self.type_checking = scope.type_checking or type_checking
        self.main = scope.main or main


def _mark(scope: Scope, mark: _Mark) -> None:
    scope.type_checking = mark.type_checking
    scope.main = mark.main


def _restore(scope: Scope, before: _Restore) -> None:
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
    asked: tuple[str, ...] = ()
    if guard is not None:
        chains = (chain(each)[0] for each in ast.walk(guard) if isinstance(each, (ast.Name, ast.Attribute)))
        asked = tuple(sorted({text for text in chains if text}))
    exception = called_name(node.exc) if node.exc is not None else ""
    scope.raises.append(Raise(exception, node.lineno, node.col_offset + 1, unconditional, asked))


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
    scope.stack.append(_Restore(scope.type_checking, scope.main, scope.nested))
    scope.nested += 1
    scope.block(node.body)
    _defaults(scope, node.args)
    scope.stack.extend(node.decorator_list)
    scope.stores.setdefault(node.name, packed(node.lineno, node.col_offset + 1))


def _class(scope: Scope, node: ast.ClassDef) -> None:
    scope.definitions.append((node, scope.type_checking))


def _lambda(scope: Scope, node: ast.Lambda) -> None:
    scope.stack.append(node.body)
    _defaults(scope, node.args)


def _defaults(scope: Scope, arguments: ast.arguments) -> None:
    scope.stack.extend(arguments.defaults)
    scope.stack.extend(default for default in arguments.kw_defaults if default is not None)


def _nothing(_scope: Scope, _node: Any) -> None:
    pass


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


def _subscript(scope: Scope, node: ast.Subscript) -> None:
    scope.stack.append(node.slice)
    scope.stack.append(node.value)


def _elements(scope: Scope, node: ast.Tuple | ast.List | ast.Set) -> None:
    scope.stack.extend(node.elts[::-1])


def _dict(scope: Scope, node: ast.Dict) -> None:
    scope.stack.extend(node.values[::-1])
    scope.stack.extend([key for key in node.keys[::-1] if key is not None])


def _binary(scope: Scope, node: ast.BinOp) -> None:
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


def _other(scope: Scope, node: ast.AST) -> None:
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


_Handler: TypeAlias = Callable[[Scope, Any], None]
HANDLERS: Final[dict[type, _Handler]] = {
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
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.If: _if,
    ast.Match: _match,
    ast.Raise: _raise,
    ast.Return: _return,
    ast.Yield: _yield,
    ast.YieldFrom: _yield,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.Lambda: _lambda,
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.For: _block_statement,
    ast.AsyncFor: _block_statement,
    ast.While: _block_statement,
    ast.With: _block_statement,
    ast.AsyncWith: _block_statement,
    ast.Try: _block_statement,
    ast.Global: _nothing,
    ast.Nonlocal: _nothing,
    ast.Pass: _nothing,
    ast.Break: _nothing,
    ast.Continue: _nothing,
    type(None): _nothing,  # a missing part
    str: _nothing,  # a name in a list of names, as in `global`
    _Mark: _mark,
    _Restore: _restore,
}
if hasattr(ast, "TryStar"):
    HANDLERS[ast.TryStar] = _block_statement
