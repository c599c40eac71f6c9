"""A rule's page as Markdown, for programs that show help beside a finding."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final

from archlint.rules import Option, Rule, example_files

_LANGUAGES: Final = {
    ".py": "python",
    ".pyi": "python",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".toml": "toml",
    ".json": "json",
    ".sql": "sql",
}


def why(rule: Rule) -> str:
    """The reasons in one paragraph a line."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", rule.why.strip()))


def markdown(rule: Rule) -> str:
    """Why, the bad and the good example with their files as code, and the options."""
    parts = [why(rule)]
    for title, text in (("**Bad**", rule.bad), ("**Good**", rule.good)):
        parts += [title, _example(text)] if text.strip() else []
    if rule.options:
        parts += ["**Options**", "\n".join(map(_option, rule.options))]
    return "\n\n".join(part for part in parts if part) + "\n"


def _example(text: str) -> str:
    """Each file under its name; empty files (a package's `__init__.py`) are left out."""
    files = {path: body for path, body in example_files(text).items() if body.strip()}
    return "\n\n".join(f"`{path}`\n\n{_fenced(body.rstrip(), PurePosixPath(path).suffix)}" for path, body in files.items())


def _fenced(code: str, suffix: str) -> str:
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall(r"`{3,}", code))])
    return f"{fence}{_LANGUAGES.get(suffix, '')}\n{code}\n{fence}"


def _option(option: Option) -> str:
    words = [text for text in (option.shown_default, option.source) if text]
    source = f" (default: {'; '.join(words)})" if words else ""
    return f"- `{option.name}`: {option.meaning}{source}"
