"""Only the findings that a change adds: what is found now and was not found in the revision that the change starts from."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import msgspec

from archlint.errors import ArchlintError, UserError
from archlint.facts import edition
from archlint.model import FILE_NAME, load
from archlint.rules.engine import Target, run
from archlint.rules.git import Revision, checked_out, revision
from archlint.rules.index import code_edition
from archlint.rules.own import Rules

_NAME = "revision"


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    """What was found in a revision, and all that it follows from."""

    key: str
    fingerprints: frozenset[str]


def found_before(target: Target, rules: Rules, name: str, tell: Callable[[str], None]) -> tuple[frozenset[str], str]:
    """The fingerprints of all that a revision has, and a note where it could not be checked.

    The revision is checked with its own model and its own comments, and with today's rules. Its files are written into a folder
    for a moment; the user's work tree is not touched.

    Raises:
        UserError: there is no such revision, or the model is not a part of the repository.
    """
    wanted = revision(target.folder, name)
    model = _model_path(target, wanted)
    key = repr((wanted.tree, wanted.prefix, model, edition(), code_edition(), [each.edition for each in rules.own]))
    cache = target.cache.scoped(f"{_NAME} ") if target.cache is not None else None
    kept = _recalled(cache.piece(_NAME)) if cache is not None else None
    if kept is not None and kept.key == key:
        return kept.fingerprints, ""
    tell(f"reading the revision {name}")
    with checked_out(wanted) as tree:
        folder = tree / wanted.prefix
        file = tree / model if (tree / model).exists() else None
        try:
            document = load(file) if file is not None else None
            before = run(Target(folder, file, document, cache), rules, tell=lambda stage: tell(f"{stage} of {name}"))
        except ArchlintError as error:
            if not _has_sources(folder):
                return frozenset(), ""
            reason = str(error).splitlines()[0].replace(f"{tree}/", "")
            return frozenset(), f"'{name}' cannot be checked, all findings are shown: {reason}"
    fingerprints = frozenset(finding.fingerprint for finding in before.findings)
    if cache is not None:
        cache.keep(_NAME, msgspec.msgpack.encode(_Kept(key, fingerprints)))
    return fingerprints, ""


def _model_path(target: Target, wanted: Revision) -> str:
    """The model's file, relative to the top of the repository; one that is new, or gone, is that of the folder."""
    if target.file is None:
        return f"{wanted.prefix}/{FILE_NAME}".removeprefix("/")
    path = os.path.relpath(target.file.resolve(), wanted.top.resolve())
    if path.startswith(".."):
        raise UserError(f"to compare with a revision, the model must be in the repository, and '{target.file}' is not")
    return Path(path).as_posix()


def _has_sources(folder: Path) -> bool:
    return next(folder.rglob("*.py"), None) is not None


def _recalled(data: bytes | None) -> _Kept | None:
    try:
        return None if data is None else msgspec.msgpack.decode(data, type=_Kept)
    except msgspec.MsgspecError:
        return None
