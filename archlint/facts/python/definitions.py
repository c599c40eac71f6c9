"""Functions and classes of a file, each as a scope of its own."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Final, TypeAlias

from archlint.facts.python.expressions import other
from archlint.facts.python.scope import File, Scope
from archlint.facts.python.statements import HANDLERS, note_unconditional
from archlint.facts.python.text import called_name, chain, value_text
from archlint.facts.types import BodyKind, ClassFacts, CodeFacts, FunctionFacts, Param, Wording

_FunctionNode: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef

_MISSING: Final = frozenset({"NotImplementedError", "NotImplemented"})


class _Reader:
    def __init__(self, file: File) -> None:
        self._file = file
        self._pending: list[tuple[ast.ClassDef, str, Scope]] = []
        self._functions: list[FunctionFacts] = []
        self._classes: list[ClassFacts] = []

    def read(self, tree: ast.Module) -> CodeFacts:
        scope = Scope(self._file, function=False, keeps_functions=True)
        scope.read(tree.body, HANDLERS, other)
        self._take(scope, "")
        while self._pending:
            node, around, outer = self._pending.pop(0)
            self._classes.append(self._class(node, around, outer))
        top = _facts_of(scope, "<module>", 1, 1, len(tree.body))
        classes = sorted(self._classes, key=lambda each: each.line)
        return CodeFacts(tuple(classes), tuple(sorted(self._functions, key=lambda each: each.line)), top)

    def _take(self, scope: Scope, around: str) -> None:
        """The definitions that were met in a top-level or function scope."""
        for node, type_checking in scope.definitions:
            outer = scope
            if type_checking != scope.type_checking:
                outer = Scope(self._file, scope, function=False)
                outer.type_checking = type_checking
            if isinstance(node, ast.ClassDef):
                self._pending.append((node, around, outer))
            else:
                self._functions.append(self._function(node, outer, node.name))

    def _function(self, node: _FunctionNode, outer: Scope, qualified: str) -> FunctionFacts:
        scope = Scope(self._file, outer, function=True)
        note_unconditional(scope, node.body)
        scope.stack.extend(node.args.defaults)
        scope.stack.extend(default for default in node.args.kw_defaults if default is not None)
        scope.read(node.body, HANDLERS, other)
        self._take(scope, f"{qualified}.<locals>.")
        doing = _doing(node)
        body = _body_kind(node, doing)
        return FunctionFacts(
            node.name,
            node.lineno,
            node.col_offset + 1,
            node.end_lineno or node.lineno,
            tuple(map(called_name, node.decorator_list)),
            self._params(node.args),
            self._file.lines.annotation(node.returns),
            body,
            isinstance(node, ast.AsyncFunctionDef),
            scope.is_generator,
            scope.loads,
            scope.stores,
            scope.calls,
            scope.assigned,
            scope.annotated,
            tuple(scope.switches),
            tuple(scope.raises),
            tuple(scope.returned),
            scope.statements,
            self._file.lines.waive(node.lineno, max(node.lineno, node.body[0].lineno - 1)),
            self._wording(node, doing[0], body) if len(doing) == 1 else "",
            tuple(scope.spread),
            tuple(scope.altered),
            tuple(scope.asserted),
            scope.arithmetic,
            tuple(scope.printed),
        )

    def _wording(self, node: _FunctionNode, only: ast.stmt, body: BodyKind) -> Wording:
        lines = self._file.lines
        if body in ("refuses", "not-implemented"):
            return "limit" if lines.tell_of_a_limit(node.lineno, node.end_lineno or node.lineno) else ""
        value = only.value if isinstance(only, (ast.Return, ast.Expr)) else None
        if isinstance(value, ast.Call) and value.args:
            value = value.args[0]
        if not (isinstance(value, ast.JoinedStr) or (isinstance(value, ast.Constant) and isinstance(value.value, str))):
            return ""
        return "denial" if lines.say_no(only.lineno, only.end_lineno or only.lineno) else ""

    def _params(self, arguments: ast.arguments) -> tuple[Param, ...]:
        annotation = self._file.lines.annotation
        placed = [*arguments.posonlyargs, *arguments.args]
        defaults: list[ast.expr | None] = [None] * (len(placed) - len(arguments.defaults))
        defaults += arguments.defaults
        params = [
            Param(
                each.arg,
                "positional" if index < len(arguments.posonlyargs) else "normal",
                annotation(each.annotation),
                _default(defaults[index]),
            )
            for index, each in enumerate(placed)
        ]
        if arguments.vararg:
            params.append(Param(arguments.vararg.arg, "args", annotation(arguments.vararg.annotation)))
        for each, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
            params.append(Param(each.arg, "keyword", annotation(each.annotation), _default(default)))
        if arguments.kwarg:
            params.append(Param(arguments.kwarg.arg, "kwargs", annotation(arguments.kwarg.annotation)))
        return tuple(params)

    def _class(self, node: ast.ClassDef, around: str, outer: Scope) -> ClassFacts:
        qualified = around + node.name
        scope = Scope(self._file, outer, function=False, keeps_functions=True)
        scope.read(node.body, HANDLERS, other)
        methods: list[FunctionFacts] = []
        for each, _ in scope.definitions:
            if isinstance(each, ast.ClassDef):
                self._pending.append((each, f"{qualified}.", scope))
            else:
                methods.append(self._function(each, scope, f"{qualified}.{each.name}"))
        return ClassFacts(
            qualified,
            node.lineno,
            node.col_offset + 1,
            node.end_lineno or node.lineno,
            tuple(map(_base, node.bases)),
            tuple(self._arguments(base) for base in node.bases),
            {each.arg: chain(each.value)[0] for each in node.keywords if each.arg},
            tuple(map(called_name, node.decorator_list)),
            tuple(sorted(methods, key=lambda each: each.line)),
            _facts_of(scope, "<class>", node.lineno, node.col_offset + 1, node.end_lineno or node.lineno),
            _is_docstring(node.body[0]),
        )

    def _arguments(self, base: ast.expr) -> str:
        return self._file.lines.annotation(base.slice) if isinstance(base, ast.Subscript) else ""


def read_code(tree: ast.Module, file: File) -> CodeFacts:
    """The classes and functions of a file; its imports are collected in `file` on the way."""
    return _Reader(file).read(tree)


def _facts_of(scope: Scope, name: str, line: int, column: int, end_line: int) -> FunctionFacts:
    """A module's top level, or a class body."""
    return FunctionFacts(
        name,
        line,
        column,
        end_line,
        loads=scope.loads,
        stores=scope.stores,
        calls=scope.calls,
        assigned=scope.assigned,
        annotated=scope.annotated,
        switches=tuple(scope.switches),
        raises=tuple(scope.raises),
        statements=scope.statements,
        arithmetic=scope.arithmetic,
        printed=tuple(scope.printed),
    )


