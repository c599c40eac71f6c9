"""Comments that speak to the linter: `# archlint: ignore[RULE, …] reason` and `# archlint: ignore-file[RULE, …] reason`.

Those of tach, `# tach-ignore(reason) module …`, are heard too.
"""

from __future__ import annotations

import ast
import re
import tokenize
from collections.abc import Iterator
from io import BytesIO

from archlint.facts.types import Ignore

_MARK = re.compile(r"#\s*archlint:\s*ignore(-file)?\b(?:\s*\[([^\]]*)\])?[\s:,;-]*(.*)")
_WAIVER = re.compile(rb"# *tach-ignore(?:\(([^)]*)\))?((?:\s+[\w.]+)*)\s*$")
_HEADED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def ignores(source: bytes, tree: ast.Module) -> tuple[Ignore, ...]:
    """The comments of a file that let findings pass, in the order of the text."""
    if b"archlint:" not in source:
        return ()
    return tuple(_read(source, tree))


def waivers(source: bytes, tree: ast.Module) -> tuple[Ignore, ...]:
    """The comments `# tach-ignore(reason) module …`.

    One on the first line of a statement speaks of the whole of it, one on another line of that line, one on its own line of the
    line below; as with tach, of two that speak of one line the first counts.
    """
    if b"tach-ignore" not in source:
        return ()
    spans = _spans(tree)
    found: dict[int, Ignore] = {}
    for number, text in enumerate(source.splitlines(), 1):
        match = _WAIVER.search(text) if b"tach-ignore" in text else None
        if match:
            line = number + 1 if text.lstrip().startswith(b"#") else number
            last = max([line, *(span[1] for span in spans if span[0] == line)])
            words = tuple(match[2].decode("utf-8", "replace").split())
            reason = (match[1] or b"").decode("utf-8", "replace")
            found.setdefault(line, Ignore(number, match.start() + 1, words, reason, line, last))
    return tuple(found.values())


def _read(source: bytes, tree: ast.Module) -> Iterator[Ignore]:
    spans = _spans(tree)
    try:
        for token in tokenize.tokenize(BytesIO(source).readline):
            found = _MARK.search(token.string) if token.type == tokenize.COMMENT else None
            if found:
                line, column = token.start[0], token.start[1] + found.start() + 1
                rules = tuple(part for part in re.split(r"[\s,]+", found[2] or "") if part)
                alone = not token.line[: token.start[1]].strip()
                first, last = _span_below(spans, line) if alone else _span_at(spans, line)
                yield Ignore(line, column, rules, found[3].strip(), first, last, found[1] is not None)
    except (tokenize.TokenError, SyntaxError):  # the parser read it, so that little can be lost
        return


def _spans(tree: ast.Module) -> list[tuple[int, int]]:
    """The lines of each statement, of a compound one those of its head, by the first line."""
    spans = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.stmt):
            continue
        body = getattr(node, "body", None)
        first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))])
        if isinstance(body, list) and body:
            spans.append((first, max(node.lineno, body[0].lineno - 1)))
        else:
            spans.append((first, node.end_lineno or node.lineno))
    return sorted(spans)


def _span_at(spans: list[tuple[int, int]], line: int) -> tuple[int, int]:
    around = [span for span in spans if span[0] <= line <= span[1]]
    return min(around, key=lambda span: span[1] - span[0], default=(line, line))


def _span_below(spans: list[tuple[int, int]], line: int) -> tuple[int, int]:
    """A comment on its own line inside a statement speaks of that one, else of the next."""
    inside = [span for span in spans if span[0] < line <= span[1]]
    if inside:
        return _span_at(spans, line)
    return min((span for span in spans if span[0] > line), default=(line, line))
