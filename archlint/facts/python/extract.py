"""Source text to facts: one pure function, so that a cache or a native reader can stand in for it."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Sequence
from typing import NamedTuple

from archlint.facts.python.comments import ignores, waivers
from archlint.facts.python.definitions import read_code
from archlint.facts.python.scope import File
from archlint.facts.types import CodeFacts, Import, ModuleFacts, Note

_ALIAS = re.compile(r"[^\W\d][\w.]*\Z")


class Extracted(NamedTuple):
    """Both parts of a file's facts."""

    facts: ModuleFacts
    code: CodeFacts


def extract(source: bytes, module: str, is_package: bool) -> Extracted:
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
        return _read(tree, source, module, is_package)
    except SyntaxError as error:
        return _unread(Note(_reason(error), error.lineno or 0, error.offset or 0))
    except ValueError as error:  # null bytes, before Python 3.12
        return _unread(Note(_reason(error)))
    except (RecursionError, MemoryError):
        return _unread(Note("it is nested too deep to be parsed"))


def _unread(note: Note) -> Extracted:
    return Extracted(ModuleFacts(note=note), CodeFacts())


def _reason(error: Exception) -> str:
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    return message if message.isascii() or message.isprintable() else ascii(message)


def _read(tree: ast.Module, source: bytes, module: str, is_package: bool) -> Extracted:
    file = File(source, module if is_package else module.rpartition(".")[0])
    code = read_code(tree, file)
    file.imports.sort(key=lambda each: (each.line, each.column))
    facts = ModuleFacts(
        tuple(file.imports),
        offered=_offered(code, file.imports),
        exported=_exported(tree.body) if b"__all__" in source else None,
        aliases=_aliases(code),
        classes=tuple(each.name for each in code.classes),
        ignores=ignores(source, tree),
        waivers=waivers(source, tree),
    )
    return Extracted(facts, code)


def _exported(body: list[ast.stmt]) -> tuple[str, ...] | None:
    """`__all__`, put together from its assignment and what is added to it; None where it is not written out."""
    names: list[str] | None = None
    for node in body:
        targets = (
            node.targets
            if isinstance(node, ast.Assign)
            else [node.target]
            if isinstance(node, ast.AnnAssign | ast.AugAssign)
            else []
        )
        if not any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets):
            continue
        value = node.value  # type: ignore[attr-defined]
        if not isinstance(value, (ast.List, ast.Tuple)):
            return None
        written = [each.value for each in value.elts if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        names = (names or []) + written if isinstance(node, ast.AugAssign) else written
    return None if names is None else tuple(names)


def _offered(code: CodeFacts, imports: Sequence[Import]) -> frozenset[str]:
    """The names that are bound at the top level; `import a.b` is no such name, since what it binds is a."""
    assert code.top is not None
    names = {name for name in code.top.stores if "." not in name}
    names.update(each.name for each in code.functions)
    names.update(each.name for each in code.classes if "." not in each.name)
    names.update(each.alias or each.name for each in imports if not each.in_function and not each.dynamic)
    return frozenset(names - {"", "*"})


def _aliases(code: CodeFacts) -> dict[str, str]:
    """Top-level names that are set to another name, or to a part of one."""
    assert code.top is not None
    values = code.top.assigned.items()
    return {name: value for name, value in values if value and "." not in name and value != name and _ALIAS.match(value)}
