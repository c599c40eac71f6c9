"""What a branch of a choice does, in short."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Final

from archlint.facts.python.text import chain, dotted, value_text
from archlint.facts.types import Part, PartKind

_SHORT: Final = 4  # statements of a branch that is looked into as a whole


def part_of(body: Sequence[ast.stmt]) -> Part:
    """A branch by its last statement."""
    does, target, value = _done(body[-1])
    uses = _uses(body) if len(body) <= _SHORT and does != "nothing" else ()
    return Part(does, target, value, uses, len(body))


def _done(last: ast.stmt) -> tuple[PartKind, str, str]:
    if isinstance(last, ast.Return):
        return "returns", "", value_text(last.value) if last.value else "=None"
    if isinstance(last, ast.Assign) and len(last.targets) == 1:
        return "assigns", dotted(last.targets[0]), value_text(last.value)
    if isinstance(last, (ast.AugAssign, ast.AnnAssign)):
        return "assigns", dotted(last.target), value_text(last.value)
    if isinstance(last, ast.Raise):
        return "raises", "", ""
    if isinstance(last, ast.Pass):
        return "nothing", "", ""
    if isinstance(last, ast.Expr):
        value = last.value.value if isinstance(last.value, ast.Await) else last.value
        if isinstance(value, ast.Constant):
            return "nothing", "", ""
        if isinstance(value, ast.Call):
            return "calls", dotted(value.func), ""
    return "code", "", ""


def _uses(body: Sequence[ast.stmt]) -> tuple[str, ...]:
    """The chains that are read, whole, sorted; those that are called with "()" behind."""
    found: set[str] = set()
    stack: list[ast.AST] = list(body)
    while stack:
        node = stack.pop()
        kind = node.__class__
        if kind is ast.Constant:
            continue
        if kind is ast.Name or kind is ast.Attribute:
            text, root = chain(node)  # type: ignore[arg-type]
            if text and node.ctx.__class__ is ast.Load:  # type: ignore[attr-defined]
                found.add(text)
            if root is not None:
                stack.append(root)
        elif isinstance(node, ast.Call) and (node.func.__class__ is ast.Name or node.func.__class__ is ast.Attribute):
            text, root = chain(node.func)
            if text:
                found.add(f"{text}()")
            if root is not None:
                stack.append(root)
            stack.extend(node.args)
            stack.extend(keyword.value for keyword in node.keywords)
        else:
            stack.extend(ast.iter_child_nodes(node))
    return tuple(sorted(found))
