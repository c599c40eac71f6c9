"""One function, class body or module top level: its statements and expressions in the order of the text, once, without recursion.

Speed matters here: every node of every file comes by. A node's class leads to its handler through a dict; a handler notes what it
sees and puts the node's children on the stack, the last one first. Names and constants, which are most nodes, need no handler.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from archlint.facts.python.switches import Branch, asked_apart, is_leaving, is_staying, switch_of
from archlint.facts.python.text import Lines
from archlint.facts.types import Import, Raise, Switch, packed

_If: Final = ast.If


class File:
    """What the scopes of one file share."""

    def __init__(self, source: bytes, package: str) -> None:
        self.lines = Lines(source)
        self.package = package
        self.imports: list[Import] = []


class Restore(NamedTuple):
    """On the stack: what holds from here on again, after the children of an `if` or of a nested function."""

    type_checking: bool
    main: bool
    nested: int


class Scope:
    """The facts of one scope while it is read; `definitions` collects the classes (and at top level functions) met on the way."""

    __slots__ = (
        "altered",
        "annotated",
        "arithmetic",
        "asserted",
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
        "printed",
        "raises",
        "returned",
        "spread",
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
        self.spread: dict[str, None] = {}
        self.altered: dict[str, None] = {}
        self.asserted: dict[str, None] = {}
        self.is_generator = False
        self.statements = 0
        self.arithmetic = 0
        self.printed: list[str] = []

    def read(self, body: Sequence[ast.AST], handlers: Mapping[type, Handler], other: Handler) -> None:
        """Read statements or expressions, and all below them; `other` takes the nodes without a handler."""
        self.block(body)
        stack, loads, stores = self.stack, self.loads, self.stores
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
                handlers.get(kind, other)(self, node)
        if not self.file.lines.is_ascii:
            for places in (loads, stores, self.calls):
                self.file.lines.count_characters(places)

    def block(self, body: Sequence[Any]) -> None:
        """Put statements on the stack, and note the runs of ifs that each leave, or none."""
        self.statements += len(body)
        self.stack.extend(body[::-1])
        last = len(body) - 1
        start = 0
        while start < last:
            if body[start].__class__ is _If and not body[start].orelse:
                goes_on = is_leaving if is_leaving(body[start]) else is_staying
                end = start + 1
                while end <= last and goes_on(body[end]):
                    end += 1
                if end - start > 1:
                    self._run(body, start, end)
                start = end - 1
            start += 1

    def _run(self, body: Sequence[Any], start: int, end: int) -> None:
        if not is_leaving(body[start]):
            self.switches.extend(asked_apart(body[start:end]))
            return
        branches = [Branch(each.test, each.body) for each in body[start:end]]
        last = body[end - 1]
        found = switch_of(branches, body[end : end + 1], body[start], last.end_lineno or last.lineno)
        if found is not None and len(branches) > 1:
            self.switches.append(found)


Handler: TypeAlias = Callable[[Scope, Any], None]
