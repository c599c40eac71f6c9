"""The findings that a team knows and has not mended yet: a file that is written once and then only shrinks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from archlint.errors import Place, UserError
from archlint.rules.types import Finding

BASELINE: Final = ".archlint-baseline.json"
_VERSION: Final = 1


class Entry(NamedTuple):
    """A known finding; all but the fingerprint is there for people, and to know a finding again whose file was renamed."""

    path: str
    rule: str
    message: str
    fingerprint: str


class Compared(NamedTuple):
    """Findings held against a baseline.

    `moved` are findings that look like an entry whose file is gone, with that entry; `stale` are the entries that nothing
    matches any more, and `kept` those that nothing could match, because their rules were not run.
    """

    new: tuple[Finding, ...]
    known: tuple[Finding, ...]
    moved: tuple[tuple[Finding, Entry], ...]
    stale: tuple[Entry, ...]
    kept: tuple[Entry, ...]


def entry_of(finding: Finding) -> Entry:
    """The entry for a finding."""
    return Entry(finding.path, finding.rule, finding.message, finding.fingerprint)


def read_baseline(file: Path) -> tuple[Entry, ...]:
    """The entries of a file.

    Raises:
        UserError: it cannot be read, or is no baseline.
    """
    import json

    advice = "mend it, or delete it and let `archlint baseline` write a new one"
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError(f"the baseline cannot be read: {error.strerror}", Place(str(file))) from None
    except json.JSONDecodeError as error:
        raise UserError(f"not a baseline: {error.msg}; {advice}", Place(str(file), error.lineno, error.colno)) from None
    except (ValueError, RecursionError):
        raise UserError(f"not a baseline: no JSON in UTF-8; {advice}", Place(str(file))) from None
    if isinstance(data, dict) and isinstance(data.get("version"), int) and data["version"] > _VERSION:
        raise UserError("the baseline was written by a newer archlint; update archlint", Place(str(file)))
    rows = data.get("findings") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        raise UserError(f"not a baseline: it has no list of findings; {advice}", Place(str(file)))
    return tuple(_entry(row, number, file) for number, row in enumerate(rows, 1))


def _entry(row: Any, number: int, file: Path) -> Entry:
    if isinstance(row, dict) and isinstance(row.get("fingerprint"), str):
        words = [row.get(name, "") for name in Entry._fields]
        if all(isinstance(word, str) for word in words):
            return Entry(*words)
    raise UserError(f"not a baseline: its finding {number} has no fingerprint of text", Place(str(file)))


def baseline_text(entries: Iterable[Entry]) -> str:
    """The text of a baseline, one entry a line and sorted, so that two branches merge well."""
    import json

    rows = [json.dumps({name: getattr(entry, name) for name in Entry._fields}) for entry in sorted(set(entries))]
    body = ",\n".join(f"    {row}" for row in rows)
    return f'{{\n  "version": {_VERSION},\n  "findings": [' + (f"\n{body}\n  ]\n}}\n" if rows else "]\n}\n")


def compare(findings: Sequence[Finding], entries: Sequence[Entry], ran: Collection[str], exist: Collection[str]) -> Compared:
    """Hold findings against a baseline.

    Args:
        findings: all that were found.
        entries: the baseline.
        ran: the rules that were run or do not exist any more; the entries of others are not judged.
        exist: the paths that are there.
    """
    by_print = {entry.fingerprint: entry for entry in entries}
    known = tuple(finding for finding in findings if finding.fingerprint in by_print)
    new = [finding for finding in findings if finding.fingerprint not in by_print]
    matched = {finding.fingerprint for finding in known}
    unmatched = [entry for entry in entries if entry.fingerprint not in matched]
    stale = [entry for entry in unmatched if entry.rule in ran]
    moved = tuple(_moved(new, [entry for entry in stale if entry.path not in exist]))
    gone = {entry for _, entry in moved}
    again = {finding.fingerprint for finding, _ in moved}
    return Compared(
        tuple(finding for finding in new if finding.fingerprint not in again),
        known,
        moved,
        tuple(entry for entry in stale if entry not in gone),
        tuple(entry for entry in unmatched if entry.rule not in ran),
    )


def _moved(new: Iterable[Finding], gone: Sequence[Entry]) -> Iterable[tuple[Finding, Entry]]:
    """Pairs of a new finding and an entry that say the same about two files, each entry once."""
    waiting: dict[tuple[str, str], list[Entry]] = {}
    for entry in gone:
        waiting.setdefault((entry.rule, _said(entry.message, entry.path)), []).append(entry)
    for finding in new:
        entries = waiting.get((finding.rule, _said(finding.message, finding.path)))
        if entries:
            yield finding, entries.pop(0)


def _said(message: str, path: str) -> str:
    """What a message says, whatever its file is called: the file's path and dotted name are taken out."""
    stem = path.rpartition(".")[0].removesuffix("/__init__")
    parts = stem.split("/")
    names = [path, stem, *(".".join(parts[start:]) for start in range(len(parts)))]
    pattern = "|".join(re.escape(name) for name in names if name)
    return re.sub(rf"(?<![\w.])(?:{pattern})(?![\w])" if pattern else r"(?!)", "@", message)


def renamed(moved: Iterable[tuple[Finding, Entry]]) -> Mapping[str, str]:
    """The old and the new path of the files that seem to be renamed."""
    return {entry.path: finding.path for finding, entry in moved}