def _base(node: ast.expr) -> str:
    while isinstance(node, ast.Subscript):
        node = node.value
    if isinstance(node, ast.Call):
        name = called_name(node)
        return f"{name}()" if name else ""
    return chain(node)[0]


def _default(node: ast.expr | None) -> str:
    return "" if node is None else value_text(node) or "=other"


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant) and isinstance(statement.value.value, str)


def _doing(node: _FunctionNode) -> list[ast.stmt]:
    """The statements that do something."""
    body: Sequence[ast.stmt] = node.body[1:] if _is_docstring(node.body[0]) else node.body
    return [each for each in body if not _is_nothing(each)]


def _body_kind(node: _FunctionNode, doing: Sequence[ast.stmt]) -> BodyKind:
    if not doing:
        return "empty"
    if len(doing) > 1:
        return "code"
    only = doing[0]
    if isinstance(only, ast.Raise):
        exception = called_name(only.exc) if only.exc is not None else ""
        return "not-implemented" if exception.rpartition(".")[2] in _MISSING else "refuses"
    value = only.value if isinstance(only, (ast.Return, ast.Expr)) else None
    if isinstance(only, ast.Return) and (value is None or isinstance(value, ast.Constant)):
        return "empty" if value is None else "constant"
    meant = called_name(value) if isinstance(only, ast.Return) and value is not None else ""
    if meant.rpartition(".")[2] in _MISSING and not node.name.startswith("__"):
        return "not-implemented"  # meant to be raised
    if isinstance(value, ast.Await):
        value = value.value
    if isinstance(value, ast.Call) and chain(value.func)[0] == f"super().{node.name}":
        return "delegates"
    return "code"


def _is_nothing(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Pass):
        return True
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant) and statement.value.value is ...
