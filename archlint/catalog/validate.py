"""What the types of a pattern.yaml cannot say: its questions fit together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from archlint.catalog.types import Pattern, Question

RESERVED: Final = frozenset({"dest_name", "archlint_version", "path", "to_root", "alone", "port", "uses"})
_JINJA_WORDS: Final = frozenset(
    ("and", "else", "false", "if", "import", "in", "is", "loop", "none", "not", "or", "self", "true", "range", "dict", "namespace")
)

Keys = tuple[str | int, ...]


def problems(pattern: Pattern) -> Iterator[tuple[Keys, str]]:
    """Each thing that is wrong: the keys that lead to it, and what it is."""
    seen: set[str] = set()
    for index, question in enumerate(pattern.questions):
        where: Keys = ("questions", index)
        if question.id in seen:
            yield (*where, "id"), f"the question '{question.id}' stands there twice; give each its own id"
        if question.id in RESERVED or question.id in _JINJA_WORDS:
            yield (*where, "id"), f"'{question.id}' has a meaning of its own in templates; choose another id"
        seen.add(question.id)
        for key, message in _question_problems(question):
            yield (*where, key), f"question '{question.id}': {message}"
    for name in pattern.derived:
        if name in seen or name in RESERVED or name in _JINJA_WORDS:
            yield ("derived", name), f"'{name}' is the name of a question or has a meaning of its own; choose another name"


def _question_problems(question: Question) -> Iterator[tuple[str, str]]:
    chooses = question.kind in ("choice", "many")
    if chooses and not question.choices:
        yield "kind", f"kind {question.kind} needs 'choices', a mapping of a choice to what it means"
    if question.choices and not chooses:
        yield "choices", f"kind {question.kind} takes no 'choices'; make it a choice or a many"
    if question.rule != "text" and question.kind != "text":
        yield "rule", f"kind {question.kind} takes no 'rule'; that is for text"
    default: Any = question.default
    if default is None:
        return
    wanted, name = {"many": (tuple, "a list of choices"), "flag": (bool, "true or false")}.get(question.kind, (str, "text"))
    templated = isinstance(default, str) and "{" in default
    if not templated and not isinstance(default, wanted):
        yield "default", f"kind {question.kind} has {name} for a default"
    elif not templated and chooses:
        chosen = default if isinstance(default, tuple) else (default,)
        for choice in chosen:
            if choice not in question.choices:
                yield "default", f"the default '{choice}' is not one of its choices: {', '.join(question.choices)}"
