"""A small repository on disk, and what the linter finds in it."""

from __future__ import annotations

from pathlib import Path

from archlint.rules import Finding, check, example_files

HEAD = 'archlint: "1"\nsystem: {id: shop}\n'


def write(folder: Path, text: str) -> Path:
    """Write the files of an example; an architecture.yaml gets its first lines."""
    for path, body in example_files(text).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(HEAD + body if path == "architecture.yaml" and not body.startswith("archlint") else body)
    return folder


def found(folder: Path, text: str, *rules: str) -> tuple[Finding, ...]:
    """What these rules find in an example."""
    return check(write(folder, text), select=rules).findings


def places(findings: tuple[Finding, ...]) -> list[tuple[str, int]]:
    """Path and line of each finding."""
    return [(finding.path, finding.line) for finding in findings]
