"""Runs the rules over a folder and puts what they find in order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct

from archlint import peers
from archlint.errors import UserError
from archlint.facts import Cache, Facts, cache_of, gather
from archlint.model import FILE_NAME, Architecture, Document, load
from archlint.rules.inspections import inspect_all
from archlint.rules.judgement import Judgement
from archlint.rules.named import module_names, named_files
from archlint.rules.own import OwnRules, Rules, all_with
from archlint.rules.registry import chosen
from archlint.rules.settings import plain_start, settings_of
from archlint.rules.types import SEVERITIES, Finding, Rule, Subject, named_file


class Summary(Struct, frozen=True):
    """What was checked, so that nobody takes silence for success: the rules that ran and those that lack a model, and the files.

    `base` is the folder that was checked, as it was typed; findings are relative to it. `ignored` counts the findings that a
    comment lets pass, `known` those of the baseline; `own` are rules of the user's own, and `notes` are lines for whoever reads.
    `borrowed` are the files with contracts of other linters.
    """

    rules: tuple[str, ...]
    without_model: tuple[str, ...]
    modules: int
    model: str | None
    base: str = ""
    ignored: int = 0
    known: int = 0
    own: tuple[Rule, ...] = ()
    notes: tuple[str, ...] = ()
    borrowed: tuple[str, ...] = ()


class Report(Struct, frozen=True):
    """The findings, most important first, and what was checked; `subject` is what they were found in."""

    findings: tuple[Finding, ...]
    summary: Summary
    subject: Subject


class Target(NamedTuple):
    """A folder to check, with its model where it has one, and what is remembered of it."""

    folder: Path
    file: Path | None
    document: Document | None
    cache: Cache | None


def silent(_stage: str) -> None:
    """Tells nobody how far a check has come."""


def check(
    path: Path,
    model: Path | None = None,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    cached: bool = False,
    own: OwnRules = OwnRules(),  # noqa: B008  # a value
) -> Report:
    """Lint a folder.

    Args:
        path: the folder, with an architecture.yaml in it or not, or an architecture.yaml.
        model: the model, where it is not the folder's own.
        select: the rules, or principles, to run; by default all.
        ignore: the rules, or principles, not to run.
        cached: whether to remember what was read, and use what an earlier run remembered.
        own: rules beside archlint's.

    Raises:
        ArchlintError: the path or the model cannot be read, an option names no rule, or there is nothing to check.
    """
    target = target_of(path, model, cached)
    return run(target, all_with(own, target.document), select, ignore)


def target_of(path: Path, model: Path | None, cached: bool) -> Target:
    """What is to be checked.

    Raises:
        ArchlintError: the path or the model cannot be read.
    """
    folder, file = _located(path, model)
    if file is not None and file.is_dir():
        file = file / FILE_NAME
    cache = cache_of(folder) if cached else None
    return Target(folder, file, load(file, cache) if file is not None else None, cache)


def run(
    target: Target,
    rules: Rules,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    tell: Callable[[str], None] = silent,
) -> Report:
    """Run the rules over a target; `tell` hears what is being done.

    Raises:
        ArchlintError: an option or a setting names no rule, or there is nothing to check.
    """
    folder, _, document, _ = target
    settings = settings_of(document, rules.all, rules.complete)
    picked = chosen(rules.all, select, ignore, settings.off)
    tell("reading the source")
    subject = _subject(target, settings.options)
    runnable = [each for each in picked if document or not each.rule.needs_model or (each.rule.contracts and subject.parts)]
    if document is None and not subject.facts.modules:
        raise UserError(f"there is nothing to check in '{folder}': no Python file and no {FILE_NAME}")
    if not runnable:
        raise UserError(f"there is nothing to check: the selected rules need an {FILE_NAME}, and '{folder}' has none")
    tell("looking into each file")
    inspected = inspect_all(rules.all, subject, [each.rule.id for each in runnable])
    tell("judging the whole")
    model = target.file.read_bytes() if target.file is not None else b""
    findings, ignored = Judgement(subject, rules, settings, inspected, model).of(runnable)
    summary = Summary(
        rules=tuple(each.rule.id for each in runnable),
        without_model=tuple(each.rule.id for each in picked if each not in runnable),
        modules=len(subject.facts.modules),
        model=subject.path or None,
        base="" if str(folder) == "." else folder.as_posix(),
        ignored=ignored,
        own=tuple(each.rule for each in rules.own),
        notes=(*_own_notes(rules), *_elsewhere(folder, subject)),
        borrowed=tuple(part.at().path for part in subject.parts),
    )
    return Report(tuple(sorted(findings, key=importance)), summary, subject)


def _own_notes(rules: Rules) -> Iterator[str]:
    if not rules.complete:
        yield "the rules that the model names under `check.extra_rules` are not run (--no-code)"


def _elsewhere(folder: Path, subject: Subject) -> Iterator[str]:
    """What to run for contracts in folders below; where there are some here already, whoever wrote them knows of those."""
    for path in () if subject.parts else peers.elsewhere(folder):
        inner = (folder / path).parent.as_posix()
        yield f"the contracts in {path} are checked from their own folder: archlint check {inner}"


def read(path: Path, model: Path | None = None, cached: bool = False) -> Subject:
    """What `check` looks at, with no rule run.

    Args:
        path: the folder, with an architecture.yaml in it or not, or an architecture.yaml.
        model: the model, where it is not the folder's own.
        cached: whether to use what an earlier run remembered.

    Raises:
        ArchlintError: the path or the model cannot be read.
    """
    return _subject(target_of(path, model, cached), {})


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


def _subject(target: Target, options: Mapping[str, Mapping[str, Any]]) -> Subject:
    folder, file, document, cache = target
    borrowed = peers.find(folder, cache)
    known = [name for each in borrowed for name in each.known]
    if file is None or document is None:
        return Subject(gather(folder, known=known, cache=cache), borrowed=borrowed)
    base = file.parent.as_posix()
    facts = _facts(folder, file.parent, document, known, cache)
    path = Path(os.path.relpath(file, folder)).as_posix()
    return Subject(facts, document, path, "" if base == "." else base, options, borrowed)


def _facts(folder: Path, model_folder: Path, document: Document, known: list[str], cache: Cache | None) -> Facts:
    """The facts of a folder, read as its model says."""
    model: Architecture = document.architecture
    code = model.code
    roots: list[str] = []
    for index, root in enumerate(code.roots if code else ()):
        home = model_folder / root
        if not home.is_dir():
            place = document.place("code", "roots", index)
            raise UserError(f"there is no folder '{root}' for packages to start in", place)
        relative = Path(os.path.relpath(home, folder)).as_posix()
        if relative == ".." or relative.startswith("../"):
            place = document.place("code", "roots", index)
            raise UserError(f"the folder '{root}' lies outside of '{folder}', which is checked", place)
        roots.append(relative)
    base = "" if str(model_folder) == "." else model_folder.as_posix()
    files = [named.file for named in named_files(model)]
    if model.check is not None:
        files += [plain_start(pattern) for setting in model.check.paths for pattern in setting.paths]
    named = [named_file(base, file) for file in files]
    return gather(folder, roots, code.exclude if code else (), named, [*module_names(model), *known], cache)


def importance(finding: Finding) -> tuple[int, str, int, int, str, str]:
    """The key that sorts findings, the most important first."""
    return SEVERITIES.index(finding.severity), finding.path, finding.line, finding.column, finding.rule, finding.message
