"""The entry point: a plain call goes straight to its command, every other one through Typer."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

from archlint import __version__
from archlint.errors import ArchlintError


def program() -> NoReturn:
    """The process `archlint`: `main`, with a short life in mind; it makes more than it drops, and leaves nothing to tidy up."""
    gc.disable()
    status = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # the reader of a pipe has seen enough
        pass
    os._exit(status)


def main(words: list[str] | None = None) -> int:
    """Run archlint.

    Args:
        words: the command line without the program's name; by default that of the process.

    Returns:
        0 all is well, 1 there are findings, 2 a mistake in the call or in a file that it names, 130 interrupted.
    """
    words = sys.argv[1:] if words is None else words
    try:
        return _dispatch(words)
    except ArchlintError as error:
        print("\n".join(f"archlint: {line}" for line in str(error).splitlines()), file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("archlint: interrupted", file=sys.stderr)
        return 130
    except FileNotFoundError:
        if _stands_somewhere():
            raise
        print("archlint: the folder that you stand in is gone; enter one that is there", file=sys.stderr)
        return 2


def _stands_somewhere() -> bool:
    try:
        os.getcwd()  # noqa: PTH109  pathlib takes longer to import than the call takes
    except FileNotFoundError:
        return False
    return True


def _dispatch(words: list[str]) -> int:
    if words == ["--version"]:
        print(f"archlint {__version__}")
        return 0
    from archlint.cli import commands, plain

    command = commands.find(words[0]) if words else None
    if command is not None:
        try:
            values = plain.read(command, words[1:])
        except plain.NotPlainError:
            pass
        else:
            return command.run(**values)
    from archlint.cli import tree

    status: int | None = tree.build()(args=words, prog_name="archlint", standalone_mode=True)
    return status or 0
