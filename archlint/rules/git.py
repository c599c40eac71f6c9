"""A revision of a git repository as a folder, without touching the user's work tree, index or hooks."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from archlint.errors import UserError

_QUIET = ("-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "core.autocrlf=false", "-c", "checkout.workers=0")


class Revision(NamedTuple):
    """A commit of a repository: the repository's top, the checked folder below it, the commit, and the digest of its tree."""

    top: Path
    prefix: str
    commit: str
    tree: str


def revision(folder: Path, name: str) -> Revision:
    """The commit that a change to `name` starts from: where the history of the checked-out commit left that of `name`.

    Raises:
        UserError: the folder is in no git repository, or there is no such revision.
    """
    top = _asked(folder, "rev-parse", "--show-toplevel")
    if top is None:
        raise UserError(f"'{folder}' is in no git repository, and so there is no '{name}' to compare with")
    commit = _asked(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if commit is None:
        raise UserError(f"git knows no revision '{name}' in '{folder}'; fetch it, or name another")
    commit = _asked(folder, "merge-base", commit, "HEAD") or commit
    tree = _asked(folder, "rev-parse", f"{commit}^{{tree}}") or commit
    prefix = (_asked(folder, "rev-parse", "--show-prefix") or "").strip("/")
    return Revision(Path(top), prefix, commit, tree)


@contextmanager
def checked_out(wanted: Revision) -> Iterator[Path]:
    """The files of a revision in a folder of their own, which is gone afterwards; submodules are empty folders.

    Raises:
        UserError: git cannot write them.
    """
    import tempfile

    with tempfile.TemporaryDirectory(prefix="archlint-") as name:
        tree = Path(name, "tree")
        tree.mkdir()
        index = {"GIT_INDEX_FILE": str(Path(name, "index"))}
        for words in (("read-tree", wanted.commit), ("checkout-index", "--all", "--force", f"--prefix={tree}/")):
            done = _run(wanted.top, words, index)
            if done.returncode:
                reason = (done.stderr.strip().splitlines() or ["for no reason that it gave"])[-1]
                raise UserError(f"git cannot write out the revision {wanted.commit[:12]}: {reason}")
        yield tree


def _asked(folder: Path, *words: str) -> str | None:
    done = _run(folder, words, {})
    return done.stdout.strip() if done.returncode == 0 else None


def _run(folder: Path, words: tuple[str, ...], more: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run git; what a hook that we may be run from says about its own repository is not passed on."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", *_QUIET, "-C", str(folder), *words]
    try:
        return subprocess.run(  # noqa: S603  # a list of words, no shell
            command,
            env=environment | more | {"LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="surrogateescape",
            check=False,
        )
    except FileNotFoundError:
        raise UserError("to compare with a revision, the program `git` is needed, and it is not on the PATH") from None
