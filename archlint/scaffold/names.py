"""Which names are good ones: each check gives what is wrong with a name and what to do, or None."""

from __future__ import annotations

import keyword
import re
import sys
import unicodedata
from typing import Final

from archlint.catalog import Question

MAX_NAME: Final = 40
MAX_TEXT: Final = 200

_SLUG: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_IDENTIFIER: Final = re.compile(r"[a-z][a-z0-9_]*")
_DEVICES: Final = frozenset(("con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))))
_LEFT_OUT_OF_STDLIB: Final = frozenset({"test"})  # importable everywhere, though sys.stdlib_module_names does not say so


def problem(question: Question, text: str) -> str | None:
    """What is wrong with a text as the answer to a question."""
    if question.rule == "slug":
        return slug_problem(text)
    if question.rule == "identifier":
        return identifier_problem(text)
    return text_problem(text, may_be_empty=question.default == "")


def text_problem(text: str, *, may_be_empty: bool = False) -> str | None:
    """One line that a file can hold."""
    if not text.strip() and not may_be_empty:
        return "must not be empty"
    if len(text) > MAX_TEXT:
        return f"is longer than {MAX_TEXT} characters"
    if any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in text):
        return "must be one line without control characters"
    return None


def slug_problem(text: str) -> str | None:
    """A name for folders, hosts, images and packages alike."""
    if not text:
        return "must not be empty"
    if len(text) > MAX_NAME:
        return f"is longer than {MAX_NAME} characters"
    if not _SLUG.fullmatch(text):
        return f"{text!r} is not a name of small letters, digits and single '-', a letter first{_advice(_slugged(text))}"
    if text in _DEVICES:
        return f"'{text}' is a device on Windows; choose another name"
    return None


def identifier_problem(text: str) -> str | None:
    """A name for a Python package."""
    if not text:
        return "must not be empty"
    if len(text) > MAX_NAME:
        return f"is longer than {MAX_NAME} characters"
    if not _IDENTIFIER.fullmatch(text):
        advice = _advice(_slugged(text).replace("-", "_"))
        return f"{text!r} is not a name of small letters, digits and '_', a letter first{advice}"
    return package_problem(text)


def package_problem(text: str) -> str | None:
    """A name, well-formed already, that Python and the file system leave free."""
    if keyword.iskeyword(text) or keyword.issoftkeyword(text):
        return f"'{text}' is a keyword of Python; choose another name"
    if text in sys.stdlib_module_names or text in _LEFT_OUT_OF_STDLIB:
        return f"'{text}' is a module of Python's standard library; choose another name"
    if text in _DEVICES:
        return f"'{text}' is a device on Windows; choose another name"
    return None


def _slugged(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    return re.sub(r"^[0-9-]+", "", words)[:MAX_NAME].strip("-")


def _advice(text: str) -> str:
    return f"; such as '{text}'" if text else ""
