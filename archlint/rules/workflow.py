"""A check as a user asks for it: what is new against a baseline or a revision, and what is grave enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from archlint.errors import UserError
from archlint.rules.baseline import BASELINE, Compared, Entry, compare, entry_of, read_baseline, renamed
from archlint.rules.engine import Report, Target, run, silent, target_of
from archlint.rules.own import OwnRules, Rules, all_with
from archlint.rules.types import SEVERITIES, Finding

_SHOWN = 5


class Request(NamedTuple):
    """What to check and what to show.

    `baseline` is the file of known findings; None means that of the model, or the usual one where it exists. With `diff`, only
    what was not found in that revision is shown. `severity` is the least one that is shown. `tell` hears what is being done.
    """

    path: Path
    model: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    cached: bool = True
    own: OwnRules = OwnRules()
    baseline: str | None = None
    no_baseline: bool = False
    diff: str | None = None
    severity: str = SEVERITIES[-1]
    tell: Callable[[str], None] = silent


class Outcome(NamedTuple):
    """What to show, and the entries of the baseline that nothing matches any more."""

    report: Report
    stale: tuple[Entry, ...] = ()


def lint(request: Request) -> Outcome:
    """Check as asked.

    Raises:
        ArchlintError: a mistake in the request or in a file that it names, or there is nothing to check.
    """
    target = target_of(request.path, request.model, request.cached)
    file = None if request.no_baseline else _baseline_file(target, request.baseline)
    entries = read_baseline(file) if file is not None else ()
    rules = all_with(request.own, target.document)
    report = run(target, rules, request.select, request.ignore, request.tell)
    findings, summary = report.findings, report.summary
    stale: tuple[Entry, ...] = ()
    notes = list(summary.notes)
    if file is not None:
        compared = _compared(target, report, rules, entries)
        findings, stale = _without_known(report, compared), compared.stale
        summary = replace(summary, known=len(compared.known))
        notes += _baseline_notes(file, compared)
    if request.diff is not None:
        from archlint.rules.difference import found_before

        before, note = found_before(target, rules, request.diff, request.tell)
        findings = tuple(finding for finding in findings if finding.fingerprint not in before)
        notes += [note] if note else []
    shown = SEVERITIES[: SEVERITIES.index(request.severity) + 1]
    findings = tuple(finding for finding in findings if finding.severity in shown)
    return Outcome(replace(report, findings=findings, summary=replace(summary, notes=tuple(notes))), stale)


def fails(report: Report, level: str) -> bool:
    """Whether a finding is at least so grave."""
    return any(SEVERITIES.index(finding.severity) <= SEVERITIES.index(level) for finding in report.findings)


class Tightened(NamedTuple):
    """A baseline as it should be: its file, its entries, and how it differs from what stands in the file.

    `new` are findings that are not in it; without `add` they stay out.
    """

    file: Path
    exists: bool
    entries: tuple[Entry, ...]
    compared: Compared


def tightened(request: Request, output: str | None, add: bool) -> Tightened:
    """The baseline without what has been mended, and with new findings only where it is new itself, or told to `add`.

    Raises:
        ArchlintError: a mistake in the request or in a file that it names, or there is nothing to check.
    """
    target = target_of(request.path, request.model, request.cached)
    file = Path(output) if output is not None else _model_baseline(target) or target.folder / BASELINE
    exists = file.exists()
    entries = read_baseline(file) if exists else ()
    rules = all_with(request.own, target.document)
    report = run(target, rules, request.select, request.ignore, request.tell)
    compared = _compared(target, report, rules, entries)
    kept = [*compared.known, *(finding for finding, _ in compared.moved)]
    if add or not exists:
        kept += compared.new
    return Tightened(file, exists, (*map(entry_of, kept), *compared.kept), compared)


def _compared(target: Target, report: Report, rules: Rules, entries: Sequence[Entry]) -> Compared:
    known = {each.rule.id for each in rules.all}
    gone = {entry.rule for entry in entries if entry.rule not in known} if rules.complete else set()
    exist = {entry.path for entry in entries if (target.folder / entry.path).exists()}
    return compare(report.findings, entries, gone | set(report.summary.rules), exist)


def _without_known(report: Report, compared: Compared) -> tuple[Finding, ...]:
    known = {finding.fingerprint for finding in compared.known}
    return tuple(finding for finding in report.findings if finding.fingerprint not in known)


def _baseline_notes(file: Path, compared: Compared) -> list[str]:
    notes = []
    for old, new in renamed(compared.moved).items():
        notes.append(f"'{old}' in {file} seems to be '{new}' now; `archlint baseline` takes its known findings over")
    if compared.stale:
        few = [f"{entry.path}: {entry.rule}: {entry.message}" for entry in compared.stale[:_SHOWN]]
        few += [f"and {len(compared.stale) - _SHOWN} more"] if len(compared.stale) > _SHOWN else []
        one = len(compared.stale) == 1
        what = "1 entry" if one else f"{len(compared.stale)} entries"
        is_ = "is" if one else "are"
        notes.append(f"{what} in {file} {is_} mended; `archlint baseline` takes {'it' if one else 'them'} out:")
        notes += [f"    {line}" for line in few]
    return notes


def _baseline_file(target: Target, given: str | None) -> Path | None:
    if given is not None:
        return Path(given)
    named = _model_baseline(target)
    if named is not None:
        if not named.exists():
            assert target.document is not None
            place = target.document.place("check", "baseline")
            raise UserError(f"there is no file '{named}'; `archlint baseline` writes it", place)
        return named
    usual = target.folder / BASELINE
    return usual if usual.exists() else None


def _model_baseline(target: Target) -> Path | None:
    check = target.document.architecture.check if target.document is not None else None
    if target.file is None or check is None or check.baseline is None:
        return None
    return target.file.parent / check.baseline
