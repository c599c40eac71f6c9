"""Pieces of a syntax tree as short texts: dotted chains, values, annotations."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Sequence
from typing import Final

from archlint.facts.types import column_of, line_of, packed

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

ARITHMETIC: Final = frozenset({ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Pow})  # of numbers; texts have + and %
_LETTERS: Final = re.compile("[A-Za-z]+")
_WORDS: Final = 12  # of a text that are kept
_CHECKERS: Final = (b"type:", b"pyright:", b"ty:", b"pyre:")
_DIFFERING: Final = (b"arguments-differ", b"arguments-renamed", b"signature-differs", b"invalid-overridden", b"W0221", b"W0222")
_LIMITS: Final = frozenset(
    {b"fixme", b"instead", b"see", b"support", b"supported", b"supports", b"todo", b"unsupported", b"use", b"yet"}
)
_DENIALS: Final = (b"n't ", b"n\\'t ", b"cannot ", b"can not ", b"unable to ", b"does not ", b"do not ", b"not able ")
_WORD: Final = re.compile(rb"[a-z]+")


def chain(node: ast.expr) -> tuple[str, ast.expr | None]:
    """A dotted chain as text, and the expression at its root that must be looked into too.

    `a.b` is "a.b" with no root to look into; `f(x).a` is "f().a" with the call as root; what begins with no name gives an empty
    text.
    """
    if node.__class__ is ast.Name:
        return node.id, None
    if node.__class__ is ast.Attribute and node.value.__class__ is ast.Name:
        return f"{node.value.id}.{node.attr}", None
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


def is_of_numbers(node: ast.BinOp) -> bool:
    """Whether an operation of `ARITHMETIC` may be one of numbers: `"-" * 40` is none, and `folder / name` may be a path."""
    left, right = node.left, node.right
    if _is_sequence(left) or _is_sequence(right):
        return False
    return node.op.__class__ is not ast.Div or right.__class__ in (ast.Call, ast.BinOp) or _is_number(right) or _is_product(left)


def _is_sequence(node: ast.expr) -> bool:
    return node.__class__ in (ast.List, ast.Tuple, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes))
    )


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value.__class__ in (int, float)


def _is_product(node: ast.expr) -> bool:
    return isinstance(node, ast.BinOp) and node.op.__class__ in (ast.Mult, ast.Sub)


def printed_words(node: ast.expr) -> str:
    """The words of letters in a text: of a literal, an f-string, or what such a one is added to."""
    while isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)):
        node = node.left
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        node = node.func.value  # "…".format(…)
    if isinstance(node, ast.JoinedStr):
        text = " ".join(str(each.value) for each in node.values if isinstance(each, ast.Constant))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        text = node.value
    else:
        return ""
    return " ".join(_LETTERS.findall(text)[:_WORDS]).lower()


class Lines:
    """A file's text by lines, for pieces that are wanted as they are written."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        self._lines: list[bytes] | None = None
        self.is_ascii = source.isascii()
        self._may_waive = b"ignore" in source or b"disable=" in source

    def annotation(self, node: ast.expr | None) -> str:
        """An annotation as it is written, on one line and without quotes around the whole."""
        if node is None:
            return ""
        if node.__class__ is ast.Name:
            return node.id
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        return self._piece(node)

    def count_characters(self, places: dict[str, int]) -> None:
        """Turn columns that count the bytes of UTF-8, as the parser does, into such that count characters."""
        for name, place in places.items():
            line, column = line_of(place), column_of(place)
            text = self._line(line)
            if not text.isascii():
                places[name] = packed(line, len(text[: column - 1].decode("utf-8", "replace")) + 1)

    def waive(self, first: int, last: int) -> bool:
        """Whether a comment in these lines lets a method differ from the one that it overrides."""
        return self._may_waive and any(_waives(self._line(number)) for number in range(first, last + 1))

    def tell_of_a_limit(self, first: int, last: int) -> bool:
        """Whether a word in these lines says that what they cannot do is a limit, or what to do instead."""
        return not _LIMITS.isdisjoint(_WORD.findall(self._lowered(first, last)))

    def say_no(self, first: int, last: int) -> bool:
        """Whether the text in these lines denies something."""
        text = self._lowered(first, last)
        return any(each in text for each in _DENIALS)

    def _lowered(self, first: int, last: int) -> bytes:
        return b"\n".join(self._line(number) for number in range(first, last + 1)).lower()

    def _line(self, number: int) -> bytes:
        if self._lines is None:
            self._lines = _as_parsed(self._source).replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        return self._lines[number - 1] if number <= len(self._lines) else b""

    def _piece(self, node: ast.expr) -> str:
        text = self._line(node.lineno)
        if node.end_lineno != node.lineno or not text:
            return " ".join(ast.unparse(node).split())
        return text[node.col_offset : node.end_col_offset].decode("utf-8", "replace")


def _waives(line: bytes) -> bool:
    """Whether a line's comment lets a method differ: `type: ignore`, alone or of overrides, or one of pylint's names for it."""
    comment = line.partition(b"#")[2]
    if b"pylint:" in comment and b"disable=" in comment:
        return any(name in comment for name in _DIFFERING)
    before, found, rest = comment.partition(b"ignore")
    if not found or not before.rstrip(b" ").endswith(_CHECKERS):
        return False
    return b"verride" in rest.partition(b"]")[0] if rest.startswith(b"[") else True


def _as_parsed(source: bytes) -> bytes:
    """The source in UTF-8, in which the parser counts its columns."""
    if source.isascii():
        return source
    source = source.removeprefix(b"\xef\xbb\xbf")
    if b"coding" not in b"".join(source.split(b"\n", 2)[:2]):
        return source
    encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
    return source if encoding == "utf-8" else source.decode(encoding, "replace").encode()
