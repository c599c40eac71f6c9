"""Runs the rules over a folder and puts what they find in order."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from archlint.errors import UserError
from archlint.facts import Cache, Facts, cache_of, gather
from archlint.model import FILE_NAME, Architecture, Document, load
from archlint.rules.inspections import Inspected, inspect_all
from archlint.rules.named import module_names, named_files
from archlint.rules.registry import Registered, chosen, registered
from archlint.rules.types import SEVERITIES, Finding, Found, Rule, Subject, named_file

_NUMBERS = re.compile(r"\d+")


class Summary(Struct, frozen=True):
    """What was checked, so that nobody takes silence for success: the rules that ran and those that lack a model, and the files.

    `base` is the folder that was checked, as it was typed; findings are relative to it.
    """

    rules: tuple[str, ...]
    without_model: tuple[str, ...]
    modules: int
    model: str | None
    base: str = ""


class Report(Struct, frozen=True):
    """The findings, most important first, and what was checked; `subject` is what they were found in."""

    findings: tuple[Finding, ...]
    summary: Summary
    subject: Subject


def check(
    path: Path,
    model: Path | None = None,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    cached: bool = False,
) -> Report:
    """Lint a folder.

    Args:
        path: the folder, with an architecture.yaml in it or not, or an architecture.yaml.
        model: the model, where it is not the folder's own.
        select: the rules, or principles, to run; by default all.
        ignore: the rules, or principles, not to run.
        cached: whether to remember what was read, and use what an earlier run remembered.

    Raises:
        ArchlintError: the path or the model cannot be read, an option names no rule, or there is nothing to check.
    """
    rules = chosen(select, ignore)
    folder, file = _located(path, model)
    cache = cache_of(folder) if cached else None
    document = load(file, cache) if file is not None else None
    subject = _subject(folder, file, document, cache)
    runnable = [each for each in rules if document is not None or not each.rule.needs_model]
    if document is None and not subject.facts.modules:
        raise UserError(f"there is nothing to check in '{path}': no Python file and no {FILE_NAME}")
    if not runnable:
        raise UserError(f"there is nothing to check: the selected rules need an {FILE_NAME}, and '{folder}' has none")
    inspected = inspect_all(registered(), subject)
    findings = [finding for each in runnable for finding in _findings(each, _found(each, subject, inspected))]
    summary = Summary(
        rules=tuple(each.rule.id for each in runnable),
        without_model=tuple(each.rule.id for each in rules if each not in runnable),
        modules=len(subject.facts.modules),
        model=subject.path or None,
        base="" if str(folder) == "." else folder.as_posix(),
    )
    return Report(tuple(sorted(findings, key=_importance)), summary, subject)


def read(path: Path, model: Path | None = None, cached: bool = False) -> Subject:
    """What `check` looks at, with no rule run.

    Args:
        path: the folder, with an architecture.yaml in it or not, or an architecture.yaml.
        model: the model, where it is not the folder's own.
        cached: whether to use what an earlier run remembered.

    Raises:
        ArchlintError: the path or the model cannot be read.
    """
    folder, file = _located(path, model)
    cache = cache_of(folder) if cached else None
    return _subject(folder, file, load(file, cache) if file is not None else None, cache)


def _located(path: Path, model: Path | None) -> tuple[Path, Path | None]:
    """The folder to check, and its model where it has one."""
    if path.is_dir():
        own = path / FILE_NAME
        return path, model if model is not None else own if own.exists() else None
    if not path.exists():
        raise UserError(f"there is no '{path}'; give a folder or an {FILE_NAME}")
    if path.suffix not in (".yaml", ".yml"):
        raise UserError(f"'{path}' is neither a folder nor an {FILE_NAME}; give the folder that it is in")
    if model is not None:
        raise UserError(f"'{path}' is a model already; with --model, give a folder")
    return path.parent, path


def _subject(folder: Path, file: Path | None, document: Document | None, cache: Cache | None) -> Subject:
    if file is None or document is None:
        return Subject(gather(folder, cache=cache))
    file = file / FILE_NAME if file.is_dir() else file
    base = file.parent.as_posix()
    facts = _facts(folder, file.parent, document, cache)
    return Subject(facts, document, Path(os.path.relpath(file, folder)).as_posix(), "" if base == "." else base)


def _facts(folder: Path, model_folder: Path, document: Document, cache: Cache | None) -> Facts:
    """The facts of a folder, read as its model says."""
    model: Architecture = document.architecture
    code = model.code
    roots: list[str] = []
    for index, root in enumerate(code.roots if code else ()):
        place = document.place("code", "roots", index)
        home = model_folder / root
        if not home.is_dir():
            raise UserError(f"there is no folder '{root}' for packages to start in", place)
        relative = Path(os.path.relpath(home, folder)).as_posix()
        if relative == ".." or relative.startswith("../"):
            raise UserError(f"the folder '{root}' lies outside of '{folder}', which is checked", place)
        roots.append(relative)
    base = "" if str(model_folder) == "." else model_folder.as_posix()
    named = [named_file(base, named.file) for named in named_files(model)]
    return gather(folder, roots, code.exclude if code else (), named, module_names(model), cache)


def _found(each: Registered, subject: Subject, inspected: Inspected) -> Iterator[Found]:
    """All that a rule finds, in files and in the whole."""
    yield from inspected.found.get(each.rule.id, ())
    if each.conclude is not None:
        yield from each.conclude(subject, inspected.clues[each.rule.id])
    if each.find is not None:
        yield from each.find(subject)


def _findings(each: Registered, found_: Iterable[Found]) -> list[Finding]:
    """A rule's findings; equal ones are told apart by their order in the file."""
    seen: Counter[str] = Counter()
    findings = []
    for found in sorted(found_, key=lambda found: (found.place, found.message)):
        key = _identity(each.rule, found)
        findings.append(_finding(each.rule, found, key, seen[key]))
        seen[key] += 1
    return findings


def _identity(rule: Rule, found: Found) -> str:
    words = found.identity or _NUMBERS.sub("#", " ".join(found.message.split()))
    return "\0".join((rule.id, found.place.path, found.element, words))


def _finding(rule: Rule, found: Found, key: str, occurrence: int) -> Finding:
    from hashlib import sha256

    fingerprint = sha256(f"{key}\0{occurrence}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
    place = found.place
    return Finding(
        rule.id,
        rule.principle,
        rule.severity,
        place.path,
        place.line,
        place.column,
        found.element,
        found.message,
        fingerprint,
        found.steps,
    )


def _importance(finding: Finding) -> tuple[int, str, int, int, str, str]:
    return SEVERITIES.index(finding.severity), finding.path, finding.line, finding.column, finding.rule, finding.message
